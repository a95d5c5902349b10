import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import { get, post, put, type Account, type Me } from '../api';
import { Trouble } from '../parts/Trouble';
import { useOrganisations, useProcess } from '../process';
import { choice, useWords } from '../words';

const KINDS = ['NATIONAL_AUTHORITY', 'LOCAL_AUTHORITY', 'HOSPITAL', 'ENTERPRISE', 'ACADEMIC_SOCIETY', 'RESEARCH_BODY', 'THIRD_PARTY', 'DATA_PLATFORM', 'PATIENT_GROUP'];

export default function Admin({ me }: { me: Me }) {
  const { t, text, lang } = useWords();
  const client = useQueryClient();
  const process = useProcess();
  const organisations = useOrganisations();
  const [adding, setAdding] = useState<'account' | 'organisation' | null>(null);
  const [roles, setRoles] = useState<Account | null>(null);
  const [picked, setPicked] = useState<string[]>([]);
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: () => get<Account[]>('/accounts') });
  const again = () => client.invalidateQueries();
  const active = useMutation({ mutationFn: (v: { id: string; active: boolean }) => put(`/accounts/${v.id}/active`, { active: v.active }), onSuccess: again });
  const grant = useMutation({ mutationFn: () => put(`/accounts/${roles!.id}/roles`, { roles: picked }), onSuccess: async () => { setRoles(null); await again(); } });
  const system = me.roles.includes('SYSTEM_ADMIN');
  const security = me.roles.includes('SECURITY_ADMIN');
  const orgName = (id: string) => { const o = organisations.find((x) => x.id === id); return o ? (lang === 'zh' ? o.nameZh : o.nameEn) : id; };
  return (
    <>
      <div className="heading"><h1>{t('admin')}</h1></div>
      <section className="panel">
        <div className="heading"><h2>{t('accounts')}</h2>{system && <Button type="primary" onClick={() => setAdding('account')}>{t('add')}</Button>}</div>
        <Trouble error={active.error} />
        <Table<Account> size="small" rowKey="id" dataSource={accounts.data ?? []} loading={accounts.isPending} pagination={{ pageSize: 20 }} scroll={{ x: 800 }}
          columns={[
            { title: t('login'), dataIndex: 'login' }, { title: t('name'), dataIndex: 'name' }, { title: t('organisation'), render: (_, a) => orgName(a.organisation) },
            { title: t('roles'), render: (_, a) => a.roles.map((r) => <Tag key={r}>{text(process?.roles.find((x) => x.id === r)?.label)}</Tag>) },
            { title: t('active'), render: (_, a) => <Switch aria-label={`${t('active')} ${a.login}`} checked={a.active} disabled={!system} onChange={(on) => active.mutate({ id: a.id, active: on })} /> },
            { title: '', render: (_, a) => security && <Button onClick={() => { setRoles(a); setPicked(a.roles); grant.reset(); }}>{t('roles')}</Button> },
          ]} />
      </section>
      <section className="panel">
        <div className="heading"><h2>{t('organisations')}</h2>{system && <Button type="primary" onClick={() => setAdding('organisation')}>{t('add')}</Button>}</div>
        <Table size="small" rowKey="id" dataSource={organisations} pagination={{ pageSize: 20 }} scroll={{ x: 600 }}
          columns={[{ title: t('organisation'), render: (_, o) => (lang === 'zh' ? o.nameZh : o.nameEn) }, { title: t('kind'), render: (_, o) => choice(o.kind, lang) }, { title: t('region').split('（')[0], dataIndex: 'region' }]} />
      </section>
      {roles && (
        <Modal open title={`${t('roles')} · ${roles.name}`} onCancel={() => setRoles(null)} onOk={() => grant.mutate()} confirmLoading={grant.isPending} okText={t('submit')} cancelText={t('cancel')}>
          <Trouble error={grant.error} />
          <Select aria-label={t('roles')} mode="multiple" style={{ width: '100%', marginTop: 12 }} value={picked} onChange={setPicked} options={(process?.roles ?? []).map((r) => ({ value: r.id, label: text(r.label) }))} />
        </Modal>
      )}
      {adding && <Adding what={adding} close={() => setAdding(null)} />}
    </>
  );
}

function Adding({ what, close }: { what: 'account' | 'organisation'; close: () => void }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const organisations = useOrganisations();
  const [form] = Form.useForm();
  const need = [{ required: true, message: t('required') }];
  const send = useMutation({ mutationFn: (v: object) => post(`/${what}s`, v), onSuccess: async () => { close(); await client.invalidateQueries(); } });
  return (
    <Modal open title={`${t('add')} · ${t(what === 'account' ? 'accounts' : 'organisations')}`} onCancel={close} onOk={() => form.submit()} confirmLoading={send.isPending} okText={t('submit')} cancelText={t('cancel')}>
      <Trouble error={send.error} />
      <Form form={form} layout="vertical" onFinish={(v) => send.mutate(v)}>
        {what === 'account' ? (
          <>
            <Form.Item name="login" label={t('login')} rules={need}><Input autoComplete="off" /></Form.Item>
            <Form.Item name="name" label={t('name')} rules={need}><Input /></Form.Item>
            <Form.Item name="organisation" label={t('organisation')} rules={need}><Select options={organisations.map((o) => ({ value: o.id, label: lang === 'zh' ? o.nameZh : o.nameEn }))} /></Form.Item>
            <Form.Item name="password" label={t('password')} rules={need}><Input.Password autoComplete="new-password" /></Form.Item>
          </>
        ) : (
          <>
            <Form.Item name="nameZh" label={t('orgZh')} rules={need}><Input /></Form.Item>
            <Form.Item name="nameEn" label={t('orgEn')} rules={need}><Input /></Form.Item>
            <Form.Item name="kind" label={t('kind')} rules={need}><Select options={KINDS.map((k) => ({ value: k, label: choice(k, lang) }))} /></Form.Item>
            <Form.Item name="region" label={t('region')} rules={need}><Input maxLength={6} /></Form.Item>
          </>
        )}
      </Form>
    </Modal>
  );
}
