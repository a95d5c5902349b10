import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { call, get, post, put, type Account, type Me } from '../api';
import { showBeside } from '../parts/beside';
import { Dialog } from '../parts/Dialog';
import { Sheet } from '../parts/Sheet';
import { Heading, Mark, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useOrganisations, useProcess } from '../process';
import { choice, useWords } from '../words';

const KINDS = ['NATIONAL_AUTHORITY', 'LOCAL_AUTHORITY', 'HOSPITAL', 'ENTERPRISE', 'ACADEMIC_SOCIETY', 'RESEARCH_BODY', 'THIRD_PARTY', 'DATA_PLATFORM', 'PATIENT_GROUP'];

/** Accounts and organisations. The system administrator makes accounts, the security administrator gives roles: neither does both. */
export default function Admin({ me }: { me: Me }) {
  const { t, text, lang } = useWords();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const process = useProcess();
  const organisations = useOrganisations();
  const [adding, setAdding] = useState<'account' | 'organisation' | null>(null);
  const [roles, setRoles] = useState<Account | null>(null);
  const [first, setFirst] = useState<{ login: string; password: string } | null>(null);
  const [picked, setPicked] = useState<string[]>([]);
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: () => get<Account[]>('/accounts') });
  const again = () => client.invalidateQueries();
  const active = useMutation({ mutationFn: (v: { id: string; active: boolean }) => put(`/accounts/${v.id}/active`, { active: v.active }), onSuccess: again });
  const reset = useMutation({ mutationFn: (a: Account) => post<{ password: string }>(`/accounts/${a.id}/first-password`, {}), onSuccess: (made, a) => setFirst({ login: a.login, password: made.password }) });
  const drop = useMutation({ mutationFn: (a: Account) => call('DELETE', `/accounts/${a.id}/totp`), onSuccess: again });
  const grant = useMutation({ mutationFn: () => put(`/accounts/${roles!.id}/roles`, { roles: picked }), onSuccess: async () => { setRoles(null); await again(); } });
  /** What shuts somebody out at once is asked once more. */
  const sure = (title: string, content: string, then: () => void) => void modal.confirm({ title, content, okText: t('submit'), cancelText: t('cancel'), icon: null, onOk: then });
  const system = me.roles.includes('SYSTEM_ADMIN');
  const security = me.roles.includes('SECURITY_ADMIN');
  const orgName = (id: string) => { const o = organisations.find((x) => x.id === id); return o ? (lang === 'zh' ? o.nameZh : o.nameEn) : id; };
  return (
    <>
      <Heading title={t('admin')} />
      <section className="panel">
        <div className="heading"><h2>{t('accounts')}</h2>{system && <Button type="primary" onClick={() => setAdding('account')}>{t('addAccount')}</Button>}</div>
        {(accounts.data ?? []).some((a) => a.login.startsWith('demo-')) && <p className="quiet">{t('sampleAccounts')}</p>}
        <Trouble error={active.error ?? reset.error ?? drop.error ?? accounts.error} />
        <Sheet<Account>
          caption={t('accounts')} rows={accounts.data ?? []} rowKey={(a) => a.id} pending={accounts.isPending}
          columns={[
            { title: t('login'), cell: (a) => a.login },
            { title: t('name'), cell: (a) => <Written>{a.name}</Written> },
            { title: t('organisation'), cell: (a) => <Written>{orgName(a.organisation)}</Written> },
            { title: t('roles'), cell: (a) => <span className="marks">{a.roles.map((r) => <Mark key={r}>{text(process?.roles.find((x) => x.id === r)?.label)}</Mark>)}</span> },
            { title: t('active'), cell: (a) => (system ? <Switch aria-label={`${t('active')} ${a.login}`} checked={a.active} onChange={(on) => active.mutate({ id: a.id, active: on })} /> : a.active ? t('yes') : t('no')) },
            ...(system ? [{ title: t('firstPassword'), cell: (a: Account) => (isAdministrator(a) ? '—' : <button type="button" className="plain" onClick={() => sure(`${t('resetPassword')} · ${a.login}`, t('resetPasswordAsk'), () => reset.mutate(a))}>{t('resetPassword')}<span className="unseen"> {a.login}</span></button>) }] : []),
            ...(security ? [{ title: t('setRoles'), cell: (a: Account) => <button type="button" className="plain" onClick={() => { setRoles(a); setPicked(a.roles); grant.reset(); }}>{t('setRoles')}<span className="unseen"> {a.login}</span></button> }] : []),
            ...(security ? [{ title: t('oneTime'), cell: (a: Account) => (isAdministrator(a) ? '—' : <button type="button" className="plain" onClick={() => sure(`${t('dropFactor')} · ${a.login}`, t('dropFactorHelp'), () => drop.mutate(a))}>{t('dropFactor')}<span className="unseen"> {a.login}</span></button>) }] : []),
          ]}
        />
      </section>
      <section className="panel">
        <div className="heading"><h2>{t('organisations')}</h2>{system && <Button type="primary" onClick={() => setAdding('organisation')}>{t('addOrganisation')}</Button>}</div>
        <Sheet
          caption={t('organisations')} rows={organisations} rowKey={(o) => o.id}
          columns={[{ title: t('organisation'), cell: (o) => <Written>{lang === 'zh' ? o.nameZh : o.nameEn}</Written> }, { title: t('kind'), cell: (o) => choice(o.kind, lang) }, { title: t('region'), cell: (o) => o.region }]}
        />
      </section>
      {roles && (
        <Dialog title={<>{t('setRoles')} · <Written>{roles.name}</Written></>} onCancel={() => setRoles(null)} onOk={() => grant.mutate()} confirmLoading={grant.isPending} okText={t('submit')} cancelText={t('cancel')}>
          <Trouble error={grant.error} />
          <Select aria-label={t('roles')} mode="multiple" style={{ width: '100%', marginTop: 12 }} value={picked} onChange={setPicked} options={(process?.roles ?? []).map((r) => ({ value: r.id, label: text(r.label) }))} />
        </Dialog>
      )}
      {adding && <Adding what={adding} close={() => setAdding(null)} made={(login, password) => setFirst({ login, password })} />}
      {first && (
        <Dialog title={`${t('firstPassword')} · ${first.login}`} onCancel={() => setFirst(null)} footer={<Button type="primary" onClick={() => setFirst(null)}>{t('done')}</Button>}>
          <p><code style={{ userSelect: 'all', fontSize: 18 }}>{first.password}</code></p>
          <p>{t('firstPasswordHelp')}</p>
        </Dialog>
      )}
    </>
  );
}

