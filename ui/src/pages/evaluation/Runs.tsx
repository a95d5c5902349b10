import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call, get, post, type Me, type Whole } from '../../api';
import { isChinese } from '../../format';
import { Sheet } from '../../parts/Sheet';
import { Mark, Written } from '../../parts/Small';
import { Trouble } from '../../parts/Trouble';
import { duration, stepName, stepsOf } from '../../steps';
import { useWords } from '../../words';

interface Run { id: string; source: string; by: string; state: string; problem: string | null; startedAt: string; endedAt: string | null; filing: number | null; progress: string[] }

const STATES: Record<string, [string, string, 'plain' | 'good' | 'bad' | 'warn']> = {
  GOING: ['运行中', 'Running', 'plain'], DONE: ['已完成', 'Done', 'good'], FAILED: ['未成功', 'Failed', 'bad'], CANCELLED: ['已取消', 'Cancelled', 'warn'], INTERRUPTED: ['已中断', 'Interrupted', 'bad'],
};
/** Problems that come as a code alone: the program said nothing that could be shown. */
const PROBLEMS: Record<string, [string, string]> = {
  'PLATFORM-022': ['分析程序未能运行，或没有留下可读的结果（PLATFORM-022）。请系统管理员核对设置 program 与服务日志。', 'The program could not be run, or left no results that can be read (PLATFORM-022). The system administrator checks the setting program and the log of the service.'],
};

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
  const all = runs.data ?? [];
  const state = (key: string) => <Mark tone={STATES[key]?.[2] ?? 'plain'}>{STATES[key]?.[lang === 'zh' ? 0 : 1] ?? key}</Mark>;
  const problem = (said: string) => PROBLEMS[said]?.[lang === 'zh' ? 0 : 1] ?? said;
  const seconds = (r: Run) => (r.endedAt ? (Date.parse(r.endedAt) - Date.parse(r.startedAt)) / 1000 : null);
  if (!mayStart && all.length === 0) {
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
          <button type="button" className="plain first" disabled={start.isPending || all.some((r) => r.state === 'GOING')} onClick={() => start.mutate()}>{t('startRun')}</button>
        </div>
      ))}
      {all.filter((r) => r.state === 'GOING').map((r) => (
        <Following key={r.id} id={id} run={r} ended={() => void client.invalidateQueries()}>
          {mayStart && <button type="button" className="plain danger" disabled={cancel.isPending} onClick={() => cancel.mutate(r.id)}>{cancel.isPending ? t('cancelling') : t('cancelRun')}</button>}
        </Following>
      ))}
      {mayStart && (
        <p>
          <label className="plain file">{t('bringRun')}<input type="file" className="unseen" accept=".zip" disabled={bring.isPending} onChange={(e) => { const file = e.target.files?.[0]; e.target.value = ''; if (file) { bring.mutate(file); } }} /></label>
          <br /><span className="quiet">{t('bringRunHelp')}</span>
        </p>
      )}
      {all.length > 0 && (
        <Sheet
          caption={t('serverRuns')} rows={[...all].reverse()} rowKey={(r) => r.id}
          columns={[
            { title: t('when'), cell: (r) => time(r.startedAt), width: 170 },
            { title: t('took'), cell: (r) => { const s = seconds(r); return s === null ? '—' : duration(s, lang); }, width: 110 },
            { title: t('dataSource'), cell: (r) => <Written>{r.source}</Written> },
            { title: t('state'), cell: (r) => <>{state(r.state)} {r.problem && <Written>{problem(r.problem)}</Written>}</> },
            { title: t('runLog'), cell: (r) => (r.state === 'GOING' ? '—' : <Past id={id} run={r.id} />) },
          ]}
        />
      )}
    </section>
  );
}

const SHOWN = 12;

/** A run that goes on: its steps, how long it has taken, and what the program says. The stream begins anew with every connection. */
function Following({ id, run, ended, children }: { id: string; run: Run; ended: () => void; children: React.ReactNode }) {
  const { t, lang } = useWords();
  const [lines, setLines] = useState<string[]>([]);
  const [now, setNow] = useState(() => Date.now());
  const over = useRef(ended);
  over.current = ended;
  useEffect(() => {
    const source = new EventSource(`/api/v1/evaluations/${id}/runs/${run.id}/progress`);
    source.addEventListener('open', () => setLines([]));
    source.addEventListener('line', (e) => setLines((old) => [...old, (e as MessageEvent<string>).data]));
    source.addEventListener('end', () => {
      source.close();
      over.current();
    });
    const clock = window.setInterval(() => setNow(Date.now()), 1000);
    return () => {
      source.close();
      window.clearInterval(clock);
    };
  }, [id, run.id]);
  return (
    <section className="note run" aria-label={`${t('serverRuns')} ${run.source}`}>
      <p className="buttons"><strong>{run.source}</strong> <span>{t('elapsed')} {duration((now - Date.parse(run.startedAt)) / 1000, lang)}</span> {children}</p>
      <Steps lines={lines} waiting={t('runStarting')} />
      <Log lines={lines} />
    </section>
  );
}

/** The record of a run that has ended, fetched when somebody opens it. */
function Past({ id, run }: { id: string; run: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const log = useQuery({ queryKey: ['run', id, run], queryFn: () => get<Run>(`/evaluations/${id}/runs/${run}`), enabled: open, staleTime: Infinity, retry: false });
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('runLog')}</summary>
      <Trouble error={log.error} />
      {log.data && (log.data.progress.length === 0 ? <p className="empty">{t('noLog')}</p> : <><Steps lines={log.data.progress} waiting="" /><Log lines={log.data.progress} /></>)}
    </details>
  );
}

function Steps({ lines, waiting }: { lines: string[]; waiting: string }) {
  const { t, lang } = useWords();
  const steps = stepsOf(lines);
  const words = { done: lang === 'zh' ? '完成' : 'done', kept: lang === 'zh' ? '沿用上次结果' : 'kept', going: lang === 'zh' ? '进行中' : 'in work' };
  const signs = { done: '✓', kept: '=', going: '…' };
  if (steps.length === 0) {
    return waiting ? <p role="status">{waiting}</p> : null;
  }
  return (
    <ol className="steps" aria-label={t('runSteps')} aria-live="polite">
      {steps.map((s, i) => (
        <li key={i} className={s.state}>
          <span aria-hidden="true">{signs[s.state]}</span> <Written>{stepName(s.name, lang)}</Written> <span className="quiet">{words[s.state]}{s.took !== undefined && ` ${s.took < 10 ? `${s.took}${lang === 'zh' ? ' 秒' : ' s'}` : duration(s.took, lang)}`}</span>
          {s.detail && <> <Written>{s.detail}</Written></>}
        </li>
      ))}
    </ol>
  );
}

function Log({ lines }: { lines: string[] }) {
  const { t, lang } = useWords();
  const last = lines.slice(-SHOWN).join('\n');
  return last === '' ? null : (
    <details>
      <summary>{t('runLog')}</summary>
      <pre className="filed-body mono" lang={lang === 'en' && isChinese(last) ? 'zh-CN' : undefined} style={{ whiteSpace: 'pre-wrap' }}>{last}</pre>
    </details>
  );
}
