import type { Whole } from '../../api';
import { useWords } from '../../words';
import { Timeline } from './History';

const ACTS = new Set([
  'start-conduct', 'propose-amendment', 'decide-amendment', 'log-extraction', 'file-governance-report', 'record-run', 'finish-analysis', 'submit-report', 'supply-documents', 'patient-input',
  'ask-termination', 'refuse-termination', 'accept-termination', 'condemn-termination', 'mark-not-reported', 'record-minutes', 'answer-minutes', 'set-implementer',
]);

/** What was done from the choice of the implementing body to the report. */
export function Conduct({ whole }: { whole: Whole }) {
  const { t } = useWords();
  const done = whole.filings.filter((f) => ACTS.has(f.act));
  return done.length === 0 ? <p className="empty">{t('none')}</p> : <><h2>{t('steps')}</h2><Timeline filings={done} whole={whole} open /></>;
}
