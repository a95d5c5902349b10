import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Result, Spin } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, NavLink, Navigate, Route, Routes, useNavigate } from 'react-router';
import { call, get, type Me } from './api';
import { useWords, type Lang } from './words';

const Home = lazy(() => import('./pages/Home'));
const SignIn = lazy(() => import('./pages/SignIn'));
const Setup = lazy(() => import('./pages/Setup'));
const Evaluations = lazy(() => import('./pages/Evaluations'));
const EvaluationPage = lazy(() => import('./pages/Evaluation'));
const Repository = lazy(() => import('./pages/Repository'));
const PublicEvaluation = lazy(() => import('./pages/PublicEvaluation'));
const Network = lazy(() => import('./pages/Network'));
const ProcessPage = lazy(() => import('./pages/ProcessPage'));
const Admin = lazy(() => import('./pages/Admin'));
const LedgerPage = lazy(() => import('./pages/LedgerPage'));
const Suggestions = lazy(() => import('./pages/Suggestions'));

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: async () => (await call<Me | '' | null>('GET', '/session')).value || null });
}

export function Shell({ setLang }: { setLang: (lang: Lang) => void }) {
  const { t, lang } = useWords();
  const me = useMe();
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get<{ needed: boolean }>('/setup') });
  const client = useQueryClient();
  const navigate = useNavigate();
  const person = me.data ?? null;
  const has = (...roles: string[]) => person !== null && roles.some((r) => person.roles.includes(r));
  const signOut = async () => {
    await call('DELETE', '/session');
    client.clear();
    navigate('/');
    location.reload();
  };
  if (setup.isError) {
    return <Result status="warning" title={lang === 'zh' ? '服务暂不可用' : 'The service is not available'} />;
  }
  if (me.isPending || setup.isPending) {
    return <Spin fullscreen />;
  }
  const links: [string, string, boolean][] = [
    ['/', 'home', person !== null],
    ['/evaluations', 'evaluations', person !== null],
    ['/repository', 'repository', true],
    ['/network', 'network', true],
    ['/process', 'process', true],
    ['/suggestions', 'suggestions', true],
    ['/admin', 'admin', has('SYSTEM_ADMIN', 'SECURITY_ADMIN')],
    ['/ledger', 'ledger', has('AUDIT_ADMIN', 'NATIONAL_AUTHORITY', 'LOCAL_AUTHORITY')],
  ];
  return (
    <div className="shell">
      <a className="skip" href="#main">{lang === 'zh' ? '跳到正文' : 'Skip to content'}</a>
      <header className="bar">
        <Link to="/" className="brand">
          {t('product')}
          <small>{t('platform')}</small>
        </Link>
        <nav aria-label={lang === 'zh' ? '主导航' : 'Main'}>
          {links.filter(([, , show]) => show).map(([to, word]) => (
            <NavLink key={to} to={to} end={to === '/'}>{t(word)}</NavLink>
          ))}
        </nav>
        <Button type="text" lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={() => { setLang(lang === 'zh' ? 'en' : 'zh'); void client.invalidateQueries(); }}>
          {lang === 'zh' ? 'English' : '中文'}
        </Button>
        {person ? (
          <Button type="text" onClick={() => void signOut()}>{person.name} · {t('signOut')}</Button>
        ) : (
          <Link to="/sign-in">{t('signIn')}</Link>
        )}
      </header>
      <main id="main">
        <Suspense fallback={<Spin />}>
          {setup.data.needed ? (
            <Setup />
          ) : (
            <Routes>
              <Route path="/" element={person ? <Home /> : <Navigate to="/repository" replace />} />
              <Route path="/sign-in" element={<SignIn />} />
              <Route path="/evaluations" element={person ? <Evaluations me={person} /> : <Navigate to="/sign-in" replace />} />
              <Route path="/evaluations/:id" element={person ? <EvaluationPage me={person} /> : <Navigate to="/sign-in" replace />} />
              <Route path="/repository" element={<Repository />} />
              <Route path="/repository/:id" element={<PublicEvaluation />} />
              <Route path="/network" element={<Network me={person} />} />
              <Route path="/process" element={<ProcessPage />} />
              <Route path="/suggestions" element={<Suggestions me={person} />} />
              <Route path="/admin" element={person ? <Admin me={person} /> : <Navigate to="/sign-in" replace />} />
              <Route path="/ledger" element={<LedgerPage me={person} />} />
              <Route path="*" element={<Result status="404" title="404" />} />
            </Routes>
          )}
        </Suspense>
      </main>
    </div>
  );
}
