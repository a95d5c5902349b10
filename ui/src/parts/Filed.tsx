import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Doc, Entry, Whole } from '../api';
import { isChinese, percent, plain } from '../format';
import { FORMS, focusLabel, principleLabel, type Field } from '../forms';
import { useDocuments, useOrganisations, useProcess } from '../process';
import { choice, useWords } from '../words';
import { Written } from './Small';

/** What was filed with an act, in the words of its form. */
export function Filed({ entry, whole }: { entry: Entry; whole: Whole }) {
  const { t, text } = useWords();
  const fields = (FORMS[entry.act] ?? []).filter((f) => shown(entry.body[f.name]));
  if (fields.length === 0) {
    return <p className="quiet">{t('nothingFiled')}</p>;
  }
  return (
    <dl className="facts">
      {fields.map((f) => (
        <div key={f.name} className={/area|rows|scores|yaml|many|document|resultsFile/.test(f.kind) ? 'wide' : undefined}>
          <dt>{text(f.label)}</dt>
          <dd><Value field={f} value={entry.body[f.name]} whole={whole} /></dd>
        </div>
      ))}
    </dl>
  );
}

function shown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function Value({ field, value, whole }: { field: Field; value: unknown; whole: Whole }): ReactNode {
  const { t, lang, text, day, list } = useWords();
  const process = useProcess();
  const organisations = useOrganisations();
  const documents = useDocuments(whole.evaluation.id, field.kind === 'document' || field.kind === 'documents');
  if (!shown(value)) {
    return '—';
  }
  const link = (id: string) => {
    const found = documents.find((d: Doc) => d.id === id);
    return found ? <a key={id} href={`/api/v1/evaluations/${whole.evaluation.id}/documents/${id}`}><Written>{found.name}</Written></a> : `${t('fileOf')} ${id.slice(0, 8)}`;
  };
  const organisation = (id: string) => {
    const found = organisations.find((o) => o.id === id);
    return found ? (lang === 'zh' ? found.nameZh : found.nameEn) : whole.names[id] ?? id;
  };
  switch (field.kind) {
    case 'flag': return value === true ? t('yes') : t('no');
    case 'date': return day(String(value));
    case 'number': return typeof value === 'number' ? (['year', 'seed'].includes(field.name) ? String(value) : plain(value, lang)) : String(value);
    case 'computed': return field.as === 'flag' ? (value === true ? t('yes') : t('no')) : field.as === 'number' ? plain(Number(value), lang) : percent(Number(value), lang);
    case 'named': return text(process?.[field.list].find((c) => c.id === value)?.label);
    case 'select': return choice(String(value), lang, field.group);
    case 'many': return list((value as string[]).map((v) => choice(v, lang, field.group)));
    case 'run': case 'extraction': case 'supportRequest': case 'amendment': return `#${String(value)}`;
    case 'tags': return <ul>{(value as string[]).map((v, i) => <li key={i}><Written>{v}</Written></li>)}</ul>;
    case 'organisation': case 'authority': return <Written>{organisation(String(value))}</Written>;
    case 'expert': case 'implementerPerson': return <Written>{whole.names[String(value)] ?? String(value)}</Written>;
    case 'document': return link(String(value));
    case 'documents': return <ul>{(value as string[]).map((v) => <li key={v}>{link(v)}</li>)}</ul>;
    case 'focus': return text(focusLabel(Number(value)));
    case 'principle': return text(principleLabel(Number(value)));
    case 'yaml': return <Link to={`/evaluations/${whole.evaluation.id}/protocol`}>{t('protocol')}</Link>;
    case 'resultsFile': return <Link to={`/evaluations/${whole.evaluation.id}/results`}>{t('results')}</Link>;
    case 'scores': return list(Object.entries(value as Record<string, number>).map(([k, v]) => `${choice(k, lang)} ${v}`));
    case 'rows': {
      if (!Array.isArray(value)) {
        return list(Object.entries(value as Record<string, string>).map(([k, v]) => `${choice(k, lang)} ${v}`));
      }
      return (
        <ul>
          {(value as Record<string, unknown>[]).map((row, i) => (
            <li key={i}>
              {rowName(row, [...(process?.checklist ?? []), ...(process?.qualityLinks ?? []), ...(process?.independence ?? [])].find((c) => c.id === row['item'])?.label, text)}
              {field.fields.filter((f) => shown(row[f.name]) && (row[f.name] !== false || f.kind === 'computed') && f.kind !== 'focus').map((f, j) => (
                <span key={f.name}>{j > 0 && (lang === 'zh' ? '；' : '; ')}{field.fields.length > 1 && f.kind !== 'area' ? `${text(f.label)}${lang === 'zh' ? '：' : ': '}` : ''}<Value field={f} value={row[f.name]} whole={whole} /></span>
              ))}
            </li>
          ))}
        </ul>
      );
    }
    default: {
      const written = String(value);
      return <span className="written" lang={lang === 'en' && isChinese(written) ? 'zh-CN' : undefined}>{written}</span>;
    }
  }
}

/** Rows that stand for something named: a point of the minutes, an item of the checklist. */
function rowName(row: Record<string, unknown>, item: { zh: string; en: string } | undefined, text: (t: { zh: string; en: string }) => string): ReactNode {
  if (item) {
    return <b>{text(item)} — </b>;
  }
  return typeof row['focus'] === 'number' ? <b>{text(focusLabel(row['focus']))} — </b> : null;
}
