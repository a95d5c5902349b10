import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, AutoComplete, Button, Checkbox, DatePicker, Form, Input, InputNumber, Select, Spin, Upload } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { call, get, Refused, type Doc, type Me, type Offer, type Process, type Whole } from '../api';
import { draftOf, keptAs, type Draft } from '../draft';
import { FINAL, FORMS, focusLabel, principleLabel, undecided, type Field } from '../forms';
import { Heading, Mark, Nothing, Written } from '../parts/Small';
import { showBeside } from '../parts/beside';
import { Trouble } from '../parts/Trouble';
import { useDocuments, useExperts, useOrganisations, useProcess, useWhole } from '../process';
import { defaults, shape, unshape, type Lists, type Values } from '../shape';
import { choice, useWords } from '../words';
import { Asked } from './evaluation/Overview';

const ProtocolEditor = lazy(() => import('../protocol/Editor'));
const STARTERS = ['INITIATOR', 'LOCAL_AUTHORITY', 'NATIONAL_AUTHORITY'];

/** What an act answers: what was asked is shown above its form. */
const ASKED_BY: Record<string, string> = { 'supply-documents': 'request-documents', 'log-extraction': 'name-data-provider' };

/** The page on which an act is done: what it needs, what it leads to, and its form. */
export default function Act({ me }: { me: Me }) {
  const { id, act = 'create', role = STARTERS.find((r) => me.roles.includes(r)) ?? '' } = useParams();
  const { t } = useWords();
  const process = useProcess();
  const whole = useWhole(id);
  if (!process || (id && whole.isPending)) {
    return <Spin />;
  }
  if (id && whole.isError) {
    return <Nothing title={whole.error instanceof Refused ? whole.error.title : t('forbidden')} help={t('forbiddenHelp')}><Link to="/evaluations">{t('evaluations')}</Link></Nothing>;
  }
  return <Offered key={`${id}/${act}/${role}`} me={me} what={{ act, role }} whole={whole.data?.value ?? null} etag={whole.data?.etag ?? ''} />;
}

/** An act that could be done when the page was opened stays on it: what was typed is not to vanish because somebody else was faster. */
function Offered({ me, what: { act, role }, whole, etag }: { me: Me; what: { act: string; role: string }; whole: Whole | null; etag: string }) {
  const { t } = useWords();
  const process = useProcess();
  const id = whole?.evaluation.id;
  const known = process?.acts.find((a) => a.id === act);
  const now: Offer | undefined = id
    ? whole?.offers.find((o) => o.act === act && o.role === role)
    : known && role ? { act, role, label: known.label, to: known.to, needs: known.conditions } : undefined;
  const [first] = useState(now);
  const offer = now ?? first;
  if (!offer) {
    return <Nothing title={t('acts')} help={t('actGone')}><Link to={id ? `/evaluations/${id}` : '/evaluations'}>{id ? t('toEvaluation') : t('evaluations')}</Link></Nothing>;
  }
  return <Doing me={me} offer={offer} gone={!now} whole={whole} etag={etag} />;
}

/** What the form starts with: what was filed last where the act goes on from it. */
function startOf(act: string, whole: Whole | null): Values {
  const filed = [...(whole?.filings ?? [])].reverse();
  const last = (...acts: string[]) => filed.find((f) => acts.includes(f.act))?.body;
  switch (act) {
    case 'edit-application': return last('create', 'edit-application') ?? {};
    case 'edit-protocol': case 'propose-amendment': return { yaml: filed.find((f) => typeof f.body['yaml'] === 'string')?.body['yaml'] };
    case 'declare-interests': return { funding: [{ currency: 'CNY' }] };
    case 'record-monitoring': return { item: whole?.evaluation.itemCodes.length === 1 ? whole.evaluation.itemCodes[0] : undefined };
    case 'prepare-release': return { summaryZh: last('submit-report')?.['summaryZh'], summaryEn: last('submit-report')?.['summaryEn'] };
    case 'submit-report': return { parts: (FORMS['submit-report'] ?? []).flatMap((f) => (f.kind === 'many' ? f.choices : [])) };
    case 'answer-minutes': {
      const points = (last('record-minutes')?.['points'] ?? []) as { focus: number; change: boolean }[];
      const open = points.filter((p) => p.change).map((p) => ({ focus: p.focus }));
      return open.length > 0 ? { answers: open } : {};
    }
    default: return {};
  }
}

