import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, get, Refused, type Answer, type Whole, type Entry, type Offer, type Summary, type Doc, type Expert, type Me, type Organisation, type Process } from './api';

/** The process table: labels of stages, states, roles and acts come from it and from nowhere else. */
export function useProcess(): Process | undefined {
  return useQuery({ queryKey: ['process'], queryFn: () => get<Process>('/process'), staleTime: Infinity }).data;
}

export function useOrganisations(): Organisation[] {
  return useQuery({ queryKey: ['organisations'], queryFn: () => get<Organisation[]>('/organisations'), staleTime: 60_000, retry: false }).data ?? [];
}

export function useExperts(enabled: boolean): Expert[] {
  return useQuery({ queryKey: ['experts'], queryFn: () => get<Expert[]>('/experts'), enabled, retry: false }).data ?? [];
}

/** Roles that see the summary and what they filed themselves. To ask for more on their behalf would be recorded as a try of theirs. */
const PART_ONLY = new Set(['DATA_PROVIDER', 'PRODUCT_PROVIDER', 'PATIENT']);

function usePartOnly(): boolean {
  const roles = useQueryClient().getQueryData<Me | null>(['me'])?.roles ?? [];
  return roles.length > 0 && roles.every((r) => PART_ONLY.has(r));
}

export function useDocuments(evaluation: string, enabled = true): Doc[] {
  const partOnly = usePartOnly();
  return useQuery({ queryKey: ['documents', evaluation], queryFn: () => get<Doc[]>(`/evaluations/${evaluation}/documents`), enabled: enabled && !partOnly && evaluation !== '', retry: false }).data ?? [];
}

/** An evaluation as somebody sees it: whole, or, for those who take part without seeing everything, what they may do and what they filed. */
export function useWhole(id: string | undefined) {
  const partOnly = usePartOnly();
  return useQuery({
    queryKey: ['evaluation', id], enabled: id !== undefined, retry: false,
    queryFn: async (): Promise<Answer<Whole> & { partial: boolean }> => {
      if (partOnly) {
        return summaryOf(id!);
      }
      try {
        return { ...(await call<Whole>('GET', `/evaluations/${id}`)), partial: false };
      } catch (e) {
        if (!(e instanceof Refused) || e.status !== 403) {
          throw e;
        }
        return summaryOf(id!);
      }
    },
  });
}

async function summaryOf(id: string): Promise<Answer<Whole> & { partial: boolean }> {
  const { value, etag } = await call<{ evaluation: Summary; offers: Offer[]; own: Entry[]; asked: Entry[] }>('GET', `/evaluations/${id}/summary`);
  return { value: { ...value, parties: [], filings: value.own, findings: [], alerts: [], names: {} }, etag, partial: true };
}
