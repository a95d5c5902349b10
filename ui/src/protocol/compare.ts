import type { Change } from '../api';

/** A piece of text that stayed, went, or came. */
export interface Piece { kind: 'same' | 'gone' | 'new'; text: string }

const LONGEST = 1200;

/** Words of Latin script and digits stay whole; each Chinese character is one. */
export function tokens(text: string): string[] {
  return text.match(/[A-Za-z0-9_.%-]+|\s+|[^]/gu) ?? [];
}

/** What changed within a text, by its longest common subsequence of tokens. Very long texts are taken as replaced whole. */
export function pieces(before: string, after: string): Piece[] {
  const a = tokens(before);
  const b = tokens(after);
  if (a.length * b.length > LONGEST * LONGEST) {
    return merge([...(before ? [{ kind: 'gone', text: before } as Piece] : []), ...(after ? [{ kind: 'new', text: after } as Piece] : [])]);
  }
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
    }
  }
  const found: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push({ kind: 'same', text: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && length[i + 1]![j]! >= length[i]![j + 1]!)) {
      found.push({ kind: 'gone', text: a[i++]! });
    } else {
      found.push({ kind: 'new', text: b[j++]! });
    }
  }
  return merge(found);
}

function merge(all: Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of all) {
    const last = out.at(-1);
    if (last?.kind === piece.kind) {
      last.text += piece.text;
    } else {
      out.push({ ...piece });
    }
  }
  return out;
}

/** Changes by the section of the plan in which they are, in the order of the plan. */
export function bySection(changes: Change[], order: string[]): [string, Change[]][] {
  const sections = new Map<string, Change[]>();
  for (const change of changes) {
    const section = /^[^.[]+/.exec(change.path)?.[0] ?? change.path;
    sections.set(section, [...(sections.get(section) ?? []), change]);
  }
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...sections].sort(([a], [b]) => rank(a) - rank(b));
}

/** A value as it stands in the answer (JSON) as people read it. */
export function plain(value: string): string {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'string' ? parsed : Array.isArray(parsed) && parsed.every((p) => typeof p !== 'object') ? parsed.join('、') : value;
  } catch {
    return value;
  }
}