/** Statements of independence are for those who carry out what they initiated. */
function fieldsOf(offer: Offer, whole: Whole | null): Field[] {
  const asked = (whole?.selfConducted ?? false) && ['INITIATOR', 'IMPLEMENTER'].includes(offer.role);
  return (FORMS[offer.act] ?? []).filter((f) => f.name !== 'independence' || asked);
}

/** Rows that the process names: items of the checklist and of independence. */
const listsOf = (process: Process | undefined): Lists => ({ items: process?.checklist.map((c) => c.id) ?? [], independence: process?.independence.map((i) => i.id) ?? [] });

function Doing({ me, offer, gone, whole, etag }: { me: Me; offer: Offer; gone: boolean; whole: Whole | null; etag: string }) {
  const { t, text } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const process = useProcess();
  const [form] = Form.useForm<Values>();
  const fields = useMemo(() => fieldsOf(offer, whole), [offer, whole]);
  const id = whole?.evaluation.id;
  const keep = keptAs(me.id, id ?? 'new', offer.act);
  const [kept, setKept] = useState(() => draftOf(sessionStorage.getItem(keep)));
  const [basis, setBasis] = useState<Omit<Draft, 'values'>>(() => kept ?? { etag, filings: whole?.filings.length ?? 0 });
  const overtaken = id !== undefined && basis.etag !== etag;
  const saving = useRef(0);
  const unsaved = useRef<(() => void) | null>(null);
  const initial: Values = useMemo(
    () => ({ ...defaults(fields, listsOf(process)), ...unshape(fields, startOf(offer.act, whole)), ...(kept ? unshape(fields, kept.values) : {}) }),
    [fields, process, offer.act, whole, kept],
  );
  const save = (values: Values) => {
    window.clearTimeout(saving.current);
    unsaved.current = () => {
      unsaved.current = null;
      try {
        sessionStorage.setItem(keep, JSON.stringify({ ...basis, values } satisfies Draft));
      } catch {
        // A file beyond what a browser keeps: it is on the disk, and chosen again.
      }
    };
    saving.current = window.setTimeout(() => unsaved.current?.(), 400);
  };
  useEffect(() => {
    const leave = () => unsaved.current?.();
    window.addEventListener('pagehide', leave);
    return () => { leave(); window.removeEventListener('pagehide', leave); };
  }, []);
  /** Rows that come with a choice: the checklist of a link. */
  const follow = (changed: Values) => {
    for (const f of fields) {
      if (f.kind === 'rows' && f.list && changed[f.list] !== undefined) {
        form.setFieldValue(f.name, process?.qualityLinks.filter((q) => q.link === changed[f.list!]).map((q) => ({ item: q.id })) ?? []);
      }
    }
  };
  const forget = () => {
    window.clearTimeout(saving.current);
    unsaved.current = null;
    sessionStorage.removeItem(keep);
  };
  const here = (): Omit<Draft, 'values'> => ({ etag, filings: whole?.filings.length ?? 0 });
  const startAfresh = () => { forget(); send.reset(); setKept(null); setBasis(here()); window.setTimeout(() => form.resetFields()); };
  const goOn = () => { send.reset(); setBasis(here()); };
  const send = useMutation({
    mutationFn: (values: Values) => {
      const body = shape(fields, values, offer.act);
      const path = id ? `/evaluations/${id}/acts/${offer.act}?role=${offer.role}` : `/evaluations?role=${offer.role}`;
      return call<{ id: string }>('POST', path, body, id ? { 'If-Match': basis.etag } : {});
    },
    onSuccess: (answer) => {
      forget();
      void message.success(t('ok'));
      void client.invalidateQueries();
      // Going back from the evaluation leads to where one came from, not to a form that has been sent.
      navigate(`/evaluations/${answer.value.id}`, { replace: true });
    },
    onError: (error) => {
      showBeside(form, error);
      if (error instanceof Refused) {
        if (error.status === 412) {
          void client.invalidateQueries({ queryKey: ['evaluation', id] });
        }
      }
      window.scrollTo(0, 0);
    },
  });
  const state = (key: string | null) => text(process?.states.find((s) => s.id === key)?.label);
  const away = id ? `/evaluations/${id}` : '/evaluations';
  return (
    <>
      <Heading title={text(offer.label)}>
        <Link to={away}>{id ? t('toEvaluation') : t('evaluations')}</Link>
      </Heading>
      <section className="panel">
        {whole && (
          <p>
            <Written>{`${whole.evaluation.number} ${text(whole.evaluation.title)}`}</Written>　<Mark>{text(whole.evaluation.stateLabel)}</Mark>
            {offer.to ? <> → <Mark tone="strong">{state(offer.to)}</Mark></> : <span className="quiet"> {t('stays')}</span>}
          </p>
        )}
        {offer.needs.length > 0 && <><strong>{t('needs')}</strong><ul>{offer.needs.map((n) => <li key={n.condition}>{text(n.label)}</li>)}</ul></>}
        {FINAL.has(offer.act) && <div className="note note-warn">{t('final')}</div>}
        {kept && !overtaken && <div className="note">{t('draftKept')} <button type="button" className="plain" onClick={startAfresh}>{t('discard')}</button></div>}
        {whole && (overtaken || gone) ? <Overtaken whole={whole} since={basis.filings} gone={gone} goOn={goOn} startAfresh={startAfresh} /> : <Trouble error={send.error} />}
        {send.error instanceof Refused && send.error.status === 401 && <p><Link className="plain first" to="/sign-in" state={{ back: window.location.pathname }}>{t('signInAgain')}</Link></p>}
        {whole && ASKED_BY[offer.act] && <Asked whole={whole} only={ASKED_BY[offer.act]} />}
        {offer.act === 'assign-experts' && id && <DrawExperts id={id} use={(experts) => form.setFieldValue('experts', experts)} />}
        {offer.act === 'compare-sample' && id && <DrawRows id={id} read={() => form.getFieldsValue(true) as Values} use={(seed) => form.setFieldValue('seed', seed)} />}
        <Form form={form} layout="vertical" initialValues={initial} onValuesChange={(changed, all) => { follow(changed); save(form.getFieldsValue(true) as Values ?? all); }} onFinish={(values) => send.mutate(values)} scrollToFirstError={{ block: 'center', focus: true }}>
          {fields.map((f) => (
            <One key={f.name} field={f} path={[f.name]} whole={whole} />
          ))}
          <div className="buttons">
            <Button type="primary" htmlType="submit" loading={send.isPending} disabled={overtaken || gone}>{t('submit')}</Button>
            <Link className="plain" to={away}>{t('cancel')}</Link>
          </div>
        </Form>
      </section>
    </>
  );
}