const isAdministrator = (a: Account) => a.roles.some((r) => r.endsWith('_ADMIN'));

function Adding({ what, close, made }: { what: 'account' | 'organisation'; close: () => void; made: (login: string, password: string) => void }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const organisations = useOrganisations();
  const [form] = Form.useForm();
  const need = [{ required: true, message: t('required') }];
  const send = useMutation({
    mutationFn: (v: { login?: string }) => post<{ password?: string }>(`/${what}s`, v),
    onSuccess: async (answer, v) => {
      close();
      if (answer.password) {
        made(v.login ?? '', answer.password);
      }
      await client.invalidateQueries();
    },
    onError: (error) => showBeside(form, error),
  });
  return (
    <Dialog title={t(what === 'account' ? 'addAccount' : 'addOrganisation')} onCancel={close} onOk={() => form.submit()} confirmLoading={send.isPending} okText={t('submit')} cancelText={t('cancel')}>
      <Trouble error={send.error} />
      <Form form={form} layout="vertical" onFinish={(v) => send.mutate(v)}>
        {what === 'account' ? (
          <>
            <Form.Item name="login" label={t('login')} rules={need}><Input autoComplete="off" /></Form.Item>
            <Form.Item name="name" label={t('name')} rules={need}><Input /></Form.Item>
            <Form.Item name="organisation" label={t('organisation')} rules={need}><Select aria-label={t('organisation')} showSearch={{ optionFilterProp: 'label' }} options={organisations.map((o) => ({ value: o.id, label: lang === 'zh' ? o.nameZh : o.nameEn }))} /></Form.Item>
          </>
        ) : (
          <>
            <Form.Item name="nameZh" label={t('orgZh')} rules={need}><Input /></Form.Item>
            <Form.Item name="nameEn" label={t('orgEn')} rules={need}><Input /></Form.Item>
            <Form.Item name="kind" label={t('kind')} rules={need}><Select aria-label={t('kind')} options={KINDS.map((k) => ({ value: k, label: choice(k, lang) }))} /></Form.Item>
            <Form.Item name="region" label={t('regionCode')} rules={need}><Input maxLength={6} inputMode="numeric" /></Form.Item>
          </>
        )}
      </Form>
    </Dialog>
  );
}
