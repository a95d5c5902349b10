import { useEffect, useId, useState, type ReactNode } from 'react';
import type { Problem } from '../api';
import { isChinese } from '../format';
import { useWords } from '../words';
import { append, moveUp, numberOf, pairsOf, put, takeAway, type Path } from './edit';
import { blank, choiceLabels, help, isObject, kindOf, label, resolve, type Schema } from './schema';

export interface Tools {
  edit: (how: (text: string) => string) => void;
  faults: Problem[];
}

interface Props {
  name: string;
  schema: Schema;
  value: unknown;
  path: Path;
  needed: boolean;
  tools: Tools;
}

/** A field, a group of fields or a list of groups, as the schema has it. */
export function Part({ name, schema: given, value, path, needed, tools }: Props): ReactNode {
  const schema = resolve(given, value);
  const shared = { name, schema, value, path, needed, tools };
  switch (kindOf(schema)) {
    case 'part': return <Group {...shared} />;
    case 'entries': return <Entries {...shared} />;
    case 'bilingual': case 'text': return <Bilingual {...shared} />;
    case 'map': return <Pairs {...shared} />;
    case 'fixed': return null;
    default: return <Simple {...shared} />;
  }
}

export function fieldOf(path: Path): string {
  return path.reduce<string>((out, step) => (typeof step === 'number' ? `${out}[${step}]` : out ? `${out}.${step}` : step), '');
}

function faultsAt(tools: Tools, path: Path): Problem[] {
  const field = fieldOf(path);
  return tools.faults.filter((p) => p.field === field);
}

function Frame({ name, schema, path, needed, tools, id, children }: Props & { id?: string; children: ReactNode }) {
  const { lang } = useWords();
  const more = help(schema, lang);
  const faults = faultsAt(tools, path);
  const title = <>{label(schema, lang, name)}{needed && <span aria-hidden="true"> *</span>}</>;
  return (
    <div className="field">
      {id ? <label htmlFor={id}>{title}</label> : <span className="name">{title}</span>}
      {more && <p className="help">{more}</p>}
      {children}
      {faults.map((f, i) => <p key={i} className="wrong">{f.message} {f.remedy}</p>)}
    </div>
  );
}

/** A control that reports when it is left: a plan is not written anew with every key. */
function Line({ value, commit, id, long, kind, name, invalid, lang }: { value: string; commit: (value: string) => void; id?: string; long?: boolean; kind?: string; name?: string; invalid?: boolean; lang?: string }) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const leave = () => draft !== value && commit(draft);
  return long ? (
    <textarea className="in" id={id} aria-label={name} lang={lang} aria-invalid={invalid || undefined} rows={Math.min(8, 1 + Math.ceil(draft.length / 60))} value={draft} onChange={(e) => setDraft(e.target.value)} onBlur={leave} />
  ) : (
    <input className="in" id={id} aria-label={name} type={kind ?? 'text'} lang={lang} aria-invalid={invalid || undefined} value={draft} onChange={(e) => setDraft(e.target.value)} onBlur={leave} />
  );
}

function Simple(props: Props) {
  const { schema, value, path, tools, needed } = props;
  const { t, lang } = useWords();
  const id = useId();
  const set = (next: unknown) => tools.edit((text) => (next === undefined || next === '' ? takeAway(text, path) : put(text, path, next)));
  const kind = kindOf(schema);
  const invalid = faultsAt(tools, path).length > 0;
  if (kind === 'choice' || kind === 'flag') {
    const keys = kind === 'flag' ? ['true', 'false'] : schema.enum ?? [];
    const names = kind === 'flag' ? [t('yes'), t('no')] : choiceLabels(schema, lang);
    const present = value === undefined || value === null ? '' : String(value);
    return (
      <Frame {...props} id={id}>
        <select className="in" id={id} aria-invalid={invalid || undefined} value={present} onChange={(e) => set(e.target.value === '' ? undefined : kind === 'flag' ? e.target.value === 'true' : e.target.value)}>
          {(present === '' || !needed) && <option value="">—</option>}
          {present !== '' && !keys.includes(present) && <option value={present}>{present}</option>}
          {keys.map((k, i) => <option key={k} value={k}>{names[i]}</option>)}
        </select>
      </Frame>
    );
  }
  if (kind === 'choices') {
    const items = resolve(schema.items ?? {});
    const names = choiceLabels({ ...items, title: items.title ?? schema.title }, lang);
    const present = Array.isArray(value) ? value.map(String) : [];
    return (
      <Frame {...props}>
        <div role="group" aria-label={label(schema, lang, props.name)} className="buttons">
          {(items.enum ?? []).map((k, i) => (
            <label key={k}><input type="checkbox" checked={present.includes(k)} onChange={(e) => set(e.target.checked ? [...present, k] : present.filter((p) => p !== k))} /> {names[i]}</label>
          ))}
        </div>
      </Frame>
    );
  }
  if (kind === 'lines') {
    const numbers = resolve(schema.items ?? {}).type !== 'string';
    const present = Array.isArray(value) ? value.map(String).join('\n') : '';
    const commit = (raw: string) => {
      const lines = raw.split('\n').map((l) => l.trim()).filter((l) => l !== '');
      set(lines.length === 0 && !needed ? undefined : numbers ? lines.map(numberOf) : lines);
    };
    return <Frame {...props} id={id}><Line id={id} long value={present} commit={commit} invalid={invalid} /></Frame>;
  }
  if (kind === 'number') {
    return <Frame {...props} id={id}><Line id={id} value={value === undefined || value === null ? '' : String(value)} invalid={invalid} commit={(raw) => set(raw.trim() === '' ? undefined : numberOf(raw))} /></Frame>;
  }
  const written = value === undefined || value === null ? '' : String(value);
  return <Frame {...props} id={id}><Line id={id} kind={kind === 'date' ? 'date' : undefined} long={kind === 'line' && written.length > 80} value={written} commit={(raw) => set(raw)} invalid={invalid} /></Frame>;
}

