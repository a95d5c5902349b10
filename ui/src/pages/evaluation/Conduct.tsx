import type { Entry, Whole } from '../../api';
import { count } from '../../format';
import { Sheet } from '../../parts/Sheet';
import { Mark, Written } from '../../parts/Small';
import { choice, useWords } from '../../words';
import { Timeline } from './History';
const ACTS = new Set([
  'start-conduct', 'record-collection', 'record-quality-control', 'propose-amendment', 'decide-amendment', 'log-extraction', 'file-governance-report', 'record-run', 'finish-analysis', 'submit-report', 'supply-documents', 'patient-input',
  'ask-termination', 'refuse-termination', 'accept-termination', 'condemn-termination', 'mark-not-reported', 'record-minutes', 'answer-minutes', 'set-implementer', 'name-data-provider', 'request-documents',
]);

/** What was done from the choice of the implementing body to the report, with the quality control of its three key links. */
export function Conduct({ whole }: { whole: Whole }) {
  const { t } = useWords();
  const done = whole.filings.filter((f) => ACTS.has(f.act));
  if (done.length === 0) {
    return <p className="empty">{t('noConduct')}</p>;
  }
  const collection = done.filter((f) => f.act === 'record-collection').at(-1);
  return (
    <>
      <Links filings={done} />
      {collection && <Deviations filing={collection} />}
      <h2>{t('steps')}</h2>
      <Timeline filings={done} whole={whole} open />
    </>
  );
}

function Links({ filings }: { filings: Entry[] }) {
  const { t, lang, time } = useWords();
  const started = filings.some((f) => f.act === 'start-conduct');
  const rows = ['extraction', 'governance', 'analysis'].map((link) => ({ link, last: filings.filter((f) => f.act === 'record-quality-control' && f.body['link'] === link).at(-1) }));
  if (!started) {
    return null;
  }
  const verdicts = (f: Entry) => (f.body['items'] as { verdict: string }[]).map((i) => i.verdict);
  return (
    <>
      <h2>{t('qualityLinks')}</h2>
      <Sheet
        caption={t('qualityLinks')} rows={rows} rowKey={(r) => r.link}
        columns={[
          { title: t('link'), cell: (r) => choice(r.link, lang, 'link') },
          { title: t('verdict'), cell: (r) => (!r.last ? <Mark tone="warn">{t('notControlled')}</Mark> : verdicts(r.last).includes('fail') ? <Mark tone="bad">{choice('fail', lang)}</Mark> : <Mark tone="good">{choice('pass', lang)}</Mark>) },
          { title: t('when'), cell: (r) => (r.last ? time(r.last.at) : '—') },
        ]}
      />
    </>
  );
}

interface Collected { name: string; planned: number; actual: number; reason: string }

function Deviations({ filing }: { filing: Entry }) {
  const { t, lang } = useWords();
  const rows = (filing.body['rows'] as Collected[]).filter((r) => r.planned !== r.actual);
  return rows.length === 0 ? null : (
    <>
      <h2>{t('deviations')}</h2>
      <Sheet<Collected>
        caption={t('deviations')} rows={rows} rowKey={(r) => r.name}
        columns={[
          { title: t('label'), cell: (r) => <Written>{r.name}</Written> },
          { title: t('planned'), cell: (r) => count(r.planned, lang), right: true },
          { title: t('actual'), cell: (r) => count(r.actual, lang), right: true },
          { title: t('reason'), cell: (r) => <Written>{r.reason}</Written> },
        ]}
      />
    </>
  );
}
