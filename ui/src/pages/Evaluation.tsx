import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Result, Space, Spin, Table, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { call, get, Refused, type Doc, type Entry, type Me, type Offer, type Whole } from '../api';
import { ActForm } from '../parts/ActForm';
import { MonitoringChart } from '../parts/MonitoringChart';
import { ProtocolPanel } from '../parts/ProtocolPanel';
import { StageTrack } from '../parts/StageTrack';
import { useProcess } from '../process';
import { choice, useWords } from '../words';

export default function EvaluationPage({ me }: { me: Me }) {
  const { id = '' } = useParams();
  const { t, text, time, lang } = useWords();
  const process = useProcess();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [start, setStart] = useState<Record<string, unknown>>({});
  const whole = useQuery({ queryKey: ['evaluation', id], queryFn: () => call<Whole>('GET', `/evaluations/${id}`) });
  if (whole.isPending) {
    return <Spin />;
  }
  if (whole.isError) {
    return <Result status="403" title={whole.error instanceof Refused ? whole.error.title : t('forbidden')} />;
  }
  const { value, etag } = whole.data;
  const e = value.evaluation;
  const name = (key: string | null) => (key ? value.names[key] ?? key : '');
  const roleName = (role: string) => text(process?.roles.find((r) => r.id === role)?.label) || role;
  const begin = (o: Offer) => {
    const last = [...value.filings].reverse();
    const application = last.find((f) => f.act === 'create' || f.act === 'edit-application');
    const yaml = last.find((f) => typeof f.body['yaml'] === 'string');
    setStart(o.act === 'edit-application' && application ? application.body : o.act === 'edit-protocol' || o.act === 'propose-amendment' ? { yaml: yaml?.body['yaml'] } : {});
    setOffer(o);
  };
  const application = [...value.filings].reverse().find((f) => f.act === 'create' || f.act === 'edit-application')?.body ?? {};
  return (
    <>
      <div className="heading">
        <h1>{e.number} {text(e.title)}</h1>
        <Space className="no-print">
          <Tag color={e.grade === 'N' ? 'error' : 'processing'}>{text(e.stateLabel)}</Tag>
          {e.grade && <Tag color="gold">{t('grade')} {e.grade}</Tag>}
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </Space>
      </div>
      <section className="panel"><StageTrack stage={e.stage} state={e.state} /></section>
      {value.alerts.length > 0 && (
        <Alert type="warning" showIcon style={{ marginBottom: 16 }} title={t('alerts')} description={value.alerts.map((a, i) => <div key={i}>{a.item}：{text(a.text)}</div>)} />
      )}
      <section className="panel no-print">
        <h2>{t('acts')}</h2>
        {value.offers.length === 0 ? <p>{t('noActs')}</p> : (
          <Space wrap>
            {value.offers.map((o) => (
              <Button key={o.act + o.role} type={o.to && !/withdraw|terminat|reject|not-reported/.test(o.act) ? 'primary' : 'default'} danger={/withdraw|terminat|reject|not-reported/.test(o.act)} onClick={() => begin(o)}>
                {text(o.label)}{me.roles.length > 1 ? `（${roleName(o.role)}）` : ''}
              </Button>
            ))}
          </Space>
        )}
      </section>
      <section className="panel">
        <Tabs
          items={[
            {
              key: 'overview', label: t('overview'), children: (
                <>
                  <dl className="facts">
                    <Fact name={t('due')} value={e.dueOn ?? ''} />
                    <Fact name={lang === 'zh' ? '政策场景' : 'Scenario'} value={choice(e.scenario, lang)} />
                    <Fact name={lang === 'zh' ? '时限类别' : 'Pace'} value={choice(e.pace, lang)} />
                    <Fact name={lang === 'zh' ? '评价对象' : 'Object'} value={choice(e.objectType, lang)} />
                    <Fact name={t('disease')} value={e.disease} />
                    <Fact name={t('items')} value={e.itemCodes.join('、')} />
                    <Fact name={lang === 'zh' ? '评价维度' : 'Dimensions'} value={e.dimensions.map((d) => choice(d, lang)).join('、')} />
                  </dl>
                  <h2 style={{ marginTop: 20 }}>{lang === 'zh' ? '申请' : 'Application'}</h2>
                  <dl className="facts">
                    {[['background', '评价背景', 'Background'], ['problem', '拟解决问题', 'Problem'], ['hypothesis', '初步价值假设', 'Hypothesis'], ['feasibility', '实施可行性', 'Feasibility']].map(([key, zh, en]) => (
                      <Fact key={key} name={(lang === 'zh' ? zh : en) ?? ''} value={String(application[key ?? ''] ?? '')} />
                    ))}
                  </dl>
                  <h2 style={{ marginTop: 20 }}>{t('parties')}</h2>
                  <Table size="small" rowKey={(p) => p.role + p.organisation + p.account} pagination={false} dataSource={value.parties} scroll={{ x: 500 }}
                    columns={[{ title: t('role'), render: (_, p) => roleName(p.role) }, { title: t('organisation'), render: (_, p) => name(p.organisation) }, { title: t('person'), render: (_, p) => name(p.account) }]} />
                </>
              ),
            },
            { key: 'protocol', label: t('protocol'), children: <ProtocolPanel id={id} locked={e.stage > 4} /> },
            { key: 'conduct', label: t('conduct'), children: <Conduct filings={value.filings} /> },
            {
              key: 'review', label: t('review'), children: (
                <>
                  <Table size="small" rowKey="number" pagination={false} dataSource={value.findings} locale={{ emptyText: t('none') }} scroll={{ x: 600 }}
                    columns={[{ title: '#', dataIndex: 'number', width: 50 }, { title: t('finding'), dataIndex: 'text' }, { title: t('answer'), dataIndex: 'answer' }, { title: t('verdict'), dataIndex: 'verdict' }]} />
                  {value.filings.filter((f) => f.act === 'submit-review' || f.act.startsWith('grade')).map((f) => <Filed key={f.number} entry={f} who={name(f.by)} />)}
                </>
              ),
            },
            { key: 'monitoring', label: t('monitoring'), children: <MonitoringChart filings={value.filings} /> },
            { key: 'documents', label: t('documents'), children: <DocumentList id={id} name={name} /> },
            {
              key: 'history', label: t('history'), children: (
                <Table<Entry> size="small" rowKey="number" dataSource={[...value.filings].reverse()} pagination={{ pageSize: 20 }} scroll={{ x: 800 }}
                  expandable={{ expandedRowRender: (f) => <Dump value={f.body} /> }}
                  columns={[
                    { title: '#', dataIndex: 'number', width: 60 }, { title: t('act'), render: (_, f) => text(f.label) }, { title: t('role'), render: (_, f) => roleName(f.role) },
                    { title: t('who'), render: (_, f) => name(f.by) }, { title: t('when'), render: (_, f) => time(f.at) }, { title: 'SHA-256', render: (_, f) => <code>{f.sha256.slice(0, 12)}</code> },
                  ]} />
              ),
            },
          ]}
        />
      </section>
      {offer && <ActForm offer={offer} whole={value} etag={etag} start={start} onClose={() => setOffer(null)} onDone={() => setOffer(null)} />}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return <div><dt>{name}</dt><dd>{value || '—'}</dd></div>;
}

function Dump({ value }: { value: Record<string, unknown> }) {
  return <pre className="body-dump">{Object.entries(value).map(([k, v]) => `${k}: ${typeof v === 'string' ? v : JSON.stringify(v, null, 1)}`).join('\n')}</pre>;
}

function Filed({ entry, who }: { entry: Entry; who: string }) {
  const { text, time } = useWords();
  return (
    <details style={{ marginTop: 12 }}>
      <summary>{text(entry.label)} · {who} · {time(entry.at)}</summary>
      <Dump value={entry.body} />
    </details>
  );
}

interface Estimate { id?: string; module?: string; outcome?: string; measure?: string; value?: number; lower?: number; upper?: number; preSpecified?: boolean }

function Conduct({ filings }: { filings: Entry[] }) {
  const { t, text, time, lang } = useWords();
  const run = [...filings].reverse().find((f) => f.act === 'record-run');
  const results = (run?.body['results'] ?? {}) as { estimates?: Estimate[] };
  const show = (n?: number) => (typeof n === 'number' ? n.toPrecision(4) : '');
  const steps = filings.filter((f) => ['start-conduct', 'log-extraction', 'file-governance-report', 'record-run', 'finish-analysis', 'propose-amendment', 'decide-amendment', 'submit-report'].includes(f.act));
  return (
    <>
      <ul>{steps.map((f) => <li key={f.number}>{time(f.at)} · {text(f.label)}{f.act === 'log-extraction' ? `：${String(f.body['source'])}，${String(f.body['rows'])} ${lang === 'zh' ? '行' : 'rows'}` : ''}</li>)}</ul>
      {steps.length === 0 && <p>{t('none')}</p>}
      {results.estimates && (
        <>
          <h2>{t('estimates')}</h2>
          <Table<Estimate> size="small" rowKey={(r) => r.id ?? ''} dataSource={results.estimates} pagination={{ pageSize: 15 }} scroll={{ x: 700 }}
            columns={[
              { title: lang === 'zh' ? '分析' : 'Analysis', dataIndex: 'id' }, { title: t('outcome'), dataIndex: 'outcome' }, { title: t('measure'), dataIndex: 'measure' },
              { title: t('value'), render: (_, r) => show(r.value), align: 'right' }, { title: t('interval'), render: (_, r) => (r.lower === undefined || r.lower === null ? '' : `${show(r.lower)} – ${show(r.upper)}`), align: 'right' },
              { title: lang === 'zh' ? '预先指定' : 'Pre-specified', render: (_, r) => (r.preSpecified ? '✓' : lang === 'zh' ? '探索性' : 'exploratory') },
            ]} />
        </>
      )}
    </>
  );
}

function DocumentList({ id, name }: { id: string; name: (key: string | null) => string }) {
  const { t, time } = useWords();
  const documents = useQuery({ queryKey: ['documents', id], queryFn: () => get<Doc[]>(`/evaluations/${id}/documents`) });
  return (
    <Table<Doc> size="small" rowKey="id" dataSource={documents.data ?? []} pagination={false} locale={{ emptyText: t('none') }} scroll={{ x: 600 }}
      columns={[
        { title: t('name'), render: (_, d) => <a href={`/api/v1/evaluations/${id}/documents/${d.id}`}>{d.name}</a> }, { title: t('who'), render: (_, d) => name(d.by) },
        { title: t('when'), render: (_, d) => time(d.at) }, { title: 'SHA-256', render: (_, d) => <code>{d.sha256.slice(0, 12)}</code> },
      ]} />
  );
}
