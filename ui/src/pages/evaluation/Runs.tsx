import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, get, post, type Me, type Whole } from '../../api';
import { Sheet } from '../../parts/Sheet';
import { Mark, Written } from '../../parts/Small';
import { Trouble } from '../../parts/Trouble';
import { useWords } from '../../words';

interface Run { id: string; source: string; by: string; state: string; problem: string | null; startedAt: string; endedAt: string | null; filing: number | null; progress: string[] }

/** Runs that the server carries out: start one, follow it, stop it. */
export function Runs({ whole, me }: { whole: Whole; me: Me }) {
  const { t, time, lang } = useWords();
  const client = useQueryClient();
  const id = whole.evaluation.id;
  const mayStart = me.roles.includes('IMPLEMENTER') && whole.offers.some((o) => o.act === 'record-run');
  const runs = useQuery({ queryKey: ['runs', id], queryFn: () => get<Run[]>(`/evaluations/${id}/runs`), retry: false, refetchInterval: (q) => (q.state.data?.some((r) => r.state === 'GOING') ? 3000 : false) });
  const sources = useQuery({ queryKey: ['sources'], queryFn: () => get<string[]>('/sources'), enabled: mayStart, retry: false });
  const [source, setSource] = useState('');
  const again = () => client.invalidateQueries({ queryKey: ['runs', id] });
  const start = useMutation({ mutationFn: () => post<Run>(`/evaluations/${id}/runs?role=IMPLEMENTER`, { source: source || sources.data?.[0] }), onSettled: again });
  const cancel = useMutation({ mutationFn: (run: string) => call('DELETE', `/evaluations/${id}/runs/${run}?role=IMPLEMENTER`), onSettled: again });
  const bring = useMutation({ mutationFn: (file: File) => call('POST', `/evaluations/${id}/runs/bundle?role=IMPLEMENTER`, file as Blob), onSuccess: () => client.invalidateQueries() });
  const states: Record<string, [string, string, 'plain' | 'good' | 'bad' | 'warn']> = {
    GOING: ['运行中', 'Running', 'plain'], DONE: ['已完成', 'Done', 'good'], FAILED: ['未成功', 'Failed', 'bad'], CANCELLED: ['已取消', 'Cancelled', 'warn'], INTERRUPTED: ['已中断', 'Interrupted', 'bad'],
  };
  const state = (key: string) => <Mark tone={states[key]?.[2] ?? 'plain'}>{states[key]?.[lang === 'zh' ? 0 : 1] ?? key}</Mark>;
  if (!mayStart && (runs.data ?? []).length === 0) {
    return null;
  }
  return (
    <section className="no-print">
      <h2>{t('serverRuns')}</h2>
      <Trouble error={start.error ?? cancel.error ?? bring.error} />
      {bring.isSuccess && <p role="status" className="note note-good">{t('ok')}</p>}
      {mayStart && ((sources.data ?? []).length === 0 ? <p className="empty">{t('noSources')}</p> : (
        <div className="search">
          <label>{t('dataSource')}<select className="in" value={source || sources.data![0]} onChange={(e) => setSource(e.target.value)}>{sources.data!.map((s) => <option key={s}>{s}</option>)}</select></label>
          <button type="button" className="plain first" disabled={start.isPending} onClick={() => start.mutate()}>{t('startRun')}</button>
        </div>
      ))}
      {mayStart && (
        <p>
          <label className="plain file">{t('bringRun')}<input type="file" className="unseen" accept=".zip" disabled={bring.isPending} onChange={(e) => { const file = e.target.files?.[0]; e.target.value = ''; if (file) { bring.mutate(file); } }} /></label>
          <br /><span className="quiet">{t('bringRunHelp')}</span>
        </p>
      )}
      {(runs.data ?? []).length > 0 && (
        <Sheet
          caption={t('serverRuns')} rows={runs.data!} rowKey={(r) => r.id}
          columns={[
            { title: t('when'), cell: (r) => time(r.startedAt) },
            { title: t('dataSource'), cell: (r) => <Written>{r.source}</Written> },
            { title: t('state'), cell: (r) => <>{state(r.state)} {r.problem && <Written>{r.problem}</Written>}</> },
            { title: t('acts'), cell: (r) => (r.state === 'GOING' && mayStart ? <button type="button" className="plain danger" onClick={() => cancel.mutate(r.id)}>{t('cancelRun')}</button> : '—') },
          ]}
        />
      )}
      {(runs.data ?? []).filter((r) => r.state === 'GOING').map((r) => <Following key={r.id} id={id} run={r.id} ended={() => void client.invalidateQueries()} />)}
    </section>
  );
}

const SHOWN = 12;

/** What the program says while it runs. */
function Following({ id, run, ended }: { id: string; run: string; ended: () => void }) {
  const [lines, setLines] = useState<string[]>([]);
  useEffect(() => {
    const source = new EventSource(`/api/v1/evaluations/${id}/runs/${run}/progress`);
    source.addEventListener('line', (e) => setLines((old) => [...old, (e as MessageEvent<string>).data].slice(-SHOWN)));
    source.addEventListener('end', () => {
      source.close();
      ended();
    });
    return () => source.close();
    // The callback only renews what is shown; a new one needs no new connection.
  }, [id, run]);
  return <pre className="filed-body mono" role="log" aria-live="polite" style={{ whiteSpace: 'pre-wrap' }}>{lines.join('\n') || '…'}</pre>;
}
