/** Calls of the platform's interface. Every failure is a problem with words that can be shown. */

export interface Text { zh: string; en: string }
export interface Problem { code: string; field: string; place: string; message: string; remedy: string; row: number }
export class Refused extends Error {
  constructor(readonly status: number, readonly code: string, readonly title: string, readonly detail: string, readonly problems: Problem[]) {
    super(title);
  }
}

/** `next`: what has to be done before anything else, a password of one's own or a second factor. */
export interface Me { id: string; login: string; name: string; organisation: string; roles: string[]; oneTimeCode: boolean; next: 'password' | 'factor' | null }
export interface Session { id: string; began: string; seen: string; address: string; present: boolean }
export interface Initiation { way: string; label: Text }
export interface Summary {
  id: string; number: string; title: Text; state: string; stateLabel: Text; stage: number; version: number;
  pace: string; objectType: string; scenario: string; itemCodes: string[]; disease: string; dimensions: string[];
  region: string; grade: string | null; dueOn: string | null; changedAt: string;
}
export interface Need { condition: string; label: Text }
export interface Offer { act: string; label: Text; role: string; to: string | null; needs: Need[] }
export interface Entry { number: number; act: string; label: Text; role: string; by: string; at: string; state: string; sha256: string; body: Record<string, unknown> }
export interface Party { role: string; organisation: string; account: string | null }
export interface Finding { number: number; text: string; answer: string | null; verdict: string | null }
export interface Alert { kind: string; item: string; year: number; text: Text }
export interface Whole {
  evaluation: Summary; parties: Party[]; filings: Entry[]; offers: Offer[]; findings: Finding[]; alerts: Alert[]; flags?: { kind: string; text: Text }[]; initiation?: Initiation; selfConducted?: boolean; asked?: Entry[]; suggestions?: { id: string; text: string; at: string }[]; names: Record<string, string>;
}
export interface Todo { evaluation: Summary; acts: Offer[]; dueOn: string | null; overdue: boolean }
export interface Notice { id: string; evaluation: string | null; text: Text; at: string; read: boolean }
export interface Page<T> { items: T[]; total: number; page: number; size: number }
export interface Organisation { id: string; nameZh: string; nameEn: string; kind: string; region: string; trustedFrom: string | null; trustedTo: string | null }
export interface Account { id: string; login: string; name: string; organisation: string; active: boolean; roles: string[] }
export interface Expert { id: string; name: string; organisation: string; fields?: string[] }
export interface Doc { id: string; name: string; mediaType: string; sha256: string; by: string; at: string }
export interface ProtocolVersion { filing: number; yaml: string; sha256: string; sound: boolean; amendment: boolean; problems: Problem[] }
export interface Change { path: string; before: string; after: string }
export interface Process {
  stages: { number: number; id: string; label: Text }[];
  states: { id: string; stage: number; label: Text; end: boolean; negative: boolean }[];
  roles: { id: string; side: string; label: Text }[];
  acts: { id: string; label: Text; from: string[]; to: string | null; back: boolean; who: { role: string; relation: string }[]; conditions: Need[] }[];
  checklist: { id: string; block: string; label: Text }[];
  qualityLinks: { id: string; link: string; label: Text }[];
  independence: { id: string; label: Text }[];
  measures: { id: string; label: Text }[];
  comparisons: { id: string; label: Text }[];
  reportParts: string[];
  strength: string[];
}
export interface PublicPage {
  evaluation: Summary;
  publication: { summaryZh: string; summaryEn: string; table: { label: string; labelEn: string | null; value: number; count: number | null; unit: string; unitEn: string | null }[] } | null;
  initiation: Initiation;
  citation: Text;
  history: { act: Text; at: string; to: Text }[];
}

let language: 'zh' | 'en' = 'zh';
export function speak(lang: 'zh' | 'en') { language = lang; }

function token(): string {
  const found = /(?:^|; )(?:__Host-)?XSRF-TOKEN=([^;]*)/.exec(document.cookie);
  return found ? decodeURIComponent(found[1]!) : '';
}

export interface Answer<T> { value: T; etag: string }

export async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
  const raw = body instanceof Blob;
  const response = await fetch('/api/v1' + path, {
    method,
    headers: {
      'Accept-Language': language,
      ...(body === undefined ? {} : { 'Content-Type': raw ? 'application/octet-stream' : 'application/json' }),
      ...(method === 'GET' ? {} : { 'X-XSRF-TOKEN': token() }),
      ...headers,
    },
    body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  const value = json ? JSON.parse(text) : text;
  if (!response.ok) {
    throw new Refused(response.status, value.code ?? '', value.title ?? (language === 'zh' ? '服务出错' : 'The service failed'), value.detail ?? '', value.problems ?? []);
  }
  return { value: value as T, etag: response.headers.get('etag') ?? '' };
}

export const get = async <T,>(path: string) => (await call<T>('GET', path)).value;
export const post = async <T,>(path: string, body: unknown) => (await call<T>('POST', path, body)).value;
export const put = async <T,>(path: string, body: unknown) => (await call<T>('PUT', path, body)).value;