/** Somebody acted on the evaluation while this form was being filled in: what he did, and what becomes of what stands in the form. */
function Overtaken({ whole, since, gone, goOn, startAfresh }: { whole: Whole; since: number; gone: boolean; goOn: () => void; startAfresh: () => void }) {
  const { t, text, time } = useWords();
  const later = whole.filings.slice(since);
  return (
    <div className="note note-warn" role="alert">
      <strong>{gone ? t('overtakenGone') : t('overtaken')}</strong>
      {later.length > 0 && <ul>{later.map((f) => <li key={f.number}>{text(f.label)} · <Written>{whole.names[f.by] ?? ''}</Written> · {time(f.at)}</li>)}</ul>}
      <p>{gone ? t('overtakenCopy') : t('overtakenChoose')}</p>
      <p className="buttons">
        {!gone && <button type="button" className="plain first" onClick={goOn}>{t('keepMine')}</button>}
        {!gone && <button type="button" className="plain" onClick={startAfresh}>{t('takeTheirs')}</button>}
        <a className="plain" href={`/evaluations/${whole.evaluation.id}/history`} target="_blank" rel="noreferrer">{t('seeWhatChanged')}</a>
      </p>
    </div>
  );
}

type Path = (string | number)[];

/** One field. Within rows the list names its own part of the path, and the control needs the whole of it. */
function One({ field, path, whole, row, within = [] }: { field: Field; path: Path; whole: Whole | null; row?: string; within?: Path }) {
  if (field.kind === 'computed') {
    return null;
  }
  const shown = field.when;
  if (!shown) {
    return <Always field={field} path={path} whole={whole} row={row} />;
  }
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue }) => (shown((getFieldValue(within as never) ?? {}) as Values) ? <Always field={field} path={path} whole={whole} row={row} /> : null)}
    </Form.Item>
  );
}

