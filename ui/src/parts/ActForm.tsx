import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, DatePicker, Form, Input, InputNumber, Modal, Select, Space, Upload } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { call, get, type Doc, type Offer, type Whole } from '../api';
import { FORMS, focusLabel, type Field } from '../forms';
import { useExperts, useOrganisations, useProcess } from '../process';
import { choice, useWords } from '../words';
import { Trouble } from './Trouble';

type Values = Record<string, unknown>;

interface Props {
  offer: Offer;
  whole: Whole | null;
  etag: string;
  start?: Values;
  onDone: (id: string) => void;
  onClose: () => void;
}

/** The form of an act, made from its description. */
export function ActForm({ offer, whole, etag, start, onDone, onClose }: Props) {
  const { t, text } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const process = useProcess();
  const [form] = Form.useForm<Values>();
  const fields = FORMS[offer.act] ?? [];
  const id = whole?.evaluation.id;
  const send = useMutation({
    mutationFn: async (values: Values) => {
      const body = shape(fields, values, offer.act);
      const path = id ? `/evaluations/${id}/acts/${offer.act}?role=${offer.role}` : `/evaluations?role=${offer.role}`;
      return call<{ id: string }>('POST', path, body, id ? { 'If-Match': etag } : {});
    },
    onSuccess: (answer) => {
      void message.success(t('ok'));
      void client.invalidateQueries();
      onDone(answer.value.id);
    },
  });
  const initial: Values = { ...defaults(fields, process?.checklist.map((c) => c.id) ?? []), ...start };
  return (
    <Modal open width={820} title={text(offer.label)} onCancel={onClose} onOk={() => form.submit()} okText={t('submit')} cancelText={t('cancel')} confirmLoading={send.isPending} mask={{ closable: false }}>
      {offer.needs.length > 0 && (
        <p>
          {t('needs')}：{offer.needs.map((n) => text(n.label)).join('；')}
        </p>
      )}
      <Trouble error={send.error} />
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => send.mutate(values)} style={{ marginTop: 12 }} scrollToFirstError>
        {fields.map((f) => (
          <One key={f.name} field={f} path={[f.name]} whole={whole} />
        ))}
      </Form>
    </Modal>
  );
}

function defaults(fields: Field[], checklist: string[]): Values {
  const out: Values = {};
  for (const f of fields) {
    if (f.kind === 'rows') {
      out[f.name] = f.name === 'items' ? checklist.map((item) => ({ item })) : f.fixed ?? Array.from({ length: f.start ?? 0 }, () => ({}));
    } else if (f.kind === 'flag') {
      out[f.name] = false;
    }
  }
  return out;
}

/** What the interface expects: dates as text, absent options left out, the fit of a grade by scenario. */
function shape(fields: Field[], values: Values, act: string): Values {
  const out: Values = {};
  for (const f of fields) {
    const v = values[f.name];
    if (v === undefined || v === null || v === '') {
      if (f.kind === 'tags' || f.kind === 'many' || f.kind === 'documents') {
        out[f.name] = [];
      } else if (f.kind === 'text' || f.kind === 'area' || f.kind === 'select') {
        out[f.name] = '';
      }
      continue;
    }
    if (f.kind === 'date') {
      out[f.name] = dayjs(v as string).format('YYYY-MM-DD');
    } else if (f.kind === 'rows') {
      const rows = (v as Values[]).map((row, i) => ({ ...(f.fixed?.[i] ?? {}), ...row, ...shape(f.fields, row, act) }));
      out[f.name] = act.startsWith('grade') && f.name === 'fit' ? Object.fromEntries(rows.map((r) => [r['scenario'], r['level']])) : rows;
    } else {
      out[f.name] = v;
    }
  }
  return out;
}

function One({ field, path, whole }: { field: Field; path: (string | number)[]; whole: Whole | null }) {
  const { t, text, lang } = useWords();
  const process = useProcess();
  const rules = field.optional || field.kind === 'flag' || field.kind === 'rows' || field.kind === 'scores' ? [] : [{ required: true, message: t('required') }];
  const label = text(field.label);
  const extra = field.help ? text(field.help) : undefined;
  switch (field.kind) {
    case 'flag':
      return <Form.Item name={path} valuePropName="checked"><Checkbox>{label}</Checkbox></Form.Item>;
    case 'rows':
      return (
        <fieldset style={{ border: '1px solid #dfe4e8', borderRadius: 6, marginBottom: 16, padding: '4px 16px 12px' }}>
          <legend>{label}</legend>
          <Form.List name={path}>
            {(rows, { add, remove }) => (
              <>
                {rows.map((row) => (
                  <div key={row.key} style={{ display: 'grid', gridTemplateColumns: `repeat(auto-fit, minmax(170px, 1fr))`, gap: 12, alignItems: 'start', borderBottom: '1px dashed #e3e7ea', marginBottom: 8 }}>
                    {field.fixed !== undefined && (
                      <strong style={{ paddingTop: 28 }}>
                        {field.name === 'items' ? text(process?.checklist[row.name]?.label) : text(focusLabel(row.name + 1))}
                      </strong>
                    )}
                    {field.fields.map((f) => <One key={f.name} field={f} path={[row.name, f.name]} whole={whole} />)}
                    {field.fixed === undefined && <Button style={{ marginTop: 28 }} onClick={() => remove(row.name)}>{t('remove')}</Button>}
                  </div>
                ))}
                {field.fixed === undefined && <Button onClick={() => add({})}>{t('add')}</Button>}
              </>
            )}
          </Form.List>
        </fieldset>
      );
    case 'scores':
      return (
        <fieldset style={{ border: '1px solid #dfe4e8', borderRadius: 6, marginBottom: 16, padding: '4px 16px 0' }}>
          <legend>{label}</legend>
          <Space wrap>
            {field.items.map((item) => (
              <Form.Item key={item} name={[...path, item]} label={choice(item, lang)} rules={[{ required: true, message: t('required') }]}>
                <InputNumber min={0} max={4} precision={0} />
              </Form.Item>
            ))}
          </Space>
        </fieldset>
      );
    default:
      return (
        <Form.Item name={path} label={label} rules={rules} extra={extra} valuePropName="value">
          <Control field={field} whole={whole} />
        </Form.Item>
      );
  }
}

