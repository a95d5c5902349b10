import type { Values } from './shape';

/** What was filled in and not sent: the values, and the state of the evaluation that they were written for. */
export interface Draft { etag: string; filings: number; values: Values }

/** Where the browser keeps it: everybody has drafts of his own, also at a machine that several people use. */
export function keptAs(account: string, evaluation: string, act: string): string {
  return `draft/${account}/${evaluation}/${act}`;
}

/** A draft as it was kept; what is no draft is none. */
export function draftOf(kept: string | null): Draft | null {
  try {
    const draft = JSON.parse(kept ?? 'null') as Partial<Draft> | null;
    return draft && typeof draft.etag === 'string' && typeof draft.filings === 'number' && typeof draft.values === 'object' && draft.values !== null ? (draft as Draft) : null;
  } catch {
    return null;
  }
}