function Always({ field, path, whole, row }: { field: Exclude<Field, { kind: 'computed' }>; path: Path; whole: Whole | null; row?: string }) {
  const { t, text, lang } = useWords();
  const process = useProcess();
  const form = Form.useFormInstance();
  const needed = !(field.optional || field.kind === 'flag' || field.kind === 'rows' || field.kind === 'scores');
  const label = text(field.label);
  const extra = field.help ? text(field.help) : undefined;
  const rules = needed ? [{ required: true, message: `${t('required')}${lang === 'zh' ? '：' : ': '}${label}` }] : [];
  switch (field.kind) {
    case 'flag':
      return <Form.Item name={path} valuePropName="checked"><Checkbox>{label}</Checkbox></Form.Item>;
    case 'rows':
      return (
        <fieldset className="part">
          <legend>{label}</legend>
          <Form.List name={path}>
            {(rows, { add, remove }) => (
              <>
                {rows.map((r) => {
                  const item: unknown = form.getFieldValue([...path, r.name, 'item']);
                  const named = [...(process?.checklist ?? []), ...(process?.qualityLinks ?? []), ...(process?.independence ?? [])].find((i) => i.id === item);
                  const name = field.fixed === undefined ? `${label} ${r.name + 1}` : text(named?.label ?? focusLabel(r.name + 1));
                  return (
                    <div key={r.key} className="repeat" role="group" aria-label={name}>
                      {field.fixed !== undefined && <strong>{name}</strong>}
                      {field.fields.map((f) => <One key={f.name} field={f} path={[r.name, f.name]} whole={whole} row={name} within={[...path, r.name]} />)}
                      {field.fixed === undefined && rows.length > 1 && <button type="button" className="plain" onClick={() => remove(r.name)}>{t('remove')}<span className="unseen"> {name}</span></button>}
                    </div>
                  );
                })}
                {field.fixed === undefined && <p><button type="button" className="plain" onClick={() => add({})}>{t('add')}<span className="unseen"> {label}</span></button></p>}
              </>
            )}
          </Form.List>
        </fieldset>
      );
    case 'scores':
      return (
        <fieldset className="part">
          <legend>{label}</legend>
          <div className="repeat">
            {field.items.map((item) => (
              <Form.Item key={item} name={[...path, item]} label={choice(item, lang)} rules={[{ required: true, message: t('required') }]}>
                <InputNumber min={0} max={4} precision={0} style={{ width: '100%' }} />
              </Form.Item>
            ))}
          </div>
        </fieldset>
      );
    default:
      return (
        <Form.Item name={path} label={field.kind === 'many' ? <span id={`many-${field.name}`}>{label}</span> : label} rules={rules} extra={extra} valuePropName="value">
          <Control field={field} whole={whole} name={row ? `${row} ${label}` : label} />
        </Form.Item>
      );
  }
}

interface Bound { value?: unknown; onChange?: (value: unknown) => void; id?: string }

