import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { get, post, type Me } from '../api';
import { Dialog } from '../parts/Dialog';
import { Sheet } from '../parts/Sheet';
import { Heading, Mark, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useOrganisations } from '../process';
import { showBeside } from '../parts/beside';
import { useWords, type Word } from '../words';

interface Standing { organisation: string; number: number; kind: string; on: string; reason: string; evaluation: string | null }
interface Point { id: string; nameZh: string; nameEn: string; region: string; trusted: boolean; participation: Record<string, number>; idleYears: number[]; standing: Standing[] }
const KINDS: Word[] = ['confirmed', 'participated', 'removed', 'restored'];

/** The register of trusted evaluation points: who is one, since when, what he took part in and what was taken away. */
export default function Network({ me }: { me: Me | null }) {
  const { t, lang, day, list } = useWords();
  const [open, setOpen] = useState(false);
  const points = useQuery({ queryKey: ['points'], queryFn: () => get<Point[]>('/public/network') });
  const name = (o: Point) => (lang === 'zh' ? o.nameZh : o.nameEn);
  const since = (o: Point) => o.standing.find((s) => s.kind === 'confirmed')?.on;
  return (
    <>
      <Heading title={t('network')}>{me?.roles.some((r) => r.endsWith('AUTHORITY')) && <Link className="plain" to="/experts">{t('pool')}</Link>}{me?.roles.includes('NATIONAL_AUTHORITY') && <Button type="primary" onClick={() => setOpen(true)}>{t('standing')}</Button>}</Heading>
      <section className="panel">
        <Sheet<Point>
          caption={t('network')} rows={points.data ?? []} rowKey={(o) => o.id} pending={points.isPending} empty={t('noPoints')}
          columns={[
            { title: t('organisation'), cell: (o) => <Written>{name(o)}</Written> },
            { title: t('region'), cell: (o) => o.region },
            { title: t('registeredOn'), cell: (o) => day(since(o)) },
            { title: t('state'), cell: (o) => (o.trusted ? <Mark tone="good">{t('inForce')}</Mark> : <Mark tone="bad">{t('removed')}</Mark>) },
            { title: t('participation'), cell: (o) => list(Object.entries(o.participation).map(([year, n]) => (lang === 'zh' ? `${year} 年 ${n} 项` : `${n} in ${year}`))) || '—' },
            { title: t('idle'), cell: (o) => (o.idleYears.length === 0 ? '—' : <Mark tone="warn">{list(o.idleYears.map(String))}</Mark>) },
          ]}
        />
      </section>
      {(points.data ?? []).map((o) => <Standings key={o.id} me={me} all={o.standing} name={name(o)} />)}
      {open && <Recording close={() => setOpen(false)} />}
    </>
  );
}

function Standings({ me, all, name }: { me: Me | null; all: Standing[]; name: string }) {
  const { t, day } = useWords();
  if (all.length === 0) {
    return null;
  }
  return (
    <section className="panel">
      <h2><Written>{name}</Written> · {t('standings')}</h2>
      <Sheet<Standing>
        caption={t('standings')} rows={all} rowKey={(s) => s.number}
        columns={[
          { title: t('on'), cell: (s) => day(s.on), width: 160 },
          { title: t('changeOfStanding'), cell: (s) => <Mark tone={s.kind === 'removed' ? 'bad' : s.kind === 'participated' ? 'plain' : 'good'}>{KINDS.includes(s.kind as Word) ? t(s.kind as Word) : s.kind}</Mark>, width: 160 },
          { title: t('reason'), cell: (s) => <Written>{s.reason}</Written> },
          { title: t('evaluations'), cell: (s) => (s.evaluation ? <Link to={`/${me ? 'evaluations' : 'repository'}/${s.evaluation}`}>{t('toEvaluations')}</Link> : '—'), width: 120 },
        ]}
      />
    </section>
  );
}

function Recording({ close }: { close: () => void }) {
  const { t, lang } = useWords();
  const [form] = Form.useForm();
  const client = useQueryClient();
  const organisations = useOrganisations();
  const need = [{ required: true, message: t('required') }];
  const send = useMutation({
    mutationFn: (v: { organisation: string; kind: string; on: { format: (p: string) => string }; reason: string }) =>
      post(`/organisations/${v.organisation}/standing`, { kind: v.kind, on: v.on.format('YYYY-MM-DD'), reason: v.reason }),
    onSuccess: async () => { close(); await client.invalidateQueries(); },
    onError: (error) => showBeside(form, error),
  });
  return (
    <Dialog title={t('standing')} onCancel={close} onOk={() => form.submit()} confirmLoading={send.isPending} okText={t('submit')} cancelText={t('cancel')}>
      <Trouble error={send.error} />
      <Form form={form} layout="vertical" onFinish={(v) => send.mutate(v as never)}>
        <Form.Item name="organisation" label={t('organisation')} rules={need}><Select aria-label={t('organisation')} options={organisations.map((o) => ({ value: o.id, label: lang === 'zh' ? o.nameZh : o.nameEn }))} /></Form.Item>
        <Form.Item name="kind" label={t('kind')} rules={need}><Select aria-label={t('kind')} options={KINDS.map((k) => ({ value: k, label: t(k) }))} /></Form.Item>
        <Form.Item name="on" label={t('on')} rules={need}><DatePicker style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={need}><Input.TextArea /></Form.Item>
      </Form>
    </Dialog>
  );
}
