import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, Modal, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { get, post, type Me, type Organisation } from '../api';
import { Trouble } from '../parts/Trouble';
import { useOrganisations } from '../process';
import { choice, useWords } from '../words';

export default function Network({ me }: { me: Me | null }) {
  const { t, lang } = useWords();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm();
  const client = useQueryClient();
  const points = useQuery({ queryKey: ['points'], queryFn: () => get<Organisation[]>('/public/trusted-points') });
  const national = me?.roles.includes('NATIONAL_AUTHORITY') ?? false;
  const send = useMutation({
    mutationFn: (v: { organisation: string; kind: string; on: { format: (p: string) => string }; reason: string }) =>
      post(`/organisations/${v.organisation}/standing`, { kind: v.kind, on: v.on.format('YYYY-MM-DD'), reason: v.reason }),
    onSuccess: async () => { setOpen(false); await client.invalidateQueries(); },
  });
  return (
    <>
      <div className="heading"><h1>{t('network')}</h1>{national && <Button type="primary" onClick={() => setOpen(true)}>{t('standing')}</Button>}</div>
      <section className="panel">
        <Table<Organisation> rowKey="id" dataSource={points.data ?? []} loading={points.isPending} pagination={{ pageSize: 20 }} locale={{ emptyText: t('none') }} scroll={{ x: 600 }}
          columns={[
            { title: t('organisation'), render: (_, o) => (lang === 'zh' ? o.nameZh : o.nameEn) }, { title: t('kind'), render: (_, o) => choice(o.kind, lang) }, { title: t('region').split('（')[0], dataIndex: 'region' },
            { title: t('since'), dataIndex: 'trustedFrom' }, { title: t('state'), render: (_, o) => (o.trustedTo ? <Tag color="error">{t('removed')} {o.trustedTo}</Tag> : <Tag color="success">{t('confirmed')}</Tag>) },
          ]} />
      </section>
      {open && <Standing form={form} error={send.error} busy={send.isPending} send={(v) => send.mutate(v as never)} close={() => setOpen(false)} />}
    </>
  );
}

function Standing({ form, error, busy, send, close }: { form: ReturnType<typeof Form.useForm>[0]; error: unknown; busy: boolean; send: (v: unknown) => void; close: () => void }) {
  const { t, lang } = useWords();
  const organisations = useOrganisations();
  const need = [{ required: true, message: t('required') }];
  return (
    <Modal open title={t('standing')} onCancel={close} onOk={() => form.submit()} confirmLoading={busy} okText={t('submit')} cancelText={t('cancel')}>
      <Trouble error={error} />
      <Form form={form} layout="vertical" onFinish={send}>
        <Form.Item name="organisation" label={t('organisation')} rules={need}><Select options={organisations.map((o) => ({ value: o.id, label: lang === 'zh' ? o.nameZh : o.nameEn }))} /></Form.Item>
        <Form.Item name="kind" label={t('kind')} rules={need}><Select options={['confirmed', 'participated', 'removed', 'restored'].map((k) => ({ value: k, label: t(k) }))} /></Form.Item>
        <Form.Item name="on" label={t('since')} rules={need}><DatePicker /></Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={need}><Input.TextArea /></Form.Item>
      </Form>
    </Modal>
  );
}
