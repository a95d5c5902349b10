import { useQuery } from '@tanstack/react-query';
import { get, type Doc, type Expert, type Organisation, type Process } from './api';

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

export function useDocuments(evaluation: string, enabled = true): Doc[] {
  return useQuery({ queryKey: ['documents', evaluation], queryFn: () => get<Doc[]>(`/evaluations/${evaluation}/documents`), enabled: enabled && evaluation !== '' }).data ?? [];
}
