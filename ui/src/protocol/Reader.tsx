import type { ReactNode } from 'react';
import { isChinese } from '../format';
import { useWords } from '../words';
import { EntryName } from './Fields';
import { choiceLabels, isObject, kindOf, label, plan, resolve, type Schema } from './schema';

/** A plan for reading and printing: its sections in order, in the words of its schema. */
export default function ProtocolReader({ content }: { content: Record<string, unknown> }) {
  const { lang } = useWords();
  return (
    <>
      {Object.entries(plan.properties ?? {}).filter(([name]) => name !== 'schema' && content[name] !== undefined).map(([name, schema]) => {
        const own = resolve(schema, content[name]);
        return (
          <section key={name} id={`plan-${name}`}>
            <h3>{label(own, lang, name)}</h3>
            <Shown schema={own} value={content[name]} />
          </section>
        );
      })}
    </>
  );
}

function Shown({ schema: given, value }: { schema: Schema; value: unknown }): ReactNode {
  const { t, lang, list } = useWords();
  const schema = resolve(given, value);
  switch (kindOf(schema)) {
    case 'part':
      return <Properties schema={schema} value={value} />;
    case 'entries':
      return (value as unknown[]).map((item, i) => (
        <details key={i} className="entry" open={i < 3 || undefined}>
          <summary>{i + 1}. <EntryName value={item} /></summary>
          <div><Shown schema={schema.items ?? {}} value={item} /></div>
        </details>
      ));
    case 'flag': return value === true ? t('yes') : t('no');
    case 'choice': return choiceLabels(schema, lang)[(schema.enum ?? []).indexOf(String(value))] ?? String(value);
    case 'choices': {
      const items = resolve(schema.items ?? {});
      return list((value as unknown[]).map((v) => choiceLabels(items, lang)[(items.enum ?? []).indexOf(String(v))] ?? String(v)));
    }
    case 'lines': {
      const all = list((value as unknown[]).map(String));
      return <span className="written" lang={lang === 'en' && isChinese(all) ? 'zh-CN' : undefined}>{all}</span>;
    }
    case 'map': return isObject(value) ? list(Object.entries(value).map(([k, v]) => `${k} → ${String(v)}`)) : String(value);
    default: {
      const words = isObject(value) ? String(value[lang] ?? '') : String(value);
      return <span className="written" lang={lang === 'en' && isChinese(words) ? 'zh-CN' : undefined}>{words}</span>;
    }
  }
}

function Properties({ schema, value }: { schema: Schema; value: unknown }) {
  const { lang } = useWords();
  const present = isObject(value) ? value : {};
  return (
    <dl className="facts">
      {Object.entries(schema.properties ?? {}).filter(([name]) => present[name] !== undefined && !(Array.isArray(present[name]) && present[name].length === 0)).map(([name, part]) => {
        const own = resolve(part, present[name]);
        const wide = ['part', 'entries', 'bilingual', 'text', 'map'].includes(kindOf(own));
        return (
          <div key={name} className={wide ? 'wide' : undefined}>
            <dt>{label(own, lang, name)}</dt>
            <dd><Shown schema={own} value={present[name]} /></dd>
          </div>
        );
      })}
    </dl>
  );
}
