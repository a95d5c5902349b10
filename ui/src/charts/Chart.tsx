import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import { useWords } from '../words';

interface Props {
  /** The question that the chart answers. */
  title: string;
  /** The answer in words: what somebody hears who cannot see it. */
  summary: string;
  height: number | { wide: number; narrow: number };
  /** For a width in pixels; kept by the caller, because a new one is a new chart. */
  option: (width: number) => EChartsCoreOption;
  /** The same in numbers. */
  children?: ReactNode;
}

/** A chart with its question, its answer in words, and its numbers. The library is fetched when the first one is shown. */
export function Chart({ title, summary, height, option, children }: Props) {
  const { t } = useWords();
  const tall = typeof height === 'number' ? { wide: height, narrow: height } : height;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    let dispose = () => {};
    void import('./draw').then(({ draw }) => {
      if (!gone && box.current) {
        dispose = draw(box.current, option);
      }
    });
    return () => {
      gone = true;
      dispose();
    };
  }, [option]);
  return (
    <figure className="chart-box">
      <figcaption>{title}</figcaption>
      <p className="quiet" style={{ margin: 0 }}>{summary}</p>
      <div ref={box} className="chart" style={{ '--wide': `${tall.wide}px`, '--narrow': `${tall.narrow}px` } as CSSProperties} role="img" aria-label={`${title}. ${summary}`} />
      {children && <details><summary>{t('numbers')}</summary>{children}</details>}
    </figure>
  );
}