function Control({ field, whole, name, ...bound }: { field: Field; whole: Whole | null; name: string } & Bound) {
  const { t, text, lang } = useWords();
  const process = useProcess();
  const organisations = useOrganisations();
  const experts = useExperts(field.kind === 'expert');
  const change = bound.onChange as (v: unknown) => void;
  const orgName = (o?: { nameZh: string; nameEn: string }) => (o ? (lang === 'zh' ? o.nameZh : o.nameEn) : '');
  const pick = (options: { value: unknown; label: string }[]) => (
    <Select id={bound.id} aria-label={name} value={(bound.value === '' ? undefined : bound.value) as never} onChange={change} options={options as never} placeholder={t('choose')} allowClear={field.optional} showSearch={{ optionFilterProp: 'label' }} labelRender={(o) => <Written>{String(o.label ?? '')}</Written>} optionRender={(o) => <Written>{String(o.label ?? '')}</Written>} notFoundContent={<span>{t('nothingToChoose')}</span>} />
  );
  switch (field.kind) {
    case 'text': return <Input id={bound.id} value={bound.value as string} onChange={(e) => change(e.target.value)} />;
    case 'area': return <Input.TextArea id={bound.id} autoSize={{ minRows: 2 }} value={bound.value as string} onChange={(e) => change(e.target.value)} />;
    case 'yaml': return <Suspense fallback={<Spin />}><ProtocolEditor evaluation={whole?.evaluation.id ?? ''} value={(bound.value as string) ?? ''} onChange={change} /></Suspense>;
    case 'number': return <InputNumber id={bound.id} style={{ width: '100%' }} value={bound.value as number} onChange={change} />;
    // Enter takes the day that was typed; it does not send the form.
    case 'date': return <DatePicker id={bound.id} style={{ width: '100%' }} value={bound.value as never} onChange={(d) => change(d)} onKeyDown={(e) => { if (e.key === 'Enter') { e.preventDefault(); } }} />;
    case 'select': return pick(field.choices.map((c) => ({ value: c, label: choice(c, lang, field.group) })));
    case 'focus': return pick([1, 2, 3, 4, 5, 6, 7].map((n) => ({ value: n, label: text(focusLabel(n)) })));
    case 'principle': return pick([1, 2, 3, 4, 5, 6].map((n) => ({ value: n, label: text(principleLabel(n)) })));
    case 'many': return <Checkbox.Group aria-labelledby={`many-${field.name}`} value={bound.value as string[]} onChange={change} options={field.choices.map((c) => ({ value: c, label: choice(c, lang, field.group) }))} />;
    case 'named': return pick((process?.[field.list] ?? []).map((c) => ({ value: c.id, label: text(c.label) })));
    case 'priceItem': return <PriceItem value={(bound.value as string) ?? ''} change={change} id={bound.id} name={name} />;
    case 'tags': return <Tags value={(bound.value as string[]) ?? []} onChange={change} id={bound.id} name={name} />;
    case 'authority': return pick(organisations.filter((o) => o.kind.endsWith('AUTHORITY')).map((o) => ({ value: o.id, label: orgName(o) })));
    case 'organisation': return pick(organisations.map((o) => ({ value: o.id, label: orgName(o) })));
    case 'expert': return pick(experts.map((e) => ({ value: e.id, label: `${e.name} · ${orgName(organisations.find((o) => o.id === e.organisation))}` })));
    case 'implementerPerson': return <Implementers name={name} {...bound} />;
    case 'document': return <Documents whole={whole} many={false} name={name} {...bound} />;
    case 'documents': return <Documents whole={whole} many name={name} {...bound} />;
    case 'extraction': return pick(filed(whole, 'log-extraction').map((f) => ({ value: f.number, label: `#${f.number} ${String(f.body['source'] ?? '')} · ${String(f.body['rows'] ?? '')}` })));
    case 'supportRequest': return pick(undecided('supportRequest', whole).map((f) => ({ value: f.number, label: `#${f.number} ${String(f.body['text'] ?? '').slice(0, 60)}` })));
    case 'run': return pick(filed(whole, 'record-run').map((f) => ({ value: f.number, label: `#${f.number} · ${new Date(f.at).toLocaleDateString(lang === 'zh' ? 'zh-CN' : 'en-GB')}` })));
    case 'amendment': return pick(undecided('amendment', whole).map((f) => ({ value: f.number, label: `#${f.number} ${String(f.body['section'] ?? '')}` })));
    case 'findingNumber': return pick((whole?.findings ?? []).filter((f) => !f.verdict).map((f) => ({ value: f.number, label: `${f.number}. ${f.text}` })));
    case 'resultsFile': return <ResultsFile change={change} id={bound.id} present={bound.value !== undefined} />;
    default: return null;
  }
}

