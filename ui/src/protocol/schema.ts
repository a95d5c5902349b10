import raw from '../../../protocol/src/main/resources/schema/protocol-1.schema.json';
import { measureLabel } from '../results';
import { choice, type Lang } from '../words';
import { labelOf } from './labels';

/** The published schema of a plan, read as the description of a form. */
export interface Schema {
  $ref?: string; type?: string | string[]; title?: string; description?: string; enum?: string[]; const?: unknown; format?: string; pattern?: string; default?: unknown;
  properties?: Record<string, Schema>; required?: string[]; items?: Schema; minItems?: number; additionalProperties?: boolean | Schema;
  allOf?: { if: { properties: Record<string, { const: unknown }> }; then: Schema }[];
}

const root = raw as unknown as Schema & { $defs: Record<string, Schema> };
export const plan: Schema = root;

/** A schema without reference and without conditions: what holds for a value that looks like this one. */
export function resolve(schema: Schema, value?: unknown): Schema {
  const { $ref, ...own } = schema;
  const target = $ref ? root.$defs[$ref.replace('#/$defs/', '')] : undefined;
  const whole: Schema = target ? { ...target, ...own } : schema;
  const branch = whole.allOf?.find((b) => Object.entries(b.if.properties).every(([k, v]) => isObject(value) && value[k] === v.const));
  if (!branch) {
    return whole;
  }
  const then = resolve(branch.then, value);
  return { ...whole, properties: { ...whole.properties, ...then.properties }, required: [...new Set([...(whole.required ?? []), ...(then.required ?? [])])], allOf: undefined };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What kind of control a schema asks for. */
export type Kind = 'text' | 'bilingual' | 'choice' | 'choices' | 'flag' | 'number' | 'date' | 'line' | 'lines' | 'entries' | 'part' | 'map' | 'fixed';

export function kindOf(schema: Schema): Kind {
  if (schema.const !== undefined) {
    return 'fixed';
  }
  if (Array.isArray(schema.type)) {
    return 'text';
  }
  switch (schema.type) {
    case 'boolean': return 'flag';
    case 'number': case 'integer': return 'number';
    case 'string': return schema.enum ? 'choice' : schema.format === 'date' ? 'date' : 'line';
    case 'array': {
      const items = resolve(schema.items ?? {});
      return items.type === 'string' ? (items.enum ? 'choices' : 'lines') : items.type === 'number' || items.type === 'integer' ? 'lines' : 'entries';
    }
    default:
      return isBilingual(schema) ? 'bilingual' : schema.properties ? 'part' : 'map';
  }
}

function isBilingual(schema: Schema): boolean {
  const names = Object.keys(schema.properties ?? {});
  return names.length === 2 && names.includes('zh') && names.includes('en');
}

/** The title of a field in the reader's language, up to where its explanation begins. */
export function label(schema: Schema, lang: Lang, name: string): string {
  return split(schema, lang)[0] || name;
}

/** What the title says beyond the label. */
export function help(schema: Schema, lang: Lang): string {
  return split(schema, lang)[1];
}

function split(schema: Schema, lang: Lang): [string, string] {
  const whole = (lang === 'zh' ? schema.title : schema.description) ?? '';
  const at = whole.search(/[：；，（:;,(]/);
  return at < 2 || whole.length <= 14 ? [whole.replace(/\.$/, ''), ''] : [whole.slice(0, at), whole.slice(at).replace(/^[：；，:;,]\s*/, '')];
}

/** Chinese names of choices: the title of a choice lists them in order where it lists them at all. */
export function choiceLabels(schema: Schema, lang: Lang): string[] {
  const keys = schema.enum ?? [];
  const listed = /[：:](.+)$/.exec(schema.title ?? '')?.[1]?.split(/，至少|；|。/)[0]?.split('、') ?? [];
  const named = lang === 'zh' && listed.length === keys.length;
  return keys.map((key, i) => {
    const name = named ? listed[i]!.replace(new RegExp(`^${key}\\s*`), '') : '';
    const known = named ? undefined : nameOf(key, keys, lang);
    return known ?? (name || key);
  });
}

/** Names that the program has for a choice: of the plan, of the platform's forms, of measures. */
function nameOf(key: string, among: string[], lang: Lang): string | undefined {
  const elsewhere = choice(key, lang) !== key ? choice(key, lang) : measureLabel(key, lang) !== key ? measureLabel(key, lang) : undefined;
  return (lang === 'zh' ? labelOf(key, among) : undefined) ?? elsewhere;
}

/** The name of a place in a plan: analysis.analyses[0].outcome → 统计分析 · 分析 1 · 结局标识. */
export function placeName(path: string, lang: Lang): string {
  const names: string[] = [];
  let here: Schema | undefined = plan;
  for (const step of path.split(/\.(?![^[]*\])/)) {
    const [, name = step, index] = /^([^[]+)(?:\[(.+)\])?$/.exec(step) ?? [];
    const next: Schema | undefined = here ? resolve(here).properties?.[name] : undefined;
    const found: Schema | undefined = next ? resolve(next) : undefined;
    if (name !== 'zh' && name !== 'en') {
      names.push((found ? label(found, lang, name) : name) + (index === undefined ? '' : ` ${/^\d+$/.test(index) ? Number(index) + 1 : index}`));
    } else {
      names.push(name === 'zh' ? (lang === 'zh' ? '中文' : 'Chinese') : lang === 'zh' ? '英文' : 'English');
    }
    here = found?.items && index !== undefined ? resolve(found.items) : found;
  }
  return names.join(' · ');
}

/** A value of the right shape to begin with. */
export function blank(schema: Schema): unknown {
  const s = resolve(schema);
  if (s.default !== undefined) {
    return s.default;
  }
  switch (kindOf(s)) {
    case 'fixed': return s.const;
    case 'bilingual': case 'text': return { zh: '', en: '' };
    case 'choice': return s.enum?.[0];
    case 'flag': return false;
    case 'number': return null;
    case 'choices': case 'lines': case 'entries': return [];
    case 'map': return {};
    case 'part': return Object.fromEntries((s.required ?? []).map((name) => [name, blank(s.properties?.[name] ?? {})]));
    default: return '';
  }
}
