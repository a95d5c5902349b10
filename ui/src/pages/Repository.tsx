import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { get, type Page, type Summary } from '../api';
import { Filter, Search } from '../parts/Search';
import { Pager, Sheet } from '../parts/Sheet';
import { Heading, Mark, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { choice, useWords } from '../words';

export const GRADES = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', 'N'];
export const SCENARIOS = ['pre-listing', 'new-item', 'trial-to-formal', 'catalogue-adjustment', 'abolition', 'pricing'];
export const DIMENSIONS = ['clinical', 'economic', 'social'];
const SIZE = 20;

/** Published evaluations, and evaluations that ended without a result: open to everybody. */
export default function Repository() {
  const { t, text, time, lang, list: joined } = useWords();
  const [params, setParams] = useSearchParams();
  const at = (key: string) => params.get(key) ?? '';
  const page = Math.max(0, Number(at('page')) || 0);
  const set = (key: string) => (value: string) => setParams((old) => { const next = new URLSearchParams(old); next.delete('page'); if (value) { next.set(key, value); } else { next.delete(key); } return next; }, { replace: true });
  const query = new URLSearchParams({ page: String(page), size: String(SIZE), ...Object.fromEntries(['q', 'grade', 'scenario', 'dimension', 'region'].map((k) => [k, at(k)] as const).filter(([, v]) => v)) });
  const list = useQuery({ queryKey: ['public', query.toString()], queryFn: () => get<Page<Summary>>(`/public/evaluations?${query}`), placeholderData: (last) => last });
  return (
    <>
      <Heading title={t('repository')}><a className="plain no-print" href={`/api/v1/public/evaluations.xlsx?lang=${lang}&${query}`}>{t('excel')}</a></Heading>
      <section className="panel">
        <Search q={at('q')} setQ={set('q')}>
          <Filter label={t('grade')} value={at('grade')} set={set('grade')} options={GRADES.map((g) => [g, g === 'N' ? `N · ${t('negative')}` : g])} />
          <Filter label={t('scenario')} value={at('scenario')} set={set('scenario')} options={SCENARIOS.map((s) => [s, choice(s, lang)])} />
          <Filter label={t('dimension')} value={at('dimension')} set={set('dimension')} options={DIMENSIONS.map((d) => [d, choice(d, lang)])} />
          <label>{t('region')}<input className="in" inputMode="numeric" maxLength={6} defaultValue={at('region')} onChange={(e) => /^(\d{6})?$/.test(e.target.value) && set('region')(e.target.value)} /></label>
        </Search>
        <Trouble error={list.error} />
        <Sheet<Summary>
          caption={t('repository')} rows={list.data?.items ?? []} rowKey={(r) => r.id} pending={list.isPending} empty={t('noPublic')}
          columns={[
            { title: t('number'), cell: (r) => <Link to={`/repository/${r.id}`}>{r.number}</Link>, width: 100 },
            { title: t('title'), cell: (r) => <Written>{text(r.title)}</Written> },
            { title: t('disease'), cell: (r) => <Written>{r.disease}</Written> },
            { title: t('items'), cell: (r) => joined(r.itemCodes) },
            { title: t('scenario'), cell: (r) => choice(r.scenario, lang) },
            { title: t('grade'), cell: (r) => (r.grade ? <Mark tone={r.grade === 'N' ? 'bad' : 'good'}>{r.grade === 'N' ? `N · ${t('negative')}` : r.grade}</Mark> : '—') },
            { title: t('changed'), cell: (r) => time(r.changedAt), width: 170 },
          ]}
        />
        <Pager page={page} size={SIZE} total={list.data?.total ?? 0} go={(p) => setParams((old) => { const next = new URLSearchParams(old); next.set('page', String(p)); return next; })} />
      </section>
    </>
  );
}
