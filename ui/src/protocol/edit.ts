import { isMap, isSeq, parseDocument, type Document } from 'yaml';

/** Edits of the text of a plan that leave its comments, its order and everything else as they are. */

export type Path = (string | number)[];

export function read(text: string): { document: Document.Parsed; broken: boolean } {
  const document = parseDocument(text, { keepSourceTokens: false });
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
