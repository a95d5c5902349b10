import { useProcess } from '../process';
import { useWords } from '../words';

/** Where an evaluation stands among the nine stages; told by number, word and mark, not by colour alone. */
export function StageTrack({ stage, state }: { stage: number; state: string }) {
  const { text, lang } = useWords();
  const process = useProcess();
  if (!process) {
    return null;
  }
  const ended = process.states.find((s) => s.id === state)?.negative || ['WITHDRAWN', 'REJECTED', 'TERMINATED'].includes(state);
  return (
    <nav className="track" aria-label={lang === 'zh' ? '九个环节' : 'The nine stages'}>
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
    </nav>
  );
}
