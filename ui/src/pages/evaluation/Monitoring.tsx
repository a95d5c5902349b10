import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get, type Alert, type Summary, type Whole } from '../../api';
import { Chart } from '../../charts/Chart';
import { trendOption, type Figure } from '../../charts/options';
import { count, money, percent } from '../../format';
import { Filed } from '../../parts/Filed';
import { Sheet } from '../../parts/Sheet';
import { Mark, Written } from '../../parts/Small';
import { useWords } from '../../words';

export interface Monitored { growth: number; totalCost: number; source: string; items: { evaluation: Summary; item: string; figures: Figure[]; alerts: Alert[] }[] }

/** The trigger levels, for those who may read them. */
export function useMonitored() {
  return useQuery({ queryKey: ['monitoring'], queryFn: () => get<Monitored>('/monitoring'), retry: false });
}

/** Yearly fund spending and frequency of each item against the trigger levels, and updates of pathways. */
export default function Monitoring({ whole }: { whole: Whole }) {
  const { t } = useWords();
  const figures = useMemo(
    () => whole.filings.filter((f) => f.act === 'record-monitoring').map((f) => f.body as unknown as Figure).sort((a, b) => a.item.localeCompare(b.item) || a.year - b.year),
    [whole.filings],
  );
  const access = whole.filings.filter((f) => f.act === 'record-access');
  const pathways = whole.filings.filter((f) => f.act === 'record-pathway');
  const rules = [...new Map(whole.filings.filter((f) => f.act === 'set-trigger').map((f) => [f.body['name'], f])).values()].filter((f) => f.body['ended'] !== true);
  const plans = whole.filings.filter((f) => f.act === 'start-monitoring');
  return (
    <>
      {plans.map((p) => <Filed key={p.number} entry={p} whole={whole} />)}
      {figures.length === 0 ? <p className="empty">{t('noMonitoring')}</p> : [...new Set(figures.map((f) => f.item))].map((item) => <Item key={item} item={item} figures={figures} alerts={whole.alerts} />)}
      {rules.length > 0 && <><h2>{t('ownRules')}</h2>{rules.map((r) => <Filed key={r.number} entry={r} whole={whole} />)}</>}
      {access.length > 0 && <><h2>{t('equity')}</h2>{access.map((p) => <Filed key={p.number} entry={p} whole={whole} />)}</>}
      {pathways.length > 0 && <><h2>{t('pathways')}</h2>{pathways.map((p) => <Filed key={p.number} entry={p} whole={whole} />)}</>}
    </>
  );
}

export function Item({ item, figures, alerts: raised }: { item: string; figures: Figure[]; alerts: Alert[] }) {
  const { t, lang } = useWords();
  const growth = useMonitored().data?.growth;
  const rows = useMemo(() => figures.filter((f) => f.item === item), [figures, item]);
  const fund = useMemo(() => () => trendOption(rows, 'fundSpending', growth, lang), [rows, growth, lang]);
  const frequency = useMemo(() => () => trendOption(rows, 'frequency', growth, lang), [rows, growth, lang]);
  const last = rows.at(-1)!;
  const rise = (row: Figure, of: 'fundSpending' | 'frequency') => { const b = rows.find((r) => r.year === row.year - 1)?.[of]; return b !== undefined && b > 0 ? row[of] / b - 1 : null; };
  const alerts = (row: Figure) => raised.filter((a) => a.item === item && a.year === row.year);
  const said = (of: 'fundSpending' | 'frequency') => {
    const value = of === 'frequency' ? count(last.frequency, lang) : money(last.fundSpending, lang);
    const up = rise(last, of);
    return lang === 'zh'
      ? `${last.year} 年${t(of === 'frequency' ? 'frequency' : 'fund')} ${value}${up === null ? '' : `，较上年 ${percent(up, lang)}`}${growth === undefined ? '' : `；增长预警线 ${percent(growth, lang)}${up !== null && up > growth ? '，已超过' : ''}`}。`
      : `${t(of === 'frequency' ? 'frequency' : 'fund')} of ${last.year}: ${value}${up === null ? '' : `, ${percent(up, lang)} on the year before`}${growth === undefined ? '' : `; growth above ${percent(growth, lang)} is a trigger${up !== null && up > growth ? ', and it is above' : ''}`}.`;
  };
  return (
    <>
      <h2>{item}</h2>
      <div className="pair charts">
        <Chart title={lang === 'zh' ? '基金支出是否超过预警线' : 'Does fund spending exceed the trigger?'} summary={said('fundSpending')} height={280} option={fund} />
        <Chart title={lang === 'zh' ? '服务频次是否超过预警线' : 'Does frequency exceed the trigger?'} summary={said('frequency')} height={280} option={frequency} />
      </div>
      <Sheet
        caption={`${item} · ${t('monitoring')}`} rows={rows} rowKey={(r) => r.year}
        columns={[
          { title: t('year'), cell: (r) => r.year },
          { title: t('fund'), cell: (r) => money(r.fundSpending, lang), right: true },
          { title: t('growth'), cell: (r) => percent(rise(r, 'fundSpending'), lang), right: true },
          { title: t('frequency'), cell: (r) => count(r.frequency, lang), right: true },
          { title: t('frequencyGrowth'), cell: (r) => percent(rise(r, 'frequency'), lang), right: true },
          { title: t('cost'), cell: (r) => money(r.totalCost, lang), right: true },
          { title: t('alerts'), cell: (r) => (alerts(r).length === 0 ? '—' : <span className="marks">{alerts(r).map((a, i) => <Mark key={i} tone="warn"><Written>{lang === 'zh' ? a.text.zh : a.text.en}</Written></Mark>)}</span>) },
        ]}
      />
    </>
  );
}
