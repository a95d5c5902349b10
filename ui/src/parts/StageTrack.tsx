import { useProcess } from '../process';
import { useWords } from '../words';

/** Where an evaluation stands among the nine stages; told by number, word and mark, not by colour alone. */
export function StageTrack({ stage, state }: { stage: number; state: string }) {
  const { text, t } = useWords();
  const process = useProcess();
  if (!process) {
    return null;
  }
  const found = process.states.find((s) => s.id === state);
  const ended = found?.negative || (found?.end && state !== 'CLOSED');
  const here = process.stages.find((s) => s.number === stage);
  return (
    <section className="track" aria-label={t('stages')}>
      <ol>
        {process.stages.map((s) => {
          const mark = s.number < stage ? 'done' : s.number === stage ? (ended ? 'stopped' : 'now') : 'ahead';
          return (
            <li key={s.number} className={mark} aria-current={s.number === stage ? 'step' : undefined}>
              <span className="dot">{mark === 'done' ? '✓' : mark === 'stopped' ? '×' : s.number}</span>
              <span className="label">{text(s.label)}</span>
            </li>
          );
        })}
      </ol>
      <p className="track-now" aria-hidden="true">{stage} / {process.stages.length} · {text(here?.label)}</p>
    </section>
  );
}
