import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Spin } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link, NavLink, Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { call, get, type Me } from './api';
import { Nothing, Written } from './parts/Small';
import { useWords, type Lang, type Word } from './words';

const Home = lazy(() => import('./pages/Home'));
const SignIn = lazy(() => import('./pages/SignIn'));
const Setup = lazy(() => import('./pages/Setup'));
const Evaluations = lazy(() => import('./pages/Evaluations'));
const EvaluationPage = lazy(() => import('./pages/Evaluation'));
const Act = lazy(() => import('./pages/Act'));
const Repository = lazy(() => import('./pages/Repository'));
const PublicEvaluation = lazy(() => import('./pages/PublicEvaluation'));
const Network = lazy(() => import('./pages/Network'));
const ProcessPage = lazy(() => import('./pages/ProcessPage'));
const Admin = lazy(() => import('./pages/Admin'));
const LedgerPage = lazy(() => import('./pages/LedgerPage'));
const Suggestions = lazy(() => import('./pages/Suggestions'));
const Calendar = lazy(() => import('./pages/Calendar'));
const MonitoringPage = lazy(() => import('./pages/MonitoringPage'));
const Decisions = lazy(() => import('./pages/Decisions'));
const UsePage = lazy(() => import('./pages/UsePage'));
const Experts = lazy(() => import('./pages/Experts'));
const Account = lazy(() => import('./pages/Account'));

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: async () => (await call<Me | '' | null>('GET', '/session')).value || null });
}

/** More links than this have a row of their own: beside the name of the product they would wrap. */
const ONE_ROW = 8;

/** After a change of page the keyboard and the screen reader start at its beginning, as they would on a page of its own. */
function useStartOfPage() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== pathname) {
      before.current = pathname;
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
  }, [pathname]);
  return main;
}

export function Shell({ setLang }: { setLang: (lang: Lang) => void }) {
  const { t, lang } = useWords();
  const me = useMe();
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get<{ needed: boolean }>('/setup') });
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const main = useStartOfPage();
  // On a phone the links stand behind a button; the page to which one of them leads begins without them.
  const [menu, setMenu] = useState<string | null>(null);
  const person = me.data ?? null;
  const has = (...roles: string[]) => person !== null && roles.some((r) => person.roles.includes(r));
  const signOut = async () => {
    await call('DELETE', '/session');
    sessionStorage.clear();
    client.clear();
    navigate('/');
    location.reload();
  };
  if (setup.isError) {
    return <main><Nothing title={t('unavailable')} help={t('unavailableHelp')} /></main>;
  }
  if (me.isPending || setup.isPending) {
    return <Spin fullscreen />;
  }
  const links: [string, Word, boolean][] = [
    ['/', 'home', person !== null],
    ['/calendar', 'calendar', person !== null],
    ['/evaluations', 'evaluations', person !== null],
    ['/repository', 'repository', true],
    ['/monitoring', 'monitoringAll', has('NATIONAL_AUTHORITY', 'LOCAL_AUTHORITY')],
    ['/decisions', 'decisions', has('NATIONAL_AUTHORITY', 'LOCAL_AUTHORITY')],
    ['/use', 'useOfResults', has('NATIONAL_AUTHORITY', 'LOCAL_AUTHORITY', 'IMPLEMENTER', 'INITIATOR')],
    ['/network', 'network', true],
    ['/process', 'process', true],
    ['/suggestions', 'suggestions', true],
    ['/admin', 'admin', has('SYSTEM_ADMIN', 'SECURITY_ADMIN')],
    ['/ledger', 'ledger', has('AUDIT_ADMIN', 'NATIONAL_AUTHORITY', 'LOCAL_AUTHORITY')],
  ];
  const shown = !setup.data.needed && !person?.next ? links.filter(([, , show]) => show) : [];
  const signedIn = (page: (person: Me) => React.ReactNode) => (person ? page(person) : <Navigate to="/sign-in" replace state={{ back: pathname }} />);
  return (
    <div className="shell">
      <a className="skip" href="#main">{t('skip')}</a>
      <header className={shown.length > ONE_ROW ? 'bar bar-two' : 'bar'}>
        <Link to="/" className="brand">
          {t('product')}
          <small>{t('platform')}</small>
        </Link>
        {shown.length > 0 && <button type="button" className="menu" aria-expanded={menu === pathname} aria-controls="main-nav" onClick={() => setMenu(menu === pathname ? null : pathname)}>{t('menu')}</button>}
        <nav id="main-nav" aria-label={t('mainNav')} className={menu === pathname ? 'open' : undefined}>
          {shown.map(([to, label]) => (
            <NavLink key={to} to={to} end={to === '/'}>{t(label)}</NavLink>
          ))}
        </nav>
        <div className="self" role="group" aria-label={t('accountNav')}>
          <button type="button" lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={() => { setLang(lang === 'zh' ? 'en' : 'zh'); void client.invalidateQueries(); }}>
            {lang === 'zh' ? 'English' : '中文'}
          </button>
          {person ? (
            <>
              <NavLink to="/account"><Written>{person.name}</Written><span className="unseen"> {t('account')}</span></NavLink>
              <button type="button" onClick={() => void signOut()}>{t('signOut')}</button>
            </>
          ) : (
            !setup.data.needed && <NavLink to="/sign-in">{t('signIn')}</NavLink>
          )}
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Suspense fallback={<Spin />}>
          {setup.data.needed ? (
            <Setup />
          ) : person?.next ? (
            <Account me={person} />
          ) : (
            <Routes>
              <Route path="/" element={person ? <Home /> : <Navigate to="/repository" replace />} />
              <Route path="/sign-in" element={<SignIn />} />
              <Route path="/account" element={signedIn((p) => <Account me={p} />)} />
              <Route path="/calendar" element={signedIn(() => <Calendar />)} />
              <Route path="/monitoring" element={signedIn(() => <MonitoringPage />)} />
              <Route path="/decisions" element={signedIn(() => <Decisions />)} />
              <Route path="/use" element={signedIn((p) => <UsePage me={p} />)} />
              <Route path="/experts" element={signedIn((p) => <Experts may={p.roles.some((r) => r.endsWith('AUTHORITY'))} />)} />
              <Route path="/evaluations" element={signedIn((p) => <Evaluations me={p} />)} />
              <Route path="/evaluations/new" element={signedIn((p) => <Act me={p} />)} />
              <Route path="/evaluations/:id/do/:act/:role" element={signedIn((p) => <Act me={p} />)} />
              <Route path="/evaluations/:id/:part?" element={signedIn((p) => <EvaluationPage me={p} />)} />
              <Route path="/repository" element={<Repository />} />
              <Route path="/repository/:id" element={<PublicEvaluation me={person} />} />
              <Route path="/network" element={<Network me={person} />} />
              <Route path="/process" element={<ProcessPage />} />
              <Route path="/suggestions" element={<Suggestions me={person} />} />
              <Route path="/admin" element={signedIn((p) => <Admin me={p} />)} />
              <Route path="/ledger" element={<LedgerPage me={person} />} />
              <Route path="*" element={<Nothing title={t('notFound')} help={t('notFoundHelp')}><Link to="/">{t('home')}</Link></Nothing>} />
            </Routes>
          )}
        </Suspense>
      </main>
    </div>
  );
}