const filed = (whole: Whole | null, act: string) => (whole?.filings ?? []).filter((f) => f.act === act);

interface Priced { code: string; nameZh: string; nameEn: string; unit: string; price: number }

/** A code, typed or found in the price list by part of a code or a name. */
function PriceItem({ value, change, id, name }: { value: string; change: (v: unknown) => void; id?: string; name: string }) {
  const { lang } = useWords();
  const [words, setWords] = useState('');
  const found = useQuery({ queryKey: ['prices', words], queryFn: () => get<Priced[]>(`/prices?q=${encodeURIComponent(words)}`), enabled: words.trim() !== '', retry: false }).data ?? [];
  const label = (p: Priced) => `${p.code} · ${lang === 'zh' ? p.nameZh : p.nameEn} · ${lang === 'zh' ? `${p.price} 元/${p.unit}` : `CNY ${p.price}`}`;
  return <AutoComplete id={id} aria-label={name} value={value} onChange={change} showSearch={{ onSearch: setWords, filterOption: false }} options={found.map((p) => ({ value: p.code, label: label(p) }))} />;
}

/** Lines of text, one an entry: written as anybody writes a list. */
function Tags({ value, onChange, id, name }: { value: string[]; onChange: (value: string[]) => void; id?: string; name: string }) {
  const { lang } = useWords();
  const [raw, setRaw] = useState(value.join('\n'));
  const take = (next: string) => {
    setRaw(next);
    onChange(next.split('\n').map((l) => l.trim()).filter((l) => l !== ''));
  };
  return <Input.TextArea id={id} aria-label={name} autoSize={{ minRows: 2 }} value={raw} placeholder={lang === 'zh' ? '每行一条' : 'One a line'} onChange={(e) => take(e.target.value)} />;
}

function ResultsFile({ change, id, present }: { change: (v: unknown) => void; id?: string; present: boolean }) {
  const { lang, t } = useWords();
  const [said, setSaid] = useState('');
  const read = async (file: File) => {
    try {
      const value: unknown = JSON.parse(await file.text());
      change(value);
      const inside = value as { estimates?: unknown[]; protocol?: { id?: string } };
      setSaid(`${file.name} · ${inside.protocol?.id ?? ''} · ${inside.estimates?.length ?? 0} ${lang === 'zh' ? '项估计' : 'estimates'}`);
    } catch {
      change(undefined);
      setSaid(lang === 'zh' ? '这个文件不是 results.json：请选择运行输出文件夹中的 results.json。' : 'This is not a results.json: choose the one in the output folder of the run.');
    }
  };
  return (
    <>
      <Upload id={id} accept=".json" maxCount={1} showUploadList={false} beforeUpload={(file) => { void read(file); return false; }}>
        <Button>{t('upload')}</Button>
      </Upload>
      <p role="status" className={present ? 'quiet' : 'wrong'}>{said}</p>
    </>
  );
}

function Implementers({ name, ...bound }: { name: string } & Bound) {
  const { t } = useWords();
  const people = useQuery({ queryKey: ['implementers'], queryFn: () => get<{ id: string; name: string; organisation: string }[]>('/implementers') }).data ?? [];
  return <Select id={bound.id} aria-label={name} value={bound.value as never} onChange={bound.onChange as never} options={people.map((p) => ({ value: p.id, label: p.name })) as never} placeholder={t('choose')} />;
}

