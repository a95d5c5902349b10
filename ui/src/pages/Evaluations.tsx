import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { get, type Me, type Page, type Summary } from '../api';
import { Filter, Search } from '../parts/Search';
import { Pager, Sheet } from '../parts/Sheet';
import { Heading, Mark, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useProcess } from '../process';
import { choice, useWords } from '../words';
import { DIMENSIONS, GRADES, SCENARIOS } from './Repository';

const STARTERS = ['INITIATOR', 'LOCAL_AUTHORITY', 'NATIONAL_AUTHORITY'];
const SIZE = 20;

/** The evaluations that somebody sees. What was searched for stands in the address, so that it can be kept and shared. */
export default function Evaluations({ me }: { me: Me }) {
  const { t, text, time, day, lang } = useWords();
  const process = useProcess();
  const [params, setParams] = useSearchParams();
  const at = (key: string) => params.get(key) ?? '';
  const page = Math.max(0, Number(at('page')) || 0);
  const set = (key: string) => (value: string) => setParams((old) => { const next = new URLSearchParams(old); next.delete('page'); if (value) { next.set(key, value); } else { next.delete(key); } return next; }, { replace: true });
  const query = new URLSearchParams({ page: String(page), size: String(SIZE), ...Object.fromEntries(['q', 'state', 'grade', 'scenario', 'dimension'].map((k) => [k, at(k)] as const).filter(([, v]) => v)) });
  const list = useQuery({ queryKey: ['evaluations', query.toString()], queryFn: () => get<Page<Summary>>(`/evaluations?${query}`), placeholderData: (last) => last });
  return (
    <>
      <Heading title={t('evaluations')}>
        {STARTERS.some((r) => me.roles.includes(r)) && <Link className="plain first" to="/evaluations/new">{t('newEvaluation')}</Link>}
        <a className="plain no-print" href={`/api/v1/evaluations.xlsx?lang=${lang}&${query}`}>{t('excel')}</a>
      </Heading>
      <section className="panel">
        <Search q={at('q')} setQ={set('q')}>
          <Filter label={t('state')} value={at('state')} set={set('state')} options={(process?.states ?? []).map((s) => [s.id, text(s.label)])} />
          <Filter label={t('scenario')} value={at('scenario')} set={set('scenario')} options={SCENARIOS.map((s) => [s, choice(s, lang)])} />
          <Filter label={t('dimension')} value={at('dimension')} set={set('dimension')} options={DIMENSIONS.map((d) => [d, choice(d, lang)])} />
          <Filter label={t('grade')} value={at('grade')} set={set('grade')} options={GRADES.map((g) => [g, g])} />
        </Search>
        <Trouble error={list.error} />
        <Sheet<Summary>
          caption={t('evaluations')} rows={list.data?.items ?? []} rowKey={(r) => r.id} pending={list.isPending} empty={t('noEvaluations')}
          columns={[
            { title: t('number'), cell: (r) => <Link to={`/evaluations/${r.id}`}>{r.number}</Link>, width: 100 },
            { title: t('title'), cell: (r) => <Written>{text(r.title)}</Written> },
            { title: t('stage'), cell: (r) => `${r.stage} · ${text(r.stateLabel)}`, width: 190 },
            { title: t('scenario'), cell: (r) => choice(r.scenario, lang), width: 120 },
            { title: t('grade'), cell: (r) => (r.grade ? <Mark tone={r.grade === 'N' ? 'bad' : 'good'}>{r.grade}</Mark> : '—'), width: 90 },
            { title: t('due'), cell: (r) => (r.dueOn ? day(r.dueOn) : '—'), width: 150 },
            { title: t('changed'), cell: (r) => time(r.changedAt), width: 170 },
          ]}
        />
        <Pager page={page} size={SIZE} total={list.data?.total ?? 0} go={(p) => setParams((old) => { const next = new URLSearchParams(old); next.set('page', String(p)); return next; })} />
      </section>
    </>
  );
}
