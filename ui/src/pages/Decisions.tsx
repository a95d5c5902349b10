import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { get, post, type Summary, type Text } from '../api';
import { showBeside } from '../parts/beside';
import { Dialog } from '../parts/Dialog';
import { Sheet } from '../parts/Sheet';
import { Heading, Mark, Nothing, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useOrganisations } from '../process';
import { useWords } from '../words';

interface Kind { id: string; label: Text; advice: boolean }
interface Decision { id: string; number: string; organisation: string; kind: string; subject: string; itemCodes: string[]; content: string; results: string[]; reason: string; recipients: string[]; decidedOn: string }
interface Register { kinds: Kind[]; decisions: Decision[]; cited: Summary[]; stored: Summary[] }

/** What authorities decided, each with the stored results that it goes by or why it goes by none. */
export default function Decisions() {
  const { t, text, lang, day, list } = useWords();
  const [open, setOpen] = useState(false);
  const register = useQuery({ queryKey: ['decisions'], queryFn: () => get<Register>('/decisions'), retry: false });
  const organisations = useOrganisations();
  if (register.isPending) {
    return <Spin />;
  }
  if (register.isError) {
    return <Nothing title={t('forbidden')} help={t('forbiddenHelp')} />;
  }
  const { kinds, decisions, cited } = register.data;
  const house = (id: string) => { const o = organisations.find((x) => x.id === id); return o ? (lang === 'zh' ? o.nameZh : o.nameEn) : ''; };
  const kind = (id: string) => kinds.find((k) => k.id === id.toLowerCase());
  return (
    <>
      <Heading title={t('decisions')}><Button type="primary" onClick={() => setOpen(true)}>{t('recordDecision')}</Button></Heading>
      <section className="panel">
        <p className="quiet">{t('decisionsHelp')}</p>
        <Sheet<Decision>
          caption={t('decisions')} rows={decisions} rowKey={(d) => d.id} empty={t('noDecisions')}
          columns={[
            { title: t('number'), cell: (d) => d.number, width: 120 },
            { title: t('subject'), cell: (d) => <><Written>{d.subject}</Written><p className="quiet"><Written>{d.content}</Written></p></> },
            { title: t('kind'), cell: (d) => <Mark tone={kind(d.kind)?.advice ? 'warn' : 'plain'}>{text(kind(d.kind)?.label)}</Mark>, width: 150 },
            { title: t('cites'), cell: (d) => (d.results.length === 0 ? <><span className="quiet">{t('citesNone')}{lang === 'zh' ? '：' : ': '}</span><Written>{d.reason}</Written></> : d.results.map((id) => <div key={id}><Cited found={cited.find((s) => s.id === id)} /></div>)) },
            { title: t('recipients'), cell: (d) => <Written>{list(d.recipients.map(house)) || '—'}</Written>, width: 150 },
            { title: t('decidedOn'), cell: (d) => day(d.decidedOn), width: 130 },
          ]}
        />
      </section>
      {open && <Recording register={register.data} close={() => setOpen(false)} />}
    </>
  );
}

function Cited({ found }: { found: Summary | undefined }) {
  const { text } = useWords();
  return found ? <Link to={`/repository/${found.id}`}>{found.number} <Written>{text(found.title)}</Written></Link> : <>—</>;
}

interface Values { kind: string; subject: string; itemCodes?: string[]; content: string; results?: string[]; reason?: string; recipients?: string[]; decidedOn: { format: (p: string) => string } }

function Recording({ register, close }: { register: Register; close: () => void }) {
  const { t, text, lang } = useWords();
  const [form] = Form.useForm<Values>();
  const client = useQueryClient();
  const organisations = useOrganisations();
  const need = [{ required: true, message: t('required') }];
  const send = useMutation({
    mutationFn: (v: Values) => post('/decisions', { ...v, decidedOn: v.decidedOn.format('YYYY-MM-DD') }),
    onSuccess: async () => { close(); await client.invalidateQueries(); },
    onError: (error) => showBeside(form, error),
  });
  const cite = (s: Summary) => `${s.number} ${text(s.title)}${s.grade ? ` · ${s.grade}` : ''}`;
  return (
    <Dialog title={t('recordDecision')} onCancel={close} onOk={() => form.submit()} confirmLoading={send.isPending} okText={t('submit')} cancelText={t('cancel')} width={640}>
      <Trouble error={send.error} />
      <Form form={form} layout="vertical" onFinish={(v) => send.mutate(v)}>
        <Form.Item name="subject" label={t('subject')} rules={need}><Input maxLength={300} /></Form.Item>
        <Form.Item name="kind" label={t('kind')} rules={need}><Select aria-label={t('kind')} options={register.kinds.map((k) => ({ value: k.id, label: text(k.label) }))} /></Form.Item>
        <Form.Item name="itemCodes" label={t('items')}><Select aria-label={t('items')} mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', '、']} /></Form.Item>
        <Form.Item name="content" label={t('decided')} rules={need}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} /></Form.Item>
        <Form.Item name="results" label={t('cites')}><Select aria-label={t('cites')} mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={register.stored.map((s) => ({ value: s.id, label: cite(s) }))} /></Form.Item>
        <Form.Item name="reason" label={t('citesNone')}><Input.TextArea autoSize={{ minRows: 1 }} maxLength={1000} /></Form.Item>
        <Form.Item name="recipients" label={t('recipients')}><Select aria-label={t('recipients')} mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={organisations.map((o) => ({ value: o.id, label: lang === 'zh' ? o.nameZh : o.nameEn }))} /></Form.Item>
        <Form.Item name="decidedOn" label={t('decidedOn')} rules={need}><DatePicker style={{ width: '100%' }} /></Form.Item>
      </Form>
    </Dialog>
  );
}
