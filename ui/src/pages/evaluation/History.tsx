import type { Entry, Whole } from '../../api';
import { Filed } from '../../parts/Filed';
import { Mark, Written } from '../../parts/Small';
import { useProcess } from '../../process';
import { useWords } from '../../words';

/** Acts in their order, each with what was filed. */
export function Timeline({ filings, whole, open }: { filings: Entry[]; whole: Whole; open?: boolean }) {
  const { text, time } = useWords();
  const process = useProcess();
  const after = (act: string) => text(process?.states.find((s) => s.id === process.acts.find((a) => a.id === act)?.to)?.label);
  const role = (id: string) => text(process?.roles.find((r) => r.id === id)?.label) || id;
  return (
    <ol className="timeline">
      {filings.map((f) => (
        <li key={f.number}>
          <strong>{text(f.label)}</strong> {after(f.act) && <>→ <Mark>{after(f.act)}</Mark></>}
          <div className="quiet">{time(f.at)} · <Written>{whole.names[f.by] ?? ''}</Written> · {role(f.role)}</div>
          {Object.keys(f.body).length > 0 && (
            <details open={open}>
              <summary>#{f.number} · SHA-256 <code>{f.sha256.slice(0, 12)}</code></summary>
              <div className="filed-body"><Filed entry={f} whole={whole} /></div>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Everything that was ever filed, the newest first. */
export function History({ whole }: { whole: Whole }) {
  return <Timeline filings={[...whole.filings].reverse()} whole={whole} />;
}