/** Text in both languages, side by side. One text for both stays one text until the second is written. */
function Bilingual(props: Props) {
  const { value, path, tools } = props;
  const { lang } = useWords();
  const id = useId();
  const one = typeof value === 'string' ? value : undefined;
  const both = isObject(value) ? value : { zh: one ?? '', en: one ?? '' };
  const set = (key: 'zh' | 'en', next: string) =>
    tools.edit((text) => (isObject(value) ? put(text, [...path, key], next) : put(text, path, { zh: one ?? '', en: one ?? '', [key]: next })));
  return (
    <Frame {...props}>
      <div className="two">
        {(['zh', 'en'] as const).map((key) => (
          <div key={key}>
            <label htmlFor={id + key}><span>{key === 'zh' ? (lang === 'zh' ? '中文' : 'Chinese') : lang === 'zh' ? '英文' : 'English'}</span></label>
            <Line id={id + key} name={`${label(props.schema, lang, props.name)} ${key}`} long value={String(both[key] ?? '')} lang={key === 'zh' ? 'zh-CN' : 'en'} commit={(next) => set(key, next)} invalid={faultsAt(tools, [...path, key]).length > 0} />
          </div>
        ))}
      </div>
    </Frame>
  );
}

function Group(props: Props) {
  const { name, schema, value, path, tools } = props;
  const { lang } = useWords();
  const faults = faultsAt(tools, path);
  return (
    <fieldset className="part">
      <legend>{label(schema, lang, name)}</legend>
      {help(schema, lang) && <p className="quiet">{help(schema, lang)}</p>}
      {faults.map((f, i) => <p key={i} className="wrong">{f.message} {f.remedy}</p>)}
      <Inside {...props} value={value} path={path} schema={schema} />
    </fieldset>
  );
}

/** The fields of a group: those that are needed or there, and a way to add the others. */
function Inside({ schema, value, path, tools }: Props) {
  const { t, lang } = useWords();
  const id = useId();
  const present = isObject(value) ? value : {};
  const all = Object.entries(schema.properties ?? {});
  const needed = (name: string) => schema.required?.includes(name) ?? false;
  const shown = all.filter(([name]) => needed(name) || present[name] !== undefined);
  const more = all.filter(([name]) => !needed(name) && present[name] === undefined);
  return (
    <>
      {shown.map(([name, part]) => (
        <div key={name}>
          <Part name={name} schema={part} value={present[name]} path={[...path, name]} needed={needed(name)} tools={tools} />
          {!needed(name) && ['part', 'entries', 'map', 'bilingual', 'text'].includes(kindOf(resolve(part, present[name]))) && (
            <p><button type="button" className="plain" onClick={() => tools.edit((text) => takeAway(text, [...path, name]))}>{t('takeAway')}{lang === 'zh' ? '：' : ': '}{label(resolve(part), lang, name)}</button></p>
          )}
        </div>
      ))}
      {more.length > 0 && (
        <div className="field">
          <label htmlFor={id}>{t('addPart')}</label>
          <select className="in" id={id} value="" onChange={(e) => tools.edit((text) => put(text, [...path, e.target.value], blank(schema.properties![e.target.value]!)))}>
            <option value="">—</option>
            {more.map(([name, part]) => <option key={name} value={name}>{label(resolve(part), lang, name)}</option>)}
          </select>
        </div>
      )}
    </>
  );
}

