import { Spin } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, Navigate, NavLink, useParams } from 'react-router';
import { Refused, type Me } from '../api';
import { HARSH, hasSubject } from '../forms';
import { Heading, Mark, Nothing, Written } from '../parts/Small';
import { StageTrack } from '../parts/StageTrack';
import { useProcess, useWhole } from '../process';
import { useWords, type Word } from '../words';
import { Conduct } from './evaluation/Conduct';
import { DocumentList } from './evaluation/DocumentList';
import { History } from './evaluation/History';
import { Overview } from './evaluation/Overview';
import { Review } from './evaluation/Review';

const ProtocolPanel = lazy(() => import('../protocol/Panel'));
const ResultsPanel = lazy(() => import('./evaluation/Results'));
const Monitoring = lazy(() => import('./evaluation/Monitoring'));

const PARTS: Word[] = ['overview', 'protocol', 'conduct', 'results', 'review', 'monitoring', 'documents', 'history'];

/** One evaluation: where it stands, what can be done, and everything that was filed, part by part. */
export default function EvaluationPage({ me }: { me: Me }) {
  const { id = '', part = 'overview' } = useParams();
  const { t, text, lang } = useWords();
  const process = useProcess();
  const whole = useWhole(id);
  if (whole.isPending) {
    return <Spin />;
  }
  if (whole.isError) {
    return <Nothing title={whole.error instanceof Refused ? whole.error.title : t('forbidden')} help={t('forbiddenHelp')}><Link to="/evaluations">{t('evaluations')}</Link></Nothing>;
  }
  const { value, partial } = whole.data;
  const e = value.evaluation;
  const open = PARTS.filter((p) => !partial || p === 'overview' || p === 'history');
  if (!open.includes(part as Word)) {
    return <Navigate to={`/evaluations/${id}`} replace />;
  }
  const isPublic = process?.acts.find((a) => a.id === 'read-public')?.from.includes(e.state) ?? false;
  const roleName = (role: string) => text(process?.roles.find((r) => r.id === role)?.label) || role;
  const manyRoles = new Set(value.offers.map((o) => o.role)).size > 1 || me.roles.length > 1;
  const passed = new Set(value.filings.flatMap((f) => process?.states.find((s) => s.id === f.state)?.stage ?? []));
  const order = value.offers.filter((o) => partial || hasSubject(o, value)).sort((a, b) => weight(a) - weight(b));
  return (
    <>
      <Heading title={`${e.number} ${text(e.title)}`}>
        <Mark tone={HARSH_STATES.has(e.state) ? 'bad' : 'strong'}>{text(e.stateLabel)}</Mark>
        {e.grade && <Mark tone={e.grade === 'N' ? 'bad' : 'good'}>{t('grade')} {e.grade}{e.grade === 'N' ? ` · ${t('negative')}` : ''}</Mark>}
        {isPublic && <Link className="no-print" to={`/repository/${id}`}>{t('publicPage')}</Link>}
        {!partial && <a className="plain no-print" href={`/api/v1/evaluations/${id}/dossier.docx?lang=${lang}`}>{t('dossier')}</a>}
        <button type="button" className="plain no-print" onClick={() => window.print()}>{t('print')}</button>
      </Heading>
      <div className="panel"><StageTrack stage={e.stage} state={e.state} passed={partial ? undefined : passed} /></div>
      {value.alerts.length > 0 && (
        <div className="note note-warn"><strong>{t('alerts')}</strong><ul>{value.alerts.map((a, i) => <li key={i}><Written>{a.item}</Written> · <Written>{text(a.text)}</Written></li>)}</ul></div>
      )}
      {(value.flags ?? []).length > 0 && <div className="note"><strong>{t('flags')}</strong><ul>{value.flags!.map((f) => <li key={f.kind}>{text(f.text)}</li>)}</ul></div>}
      <section className="panel no-print" aria-labelledby="acts">
        <h2 id="acts">{t('acts')}</h2>
        {order.length === 0 ? <p className="empty">{t('noActs')}</p> : (
          <div className="buttons">
            {order.map((o) => (
              <Link key={o.act + o.role} data-act={o.act} to={`/evaluations/${id}/do/${o.act}/${o.role}`} className={`plain${HARSH.has(o.act) ? ' danger' : o.to ? ' first' : ''}`}>
                {text(o.label)}{manyRoles ? ` · ${roleName(o.role)}` : ''}
              </Link>
            ))}
          </div>
        )}
      </section>
      <div className="panel">
        <nav className="tabs" aria-label={t('sections')}>
          {open.map((p) => <NavLink key={p} to={p === 'overview' ? `/evaluations/${id}` : `/evaluations/${id}/${p}`} end replace>{t(p)}</NavLink>)}
        </nav>
        <Suspense fallback={<Spin />}>
          {partial && <p className="note">{t('partial')}</p>}
          {part === 'overview' && <Overview whole={value} />}
          {part === 'protocol' && <ProtocolPanel id={id} />}
          {part === 'conduct' && <Conduct whole={value} />}
          {part === 'results' && <ResultsPanel whole={value} me={me} />}
          {part === 'review' && <Review whole={value} />}
          {part === 'monitoring' && <Monitoring whole={value} />}
          {part === 'documents' && <DocumentList whole={value} />}
          {part === 'history' && <History whole={value} readers={!partial && me.roles.some((r) => r.endsWith('AUTHORITY') || r === 'AUDIT_ADMIN')} />}
        </Suspense>
      </div>
    </>
  );
}

const HARSH_STATES = new Set(['REJECTED', 'WITHDRAWN', 'TERMINATED', 'TERMINATED_UNJUSTIFIED', 'NOT_REPORTED', 'TERMINATION_ASKED']);

/** What moves the evaluation on comes first, what ends it last. */
function weight(o: { act: string; to: string | null }): number {
  return HARSH.has(o.act) ? 2 : o.to ? 0 : 1;
}
