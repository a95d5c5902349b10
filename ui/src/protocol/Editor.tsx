import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { post, type Problem, type ProtocolVersion } from '../api';
import { useWords } from '../words';
import { EMPTY, read } from './edit';
import { Part } from './Fields';
import { label, placeName, plan, resolve } from './schema';

/** A plan in the making: a form for each section, or its source; whatever is written is checked while it is written. */
export default function ProtocolEditor({ evaluation, value, onChange }: { evaluation: string; value: string; onChange: (value: string) => void }) {
  const { t, lang } = useWords();
  const text = value || EMPTY;
  const [mode, setMode] = useState<'form' | 'source'>('form');
  const [section, setSection] = useState('title');
  const { document, broken } = useMemo(() => read(text), [text]);
  const content = useMemo(() => (broken ? {} : (document.toJS() as Record<string, unknown>) ?? {}), [document, broken]);
  const judged = useCheck(evaluation, text);
  const problems = judged.data?.problems ?? [];
  const sections = Object.keys(plan.properties ?? {}).filter((name) => name !== 'schema');
  const nameOf = (name: string) => `${label(resolve(plan.properties![name]!), lang, name)}${plan.required?.includes(name) ? ' *' : ''}`;
  const count = (name: string) => problems.filter((p) => sectionOf(p) === name).length;
  const goTo = (p: Problem) => {
    setSection(sections.includes(sectionOf(p)) ? sectionOf(p) : section);
    setMode(sections.includes(sectionOf(p)) ? 'form' : 'source');
  };
  return (
    <div>
      <div className="buttons" style={{ marginBottom: 12 }} role="group" aria-label={t('protocol')}>
        <button type="button" className={`plain${mode === 'form' ? ' first' : ''}`} aria-pressed={mode === 'form'} onClick={() => setMode('form')}>{t('form')}</button>
        <button type="button" className={`plain${mode === 'source' ? ' first' : ''}`} aria-pressed={mode === 'source'} onClick={() => setMode('source')}>{t('source')}</button>
      </div>
      <Verdict judged={judged.data} pending={judged.isFetching} go={goTo} />
      {mode === 'source' && (
        <textarea className="in yaml" aria-label={t('source')} spellCheck={false} value={text} onChange={(e) => onChange(e.target.value)} />
      )}
      {mode === 'form' && broken && <p className="note note-warn">{t('badYaml')}</p>}
      {mode === 'form' && !broken && (
        <div className="editor">
          <label className="chooser">
            {t('sectionsOfPlan')}
            <select className="in" value={section} onChange={(e) => setSection(e.target.value)}>
              {sections.map((name) => <option key={name} value={name}>{nameOf(name)}{count(name) > 0 ? ` · ${count(name)} ${t('unsound')}` : ''}</option>)}
            </select>
          </label>
          <nav className="index" aria-label={t('sectionsOfPlan')}>
            <ul>
              {sections.map((name) => (
                <li key={name}>
                  <button type="button" aria-current={name === section ? 'true' : undefined} onClick={() => setSection(name)}>
                    <span>{nameOf(name)}</span>
                    {count(name) > 0 && <span className="bad-count">{count(name)}<span className="unseen"> {t('unsound')}</span></span>}
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <div>
            <Part
              key={section} name={section} schema={plan.properties![section]!} value={content[section]} path={[section]} needed={plan.required?.includes(section) ?? false}
              tools={{ edit: (how) => onChange(how(text)), faults: problems }}
            />
          </div>
        </div>
      )}
    </div>
  );
}

function sectionOf(problem: Problem): string {
  return /^[^.[]+/.exec(problem.field)?.[0] ?? '';
}

/** The interface's verdict on a text, asked when the writer pauses. */
function useCheck(evaluation: string, text: string) {
  const [settled, setSettled] = useState(text);
  const deferred = useDeferredValue(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(deferred), 700);
    return () => window.clearTimeout(timer);
  }, [deferred]);
  return useQuery({
    queryKey: ['check', evaluation, settled],
    queryFn: () => post<ProtocolVersion>(`/evaluations/${evaluation}/protocol/check`, { yaml: settled }),
    enabled: evaluation !== '', placeholderData: (last) => last, staleTime: Infinity, gcTime: 60_000,
  });
}

export function Verdict({ judged, pending, go }: { judged: ProtocolVersion | undefined; pending?: boolean; go?: (problem: Problem) => void }) {
  const { t, lang } = useWords();
  if (!judged) {
    return <p role="status" className="quiet">{t('checking')}</p>;
  }
  if (judged.sound) {
    return <div role="status" className="note note-good"><strong>✓ {t('sound')}</strong>{pending && ` · ${t('checking')}`} <span className="quiet">SHA-256 <code>{judged.sha256.slice(0, 16)}</code></span></div>;
  }
  return (
    <div role="status" className="note note-warn">
      <strong>{judged.problems.length} {t('unsound')}</strong>{pending && ` · ${t('checking')}`}
      <details open={judged.problems.length <= 5}>
        <summary>{lang === 'zh' ? '逐条查看' : 'One by one'}</summary>
        <ul>
          {judged.problems.map((p, i) => (
            <li key={i}>
              {p.row > 0 && (lang === 'zh' ? `第 ${p.row} 行 ` : `line ${p.row} `)}
              {go && p.field ? <button type="button" className="plain" onClick={() => go(p)}>{placeName(p.field, lang)}</button> : <b>{p.field ? placeName(p.field, lang) : p.place}</b>} {p.message} {p.remedy} <span className="quiet">{p.code}</span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
