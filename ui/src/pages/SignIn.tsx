import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { get, post } from '../api';
import { Heading } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useWords } from '../words';

export default function SignIn() {
  const { t, lang } = useWords();
  const [params] = useSearchParams();
  const problem = params.get('problem');
  const client = useQueryClient();
  const navigate = useNavigate();
  const back: unknown = (useLocation().state as { back?: unknown } | null)?.back;
  const send = useMutation({
    mutationFn: (values: object) => post('/session', values),
    onSuccess: async () => {
      await client.invalidateQueries();
      navigate(typeof back === 'string' ? back : '/', { replace: true });
    },
  });
  const provider = useQuery({ queryKey: ['provider'], queryFn: () => get<{ configured: boolean; name: string }>('/session/provider'), retry: false, staleTime: Infinity }).data;
  return (
    <section className="panel narrow">
      <Heading title={t('signIn')} />
      {problem && !send.error && <div className="trouble" role="alert"><strong>{t('providerRefused')}{lang === 'zh' ? `（${problem}）` : ` (${problem})`}</strong><p>{t('providerRemedy')}</p></div>}
      <Trouble error={send.error} />
      <Form layout="vertical" onFinish={(v) => send.mutate(v.code ? v : { login: v.login, password: v.password })} style={{ marginTop: 12 }}>
        <Form.Item name="login" label={t('login')} rules={[{ required: true, message: t('required') }]}><Input autoComplete="username" /></Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('required') }]}><Input.Password autoComplete="current-password" /></Form.Item>
        <Form.Item name="code" label={t('code')} extra={t('codeHint')}><Input inputMode="numeric" autoComplete="one-time-code" /></Form.Item>
        <Button type="primary" htmlType="submit" block loading={send.isPending}>{t('signIn')}</Button>
      </Form>
      <p className="quiet">{t('forgotten')}</p>
      {provider?.configured && <p><a className="plain" href="/api/v1/session/provider/start">{t('signInBy')} {provider.name}</a></p>}
    </section>
  );
}
