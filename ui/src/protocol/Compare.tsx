import type { Change } from '../api';
import { isChinese } from '../format';
import { useWords } from '../words';
import { bySection, pieces, plain } from './compare';
import { label, placeName, plan, resolve } from './schema';

/** Two versions side by side, section by section; what went is struck out, what came is underlined. */
export default function Compare({ changes, before, after }: { changes: Change[]; before: string; after: string }) {
  const { t, lang } = useWords();
  if (changes.length === 0) {
    return <p className="empty">{t('same')}</p>;
  }
  return bySection(changes, Object.keys(plan.properties ?? {})).map(([section, all]) => (
    <section key={section}>
      <h3>{plan.properties?.[section] ? label(resolve(plan.properties[section]), lang, section) : section}</h3>
      {all.map((c) => <One key={c.path} change={c} before={before} after={after} />)}
    </section>
  ));
}

function One({ change, before, after }: { change: Change; before: string; after: string }) {
  const { t, lang } = useWords();
  const was = plain(change.before);
  const is = plain(change.after);
  const all = pieces(was, is);
  const tongue = (text: string) => (lang === 'en' && isChinese(text) ? 'zh-CN' : undefined);
  return (
    <article className="change">
      <h4>{placeName(change.path, lang)} <code className="quiet">{change.path}</code></h4>
      <div className="pair">
        <div><span className="side">{before}</span>{was === '' ? <span className="quiet">{t('absent')}</span> : <span lang={tongue(was)}>{all.map((p, i) => (p.kind === 'same' ? p.text : p.kind === 'gone' ? <del key={i}>{p.text}</del> : null))}</span>}</div>
        <div><span className="side">{after}</span>{is === '' ? <span className="quiet">{t('absent')}</span> : <span lang={tongue(is)}>{all.map((p, i) => (p.kind === 'same' ? p.text : p.kind === 'new' ? <ins key={i}>{p.text}</ins> : null))}</span>}</div>
      </div>
    </article>
  );
}
