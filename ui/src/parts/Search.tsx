import { useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../words';

/** A search box that looks while one types, beside its filters. */
export function Search({ q, setQ, children }: { q: string; setQ: (q: string) => void; children?: ReactNode }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(q);
  useEffect(() => setDraft(q), [q]);
  useEffect(() => {
    const timer = window.setTimeout(() => draft !== q && setQ(draft), 350);
    return () => window.clearTimeout(timer);
  }, [draft, q, setQ]);
  return (
    <form className="search no-print" role="search" onSubmit={(e) => { e.preventDefault(); setQ(draft); }}>
      <label className="grow">{t('search')}<input className="in" type="search" value={draft} onChange={(e) => setDraft(e.target.value)} /></label>
      {children}
    </form>
  );
}

export function Filter({ label, value, set, options }: { label: string; value: string; set: (value: string) => void; options: [string, string][] }) {
  const { t } = useWords();
  return (
    <label>{label}
      <select className="in" value={value} onChange={(e) => set(e.target.value)}>
        <option value="">{t('all')}</option>
        {options.map(([key, name]) => <option key={key} value={key}>{name}</option>)}
      </select>
    </label>
  );
}
