import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, LineChart, ScatterChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** Draws into an element; gives what takes the chart away again. Paper has another width than the screen. */
export function draw(element: HTMLElement, option: (width: number) => EChartsCoreOption): () => void {
  const chart = init(element, undefined, { renderer: 'svg' });
  const render = () => {
    chart.resize();
    chart.setOption(option(element.clientWidth), { notMerge: true });
    // The style sheet for paper makes the picture as wide as the paper: it has to know its own size to shrink whole.
    element.querySelector('svg')?.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  };
  render();
  const watch = new ResizeObserver(() => render());
  watch.observe(element);
  return () => {
    watch.disconnect();
    chart.dispose();
  };
}