function Documents({ whole, many, name, ...bound }: { whole: Whole | null; many: boolean; name: string } & Bound) {
  const { t } = useWords();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const id = whole?.evaluation.id ?? '';
  const [uploaded, setUploaded] = useState<Doc[]>([]);
  // Whoever sees the summary alone is not given the list of files: what he uploads keeps its name here.
  const documents = new Map([...uploaded, ...useDocuments(id)].map((d) => [d.id, d.name]));
  const chosen = ([] as string[]).concat((bound.value as string | string[] | undefined) ?? []);
  chosen.filter((v) => !documents.has(v)).forEach((v) => documents.set(v, `${t('fileOf')} ${v.slice(0, 8)}`));
  const add = async (file: File) => {
    try {
      const added = (await call<Doc>('POST', `/evaluations/${id}/documents?name=${encodeURIComponent(file.name)}`, file as Blob)).value;
      setUploaded((all) => [...all, added]);
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
      <div style={{ display: 'flex', gap: 8 }}>
        <Select id={bound.id} aria-label={name} style={{ flex: 1, minWidth: 0 }} mode={many ? 'multiple' : undefined} value={bound.value as never} onChange={bound.onChange as never} options={[...documents].map(([value, label]) => ({ value, label })) as never} placeholder={t('choose')} allowClear />
        <Upload showUploadList={false} beforeUpload={(file) => { void add(file); return false; }}>
          <Button aria-label={`${t('upload')} ${name}`}>{t('upload')}</Button>
        </Upload>
      </div>
    </>
  );
}

interface Draw { seed: number; experts: { account: string; name: string; field: string }[]; missing: string[] }

/** A draw of experts by field, among those who need not keep out; the official looks at it and may change it. */
function DrawExperts({ id, use }: { id: string; use: (experts: Values[]) => void }) {
  const { t, lang, list } = useWords();
  const draw = useMutation({
    mutationFn: () => get<Draw>(`/evaluations/${id}/experts/draw`),
    onSuccess: (d) => use(d.experts.map((e) => ({ account: e.account, field: e.field }))),
  });
  const fields = (all: string[]) => list(all.map((f) => choice(f, lang, 'field')));
  return (
    <p>
      <Button onClick={() => draw.mutate()} loading={draw.isPending}>{t('drawExperts')}</Button>{' '}
      <span role="status" className="quiet">{draw.data && `${t('seed')} ${draw.data.seed}${draw.data.missing.length > 0 ? `${lang === 'zh' ? '；专家库中没有可用的：' : '; nobody in the pool for: '}${fields(draw.data.missing)}` : ''}`}</span>
      <Trouble error={draw.error} />
    </p>
  );
}

/** Numbers of rows that are to be compared with their source. */
function DrawRows({ id, read, use }: { id: string; read: () => Values; use: (seed: number) => void }) {
  const { t, lang } = useWords();
  const draw = useMutation({
    mutationFn: () => {
      const v = read();
      const seed = typeof v['seed'] === 'number' ? `&seed=${v['seed']}` : '';
      return get<{ seed: number; frame: number; rows: number[] }>(`/evaluations/${id}/sample?extraction=${Number(v['extraction'] ?? 0)}&size=${Number(v['size'] ?? 0)}${seed}`);
    },
    onSuccess: (d) => use(d.seed),
  });
  return (
    <div className="note">
      <p>{t('drawRowsHelp')}</p>
      <Button onClick={() => draw.mutate()} loading={draw.isPending}>{t('drawRows')}</Button>
      <Trouble error={draw.error} />
      {draw.data && <p role="status">{lang === 'zh' ? `从 ${draw.data.frame} 行中抽取（种子 ${draw.data.seed}）的行号：` : `Rows drawn from ${draw.data.frame} (seed ${draw.data.seed}):`} <span className="written">{draw.data.rows.join(lang === 'zh' ? '、' : ', ')}</span></p>}
    </div>
  );
}
