import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, type Entry } from '../../api';
import { count } from '../../format';
import { Sheet } from '../../parts/Sheet';
import { Mark } from '../../parts/Small';
import { Trouble } from '../../parts/Trouble';
import { useWords } from '../../words';

interface Difference { where: string; first: string; second: string; relative: number | null }
interface Comparison { first: number; second: number; compared: number; different: number; differences: Difference[]; conditions: Difference[] }

/** A run that was made anew beside the one that is shown: the same, or where not. */
export function Anew({ id, runs, shown }: { id: string; runs: Entry[]; shown: number }) {
  const { t, lang, time } = useWords();
  const others = runs.filter((r) => r.number !== shown);
  const [chosen, setChosen] = useState<number | null>(null);
  const other = others.find((r) => r.number === chosen) ?? others.at(-1)!;
  const [first, second] = [Math.min(other.number, shown), Math.max(other.number, shown)];
  const found = useQuery({ queryKey: ['compared', id, first, second], queryFn: () => get<Comparison>(`/evaluations/${id}/results/compare?first=${first}&second=${second}`), retry: false });
  const columns = [
    { title: t('where'), cell: (d: Difference) => <code>{d.where}</code> },
    { title: `#${first}`, cell: (d: Difference) => d.first || t('absent'), right: true },
    { title: `#${second}`, cell: (d: Difference) => d.second || t('absent'), right: true },
    { title: t('relative'), cell: (d: Difference) => (d.relative === null ? '—' : d.relative.toExponential(1)), right: true },
  ];
  return (
    <section>
      <h2>{t('anew')}</h2>
      <div className="search no-print"><label>{t('compareWith')}
        <select className="in" value={other.number} onChange={(e) => setChosen(Number(e.target.value))}>{others.map((r) => <option key={r.number} value={r.number}>#{r.number} · {time(r.at)}</option>)}</select>
      </label></div>
      <Trouble error={found.error} />
      {found.data && (
        <>
          <p role="status">
            {found.data.different === 0 ? <Mark tone="good">{t('reproduced')}</Mark> : <Mark tone="warn">{t('notReproduced')}</Mark>}{' '}
            {lang === 'zh' ? `比较 ${count(found.data.compared, lang)} 处，${count(found.data.different, lang)} 处不同。` : `${count(found.data.compared, lang)} places compared, ${count(found.data.different, lang)} differ.`}
          </p>
          {found.data.differences.length > 0 && <details><summary>{t('differences')}</summary><Sheet caption={t('differences')} rows={found.data.differences} rowKey={(d) => d.where} columns={columns} /></details>}
          {found.data.conditions.length > 0 && <details><summary>{t('circumstances')}</summary><Sheet caption={t('circumstances')} rows={found.data.conditions} rowKey={(d) => d.where} columns={columns.slice(0, 3)} /></details>}
        </>
      )}
    </section>
  );
}
