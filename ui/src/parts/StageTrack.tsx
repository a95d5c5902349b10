import { useProcess } from '../process';
import { useWords } from '../words';

/** Ends that an evaluation reaches after all its stages: nothing was broken off. */
const COMPLETE = new Set(['CLOSED', 'RE_EVALUATION']);

/** Where an evaluation stands among the nine stages; told by number, word and mark, not by colour alone. What ended early did not pass all of them: `passed` says which. */
export function StageTrack({ stage, state, passed }: { stage: number; state: string; passed?: ReadonlySet<number> }) {
  const { text, t } = useWords();
  const process = useProcess();
  if (!process) {
    return null;
  }
  const found = process.states.find((s) => s.id === state);
  const ended = found?.negative || (found?.end && !COMPLETE.has(state));
  const here = process.stages.find((s) => s.number === stage);
  return (
    <section className="track" aria-label={t('stages')}>
      <ol>
        {process.stages.map((s) => {
          const mark = s.number < stage ? (passed?.has(s.number) === false ? 'skipped' : 'done') : s.number === stage ? (ended ? 'stopped' : 'now') : 'ahead';
          return (
            <li key={s.number} className={mark} aria-current={s.number === stage ? 'step' : undefined}>
              <span className="dot">{mark === 'done' ? '✓' : mark === 'stopped' ? '×' : mark === 'skipped' ? '–' : s.number}</span>
              <span className="label">{text(s.label)}{mark === 'skipped' && <span className="unseen"> {t('skipped')}</span>}</span>
            </li>
          );
        })}
      </ol>
      <p className="track-now" aria-hidden="true">{stage} / {process.stages.length} · {text(here?.label)}</p>
    </section>
  );
}
