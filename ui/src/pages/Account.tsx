import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { call, get, put, type Me, type Session } from '../api';
import { Sheet } from '../parts/Sheet';
import { Fact, Facts, Heading, Mark, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useOrganisations, useProcess } from '../process';
import { useWords } from '../words';

/** One's own account: who one is here, the password, one-time codes, and where one is signed in. What has to be mended first stands alone. */
export default function Account({ me }: { me: Me }) {
  const { t, text, lang, list } = useWords();
  const process = useProcess();
  const organisation = useOrganisations().find((o) => o.id === me.organisation);
  return (
    <>
      <Heading title={t('account')} />
      {me.next === 'password' && <div className="note note-warn" role="status"><strong>{t('mendPassword')}</strong><p>{t('mendPasswordHelp')}</p></div>}
      {me.next === 'factor' && <div className="note note-warn" role="status"><strong>{t('mendFactor')}</strong><p>{t('mendFactorHelp')}</p></div>}
      {me.next === null && (
        <section className="panel">
          <Facts>
            <Fact name={t('name')}><Written>{me.name}</Written></Fact>
            <Fact name={t('login')}>{me.login}</Fact>
            <Fact name={t('organisation')}>{organisation && <Written>{lang === 'zh' ? organisation.nameZh : organisation.nameEn}</Written>}</Fact>
            <Fact name={t('roles')}>{list(me.roles.map((r) => text(process?.roles.find((x) => x.id === r)?.label) || r))}</Fact>
          </Facts>
        </section>
      )}
      {me.next !== 'factor' && <Password me={me} />}
      {me.next !== 'password' && <OneTime me={me} />}
      {me.next === null && <Sessions />}
    </>
  );
}

function Password({ me }: { me: Me }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm();
  const change = useMutation({ mutationFn: (v: object) => put('/session/password', v), onSuccess: async () => { form.resetFields(); await client.invalidateQueries(); } });
  const need = (label: string) => [{ required: true, message: `${t('required')}${lang === 'zh' ? '：' : ': '}${label}` }];
  return (
    <section className="panel">
      <h2>{t('changePassword')}</h2>
      <Trouble error={change.error} />
      {change.isSuccess && <p role="status" className="note note-good">{t('passwordChanged')}</p>}
      <Form form={form} layout="vertical" style={{ maxWidth: 420 }} onFinish={(v) => change.mutate(v)}>
        <input type="text" name="username" autoComplete="username" value={me.login} readOnly hidden />
        <Form.Item name="present" label={t('presentPassword')} rules={need(t('presentPassword'))}><Input.Password autoComplete="current-password" /></Form.Item>
        <Form.Item name="next" label={t('newPassword')} rules={need(t('newPassword'))}><Input.Password autoComplete="new-password" /></Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>{t('changePassword')}</Button>
      </Form>
    </section>
  );
}

/** The secret stays on the screen until it has been written down: nothing is fetched anew before. */
function OneTime({ me }: { me: Me }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<{ password: string }>();
  const code = useMutation({ mutationFn: (v: { use: boolean; password: string }) => put<{ secret?: string }>('/session/totp', v), onSuccess: async (answer) => { form.resetFields(); if (!answer.secret) { await client.invalidateQueries(); } } });
  const send = async (use: boolean) => code.mutate({ use, ...(await form.validateFields()) });
  return (
    <section className="panel">
      <h2>{t('oneTime')} <Mark tone={me.oneTimeCode ? 'good' : 'plain'}>{me.oneTimeCode ? t('factorOn') : t('factorOff')}</Mark></h2>
      <p>{t('oneTimeHelp')}{lang === 'en' && ' '}{t('factorHelp')}</p>
      <Trouble error={code.error} />
      {code.isSuccess && (
        <div role="status" className="note note-good">
          {code.data.secret ? <><p>{t('secret')}{lang === 'zh' ? '：' : ': '}<code style={{ userSelect: 'all', overflowWrap: 'anywhere' }}>{code.data.secret}</code></p><button type="button" className="plain first" onClick={() => { code.reset(); void client.invalidateQueries(); }}>{t('goOn')}</button></> : t('oneTimeDropped')}
        </div>
      )}
      <Form form={form} name="factor" layout="vertical" style={{ maxWidth: 420 }} onFinish={() => void send(true)}>
        <input type="text" name="username" autoComplete="username" value={me.login} readOnly hidden />
        <Form.Item name="password" label={t('presentPassword')} rules={[{ required: true, message: t('required') }]}><Input.Password autoComplete="current-password" /></Form.Item>
        <div className="buttons">
          <button type="submit" className="plain">{t('useOneTime')}</button>
          {me.oneTimeCode && <button type="button" className="plain" onClick={() => void send(false)}>{t('dropOneTime')}</button>}
        </div>
      </Form>
    </section>
  );
}

function Sessions() {
  const { t, time } = useWords();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => get<Session[]>('/sessions') });
  const end = useMutation({ mutationFn: (id: string) => call('DELETE', `/sessions/${id}`), onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }) });
  return (
    <section className="panel">
      <h2>{t('sessions')}</h2>
      <p>{t('sessionsHelp')}</p>
      <Trouble error={end.error ?? sessions.error} />
      <Sheet
        caption={t('sessions')} rows={sessions.data ?? []} rowKey={(s) => s.id} pending={sessions.isPending}
        columns={[
          { title: t('signedInAt'), cell: (s) => time(s.began) }, { title: t('lastSeen'), cell: (s) => time(s.seen) }, { title: t('address'), cell: (s) => s.address },
          { title: t('state'), cell: (s) => (s.present ? <Mark>{t('thisOne')}</Mark> : <button type="button" className="plain" onClick={() => end.mutate(s.id)}>{t('endSession')}<span className="unseen"> {time(s.began)}</span></button>) },
        ]}
      />
    </section>
  );
}
