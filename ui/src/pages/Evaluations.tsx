import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Space, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { get, type Me, type Offer, type Page, type Summary } from '../api';
import { ActForm } from '../parts/ActForm';
import { useProcess } from '../process';
import { choice, useWords } from '../words';

const STARTERS = ['INITIATOR', 'LOCAL_AUTHORITY', 'NATIONAL_AUTHORITY'];

export default function Evaluations({ me }: { me: Me }) {
  const { t, text, time, lang } = useWords();
  const [q, setQ] = useState('');
  const [state, setState] = useState('');
  const [page, setPage] = useState(0);
  const [creating, setCreating] = useState(false);
  const process = useProcess();
  const navigate = useNavigate();
  const list = useQuery({
    queryKey: ['evaluations', q, state, page],
    queryFn: () => get<Page<Summary>>(`/evaluations?page=${page}&size=20&q=${encodeURIComponent(q)}${state ? `&state=${state}` : ''}`),
  });
  const role = STARTERS.find((r) => me.roles.includes(r));
  const act = process?.acts.find((a) => a.id === 'create');
  const offer: Offer | null = role && act ? { act: 'create', label: act.label, role, to: act.to, needs: [] } : null;
  return (
    <>
      <div className="heading">
        <h1>{t('evaluations')}</h1>
        {offer && <Button type="primary" onClick={() => setCreating(true)}>{t('newEvaluation')}</Button>}
      </div>
      <section className="panel">
        <Space wrap style={{ marginBottom: 12 }}>
          <Input.Search aria-label={t('search')} placeholder={t('search')} allowClear style={{ width: 340 }} onSearch={(v) => { setQ(v); setPage(0); }} />
          <Select aria-label={t('state')} style={{ width: 220 }} value={state} onChange={(v) => { setState(v); setPage(0); }}
            options={[{ value: '', label: t('all') }, ...(process?.states ?? []).map((s) => ({ value: s.id, label: text(s.label) }))]} />
        </Space>
        <Table<Summary>
          rowKey="id" loading={list.isPending} dataSource={list.data?.items ?? []} scroll={{ x: 900 }}
          pagination={{ current: page + 1, pageSize: 20, total: list.data?.total ?? 0, onChange: (p) => setPage(p - 1) }}
          columns={[
            { title: t('number'), render: (_, r) => <Link to={`/evaluations/${r.id}`}>{r.number}</Link>, width: 110 },
            { title: t('title'), render: (_, r) => text(r.title) },
            { title: t('stage'), render: (_, r) => `${r.stage} · ${text(r.stateLabel)}`, width: 210 },
            { title: lang === 'zh' ? '场景' : 'Scenario', render: (_, r) => choice(r.scenario, lang), width: 130 },
            { title: t('grade'), dataIndex: 'grade', width: 90 },
            { title: t('due'), dataIndex: 'dueOn', width: 120 },
            { title: t('changed'), render: (_, r) => time(r.changedAt), width: 180 },
          ]}
        />
      </section>
      {creating && offer && <ActForm offer={offer} whole={null} etag="" onClose={() => setCreating(false)} onDone={(id) => navigate(`/evaluations/${id}`)} />}
    </>
  );
}
