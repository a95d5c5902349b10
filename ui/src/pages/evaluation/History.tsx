import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, type Entry, type Whole } from '../../api';
import { readingName } from '../../names';
import { Filed } from '../../parts/Filed';
import { Sheet } from '../../parts/Sheet';
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
          <div className="quiet">{time(f.at)} · {whole.names[f.by] && <><Written>{whole.names[f.by]}</Written> · </>}{role(f.role)}</div>
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

/** Everything that was ever filed, the newest first; authorities and auditors see below it who read the evaluation. */
export function History({ whole, readers }: { whole: Whole; readers: boolean }) {
  const { t } = useWords();
  return (
    <>
      {whole.filings.length === 0 && <p className="empty">{t('noOwn')}</p>}
      <Timeline filings={[...whole.filings].reverse()} whole={whole} />
      {readers && <Readers id={whole.evaluation.id} />}
    </>
  );
}

interface Reading { account: string | null; what: string; at: string }

function Readers({ id }: { id: string }) {
  const { t, time, lang } = useWords();
  const [open, setOpen] = useState(false);
  const found = useQuery({ queryKey: ['readings', id], queryFn: () => get<{ readings: Reading[]; names: Record<string, string> }>(`/evaluations/${id}/readings`), enabled: open, retry: false });
  return (
    <details className="no-print" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('readings')}</summary>
      {open && (
        <Sheet<Reading>
          caption={t('readings')} rows={found.data?.readings ?? []} rowKey={(_, i) => String(i)} pending={found.isPending}
          columns={[
            { title: t('when'), cell: (r) => time(r.at), width: 190 },
            { title: t('person'), cell: (r) => (r.account ? <Written>{found.data?.names[r.account] ?? ''}</Written> : t('anybody')) },
            { title: t('what'), cell: (r) => readingName(r.what, lang) },
          ]}
        />
      )}
    </details>
  );
}
