import { Empty, Table } from 'antd';
import { useEffect, useRef } from 'react';
import type { Entry } from '../api';
import { useWords } from '../words';

interface Figure { item: string; year: number; fundSpending: number; frequency: number; totalCost: number }

/** Yearly fund spending and frequency of each item: a chart, and the table that says the same in numbers. */
export function MonitoringChart({ filings }: { filings: Entry[] }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const figures = filings.filter((f) => f.act === 'record-monitoring').map((f) => f.body as unknown as Figure).sort((a, b) => a.year - b.year);
  const key = JSON.stringify(figures);
  useEffect(() => {
    let dispose = () => {};
    const rows = JSON.parse(key) as Figure[];
    if (box.current && rows.length > 0) {
      const element = box.current;
      void import('../chart').then(({ draw }) => {
        const items = [...new Set(rows.map((f) => f.item))];
        const years = [...new Set(rows.map((f) => f.year))];
        const at = (item: string, year: number) => rows.find((f) => f.item === item && f.year === year);
        dispose = draw(element, {
          tooltip: { trigger: 'axis' }, legend: {}, xAxis: { type: 'category', data: years.map(String) },
          yAxis: [{ type: 'value', name: t('fund') }, { type: 'value', name: t('frequency') }],
          series: items.flatMap((item) => [
            { name: `${item} ${t('fund')}`, type: 'bar', data: years.map((y) => at(item, y)?.fundSpending ?? null), itemStyle: { decal: { symbol: 'rect' } } },
            { name: `${item} ${t('frequency')}`, type: 'line', yAxisIndex: 1, data: years.map((y) => at(item, y)?.frequency ?? null) },
          ]),
          aria: { enabled: true },
        });
      });
    }
    return () => dispose();
  }, [key, t]);
  if (figures.length === 0) {
    return <Empty description={t('none')} />;
  }
  return (
    <>
      <div ref={box} style={{ height: 320 }} />
      <Table<Figure> size="small" rowKey={(f) => f.item + f.year} dataSource={figures} pagination={false} scroll={{ x: 600 }}
        columns={[{ title: t('items'), dataIndex: 'item' }, { title: t('year'), dataIndex: 'year' }, { title: t('fund'), dataIndex: 'fundSpending', align: 'right' }, { title: t('frequency'), dataIndex: 'frequency', align: 'right' }, { title: t('cost'), dataIndex: 'totalCost', align: 'right' }]} />
    </>
  );
}