interface Bound { value?: unknown; onChange?: (value: unknown) => void; id?: string }

function Control({ field, whole, ...bound }: { field: Field; whole: Whole | null } & Bound) {
  const { t, lang } = useWords();
  const organisations = useOrganisations();
  const experts = useExperts(field.kind === 'expert');
  const change = bound.onChange as (v: unknown) => void;
  const orgName = (o: { nameZh: string; nameEn: string }) => (lang === 'zh' ? o.nameZh : o.nameEn);
  const pick = (options: { value: unknown; label: string }[]) => (
    <Select id={bound.id} value={bound.value as never} onChange={change} options={options as never} placeholder={t('choose')} allowClear={field.optional} showSearch={{ optionFilterProp: 'label' }} />
  );
  switch (field.kind) {
    case 'text': return <Input id={bound.id} value={bound.value as string} onChange={(e) => change(e.target.value)} />;
    case 'area': return <Input.TextArea id={bound.id} autoSize={{ minRows: 2 }} value={bound.value as string} onChange={(e) => change(e.target.value)} />;
    case 'yaml': return <textarea id={bound.id} className="yaml" spellCheck={false} value={(bound.value as string) ?? ''} onChange={(e) => change(e.target.value)} />;
    case 'number': return <InputNumber id={bound.id} style={{ width: '100%' }} value={bound.value as number} onChange={change} />;
    case 'date': return <DatePicker id={bound.id} style={{ width: '100%' }} value={bound.value as never} onChange={(d) => change(d)} />;
    case 'select': return pick(field.choices.map((c) => ({ value: c, label: choice(c, lang) })));
    case 'many': return <Checkbox.Group value={bound.value as string[]} onChange={change} options={field.choices.map((c) => ({ value: c, label: choice(c, lang) }))} />;
    case 'tags': return <Select id={bound.id} mode="tags" open={false} suffixIcon={null} value={bound.value as string[]} onChange={change} />;
    case 'authority': return pick(organisations.filter((o) => o.kind.endsWith('AUTHORITY')).map((o) => ({ value: o.id, label: orgName(o) })));
    case 'organisation': return pick(organisations.map((o) => ({ value: o.id, label: orgName(o) })));
    case 'expert': return pick(experts.map((e) => ({ value: e.id, label: `${e.name} · ${orgName(organisations.find((o) => o.id === e.organisation) ?? { nameZh: '', nameEn: '' })}` })));
    case 'implementerPerson': return <Implementers {...bound} />;
    case 'document': return <Documents whole={whole} many={false} {...bound} />;
    case 'documents': return <Documents whole={whole} many {...bound} />;
    case 'run': return pick((whole?.filings ?? []).filter((f) => f.act === 'record-run').map((f) => ({ value: f.number, label: `#${f.number}` })));
    case 'amendment': return pick((whole?.filings ?? []).filter((f) => f.act === 'propose-amendment').map((f) => ({ value: f.number, label: `#${f.number} ${String(f.body['section'] ?? '')}` })));
    case 'findingNumber': return pick((whole?.findings ?? []).filter((f) => !f.verdict).map((f) => ({ value: f.number, label: `${f.number}. ${f.text}` })));
    case 'resultsFile':
      return (
        <Upload accept=".json" maxCount={1} beforeUpload={(file) => { void file.text().then((x) => change(JSON.parse(x))); return false; }}>
          <Button>{t('upload')}</Button>
        </Upload>
      );
    default: return null;
  }
}

function Implementers(bound: Bound) {
  const { t } = useWords();
  const people = useQuery({ queryKey: ['implementers'], queryFn: () => get<{ id: string; name: string; organisation: string }[]>('/implementers') }).data ?? [];
  return <Select id={bound.id} value={bound.value as never} onChange={bound.onChange as never} options={people.map((p) => ({ value: p.id, label: p.name })) as never} placeholder={t('choose')} />;
}

function Documents({ whole, many, ...bound }: { whole: Whole | null; many: boolean } & Bound) {
  const { t } = useWords();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const id = whole?.evaluation.id ?? '';
  const documents = useQuery({ queryKey: ['documents', id], queryFn: () => get<Doc[]>(`/evaluations/${id}/documents`), enabled: id !== '' }).data ?? [];
  const add = async (file: File) => {
    try {
      const added = (await call<Doc>('POST', `/evaluations/${id}/documents?name=${encodeURIComponent(file.name)}`, file as Blob)).value;
      await client.invalidateQueries({ queryKey: ['documents', id] });
      (bound.onChange as (v: unknown) => void)(many ? [...((bound.value as string[]) ?? []), added.id] : added.id);
      setError(null);
    } catch (e) {
      setError(e);
    }
  };
  return (
    <>
      <Trouble error={error} />
      <Space.Compact style={{ width: '100%' }}>
        <Select id={bound.id} style={{ flex: 1 }} mode={many ? 'multiple' : undefined} value={bound.value as never} onChange={bound.onChange as never} options={documents.map((d) => ({ value: d.id, label: d.name })) as never} placeholder={t('choose')} allowClear />
        <Upload showUploadList={false} beforeUpload={(file) => { void add(file); return false; }}>
          <Button>{t('upload')}</Button>
        </Upload>
      </Space.Compact>
    </>
  );
}