function Entries(props: Props) {
  const { name, schema, value, path, tools } = props;
  const { t, lang } = useWords();
  const items = Array.isArray(value) ? value : [];
  const title = label(schema, lang, name);
  const faults = faultsAt(tools, path);
  return (
    <fieldset className="part">
      <legend>{title}</legend>
      {help(schema, lang) && <p className="quiet">{help(schema, lang)}</p>}
      {faults.map((f, i) => <p key={i} className="wrong">{f.message} {f.remedy}</p>)}
      {items.map((item, i) => {
        const own = resolve(schema.items ?? {}, item);
        const here = fieldOf([...path, i]);
        const bad = tools.faults.filter((p) => p.field.startsWith(here)).length;
        return (
          <details key={i} className="entry" open={bad > 0 || items.length === 1 || undefined}>
            <summary>{i + 1}. <EntryName value={item} /> {bad > 0 && <span className="bad-count">{bad}<span className="unseen"> {t('unsound')}</span></span>}</summary>
            <div>
              {kindOf(own) === 'part'
                ? <Inside name={`${title} ${i + 1}`} schema={own} value={item} path={[...path, i]} needed tools={tools} />
                : <Part name={`${title} ${i + 1}`} schema={own} value={item} path={[...path, i]} needed tools={tools} />}
              <p className="buttons">
                {i > 0 && <button type="button" className="plain" onClick={() => tools.edit((text) => moveUp(text, path, i))}>{t('moveUp')}<span className="unseen"> {title} {i + 1}</span></button>}
                <button type="button" className="plain danger" onClick={() => tools.edit((text) => takeAway(text, [...path, i]))}>{t('takeAway')}<span className="unseen"> {title} {i + 1}</span></button>
              </p>
            </div>
          </details>
        );
      })}
      <p><button type="button" className="plain" onClick={() => tools.edit((text) => append(text, path, blank(schema.items ?? {})))}>{t('addEntry')}<span className="unseen"> {title}</span></button></p>
    </fieldset>
  );
}

/** By what somebody recognises an entry: its name, label, text or identifier. */
export function EntryName({ value }: { value: unknown }) {
  const { lang } = useWords();
  if (!isObject(value)) {
    return <span lang={lang === 'en' && isChinese(String(value ?? '')) ? 'zh-CN' : undefined}>{String(value ?? '')}</span>;
  }
  const inWords = 'zh' in value && 'en' in value ? value : ['label', 'name', 'text', 'item', 'risk', 'title', 'description'].map((k) => value[k]).find((v) => v !== undefined && v !== '');
  const words = isObject(inWords) ? String(inWords[lang] ?? '') : inWords === undefined ? '' : String(inWords);
  const key = ['id', 'name', 'value', 'kind', 'variable', 'method'].map((k) => value[k]).find((v) => typeof v === 'string' && /^[\x21-\x7e]+$/.test(v) && v !== words && inWords !== value);
  const long = words.length > 60 ? `${words.slice(0, 60)}…` : words;
  return <>{key !== undefined && <code>{String(key)} </code>}<span lang={lang === 'en' && isChinese(long) ? 'zh-CN' : undefined}>{long}</span></>;
}

/** Pairs of a name and a value, one a line: name: value. A line that is no pair stays in the box and is said; nothing is lost. */
function Pairs(props: Props) {
  const { schema, value, path, tools } = props;
  const { lang } = useWords();
  const id = useId();
  const [wrong, setWrong] = useState<string | null>(null);
  const lines = isObject(value) ? Object.entries(value).map(([k, v]) => `${k}: ${isObject(v) || Array.isArray(v) ? JSON.stringify(v) : String(v)}`).join('\n') : '';
  const commit = (raw: string) => {
    const { pairs, unread } = pairsOf(raw, schema, isObject(value) ? value : {});
    setWrong(unread ?? null);
    if (unread === undefined) {
      tools.edit((text) => put(text, path, pairs));
    }
  };
  return (
    <Frame {...props} id={id}>
      <Line id={id} long value={lines} commit={commit} invalid={wrong !== null || faultsAt(tools, path).length > 0} />
      {wrong !== null && <p className="wrong" role="alert">{lang === 'zh' ? `这一行不是“名称: 值”，未保存：${wrong}` : `This line is not "name: value" and is not kept: ${wrong}`}</p>}
    </Frame>
  );
}
