import { isMap, isSeq, parseDocument, type Document } from 'yaml';
import { resolve, type Schema } from './schema';

/** Edits of the text of a plan that leave its comments, its order and everything else as they are. */

export type Path = (string | number)[];

/** Readers of older YAML take yes, 1_000 or 12:30 for something else than text: what is written anew is quoted where they would. */
export function read(text: string): { document: Document.Parsed; broken: boolean } {
  const document = parseDocument(text, { keepSourceTokens: false, compat: 'yaml-1.1' });
  return { document, broken: document.errors.length > 0 || (text.trim() !== '' && !isMap(document.contents)) };
}

function write(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Sets a value; a place that is not there yet is made. */
export function put(text: string, path: Path, value: unknown): string {
  const { document } = read(text);
  document.setIn(path, typeof value === 'object' && value !== null ? document.createNode(value) : value);
  return write(document);
}

export function takeAway(text: string, path: Path): string {
  const { document } = read(text);
  document.deleteIn(path);
  return write(document);
}

export function append(text: string, path: Path, value: unknown): string {
  const { document } = read(text);
  const list = document.getIn(path);
  if (isSeq(list)) {
    list.add(document.createNode(value));
  } else {
    document.setIn(path, document.createNode([value]));
  }
  return write(document);
}

/** Moves an entry of a list one place up. */
export function moveUp(text: string, path: Path, index: number): string {
  const { document } = read(text);
  const list = document.getIn(path);
  if (isSeq(list) && index > 0) {
    const [entry] = list.items.splice(index, 1);
    list.items.splice(index - 1, 0, entry!);
  }
  return write(document);
}

/** A plan with nothing but its first line, to begin with. */
export const EMPTY = 'schema: steelyard-protocol/1\n';

/** A number where the text is one in plain digits; other text stays text, and the check says what is wrong with it. */
export function numberOf(raw: string): number | string {
  const text = raw.trim().replace(/[－−]/g, '-').replace(/．/g, '.').replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0));
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : raw.trim();
}

/**
 * Lines of "name: value" as an object. A value that nobody changed stays as it is; a new one is a number where the schema asks for one.
 * The first line that is no pair, or names something twice, is given back as unread.
 */
export function pairsOf(raw: string, schema: { additionalProperties?: boolean | Schema }, before: Record<string, unknown>): { pairs: Record<string, unknown>; unread?: string } {
  const pairs: Record<string, unknown> = {};
  const wanted = typeof schema.additionalProperties === 'object' ? resolve(schema.additionalProperties) : {};
  for (const line of raw.split('\n').map((l) => l.trim()).filter((l) => l !== '')) {
    const [, name, text] = /^([^:：]+?)\s*[:：]\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || text === undefined || name in pairs) {
      return { pairs, unread: line };
    }
    pairs[name] = name in before && shownAs(before[name]) === text ? before[name] : valueOf(text, wanted);
  }
  return { pairs };
}

const shownAs = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));

function valueOf(text: string, wanted: Schema): unknown {
  const types = [wanted.type ?? []].flat();
  if (types.includes('number') || types.includes('integer')) {
    return numberOf(text);
  }
  if (/^[[{]/.test(text)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  return text;
}
