import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, LineChart, ScatterChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** A chart on paper in pixels: A4 between its margins, with letters of seven points. */
const PAPER = 860;

/** Draws into an element; gives what takes the chart away again. Paper has another width than the screen. */
export function draw(element: HTMLElement, option: (width: number) => EChartsCoreOption): () => void {
  const chart = init(element, undefined, { renderer: 'svg' });
  const render = (width?: number) => {
    chart.resize({ width: width ?? 'auto' });
    chart.setOption(option(width ?? element.clientWidth), { notMerge: true });
    // The style sheet for paper makes the picture as wide as the paper: it has to know its own size to shrink whole.
    element.querySelector('svg')?.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  };
  render();
  const watch = new ResizeObserver(() => render());
  watch.observe(element);
  const onPaper = () => render(PAPER);
  const onScreen = () => render();
  window.addEventListener('beforeprint', onPaper);
  window.addEventListener('afterprint', onScreen);
  return () => {
    window.removeEventListener('beforeprint', onPaper);
    window.removeEventListener('afterprint', onScreen);
    watch.disconnect();
    chart.dispose();
  };
}
