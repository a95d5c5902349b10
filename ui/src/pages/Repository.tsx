import { useQuery } from '@tanstack/react-query';
import { Input, Select, Space, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { get, type Page, type Summary } from '../api';
import { choice, useWords } from '../words';

const GRADES = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', 'N'];
const SCENARIOS = ['pre-listing', 'new-item', 'trial-to-formal', 'catalogue-adjustment', 'abolition', 'pricing'];

export default function Repository() {
  const { t, text, time, lang } = useWords();
  const [q, setQ] = useState('');
  const [grade, setGrade] = useState('');
  const [scenario, setScenario] = useState('');
  const [page, setPage] = useState(0);
  const list = useQuery({
    queryKey: ['public', q, grade, scenario, page],
    queryFn: () => get<Page<Summary>>(`/public/evaluations?page=${page}&q=${encodeURIComponent(q)}${grade ? `&grade=${encodeURIComponent(grade)}` : ''}${scenario ? `&scenario=${scenario}` : ''}`),
  });
  return (
    <>
      <div className="heading"><h1>{t('repository')}</h1></div>
      <section className="panel">
        <Space wrap style={{ marginBottom: 12 }}>
          <Input.Search aria-label={t('search')} placeholder={t('search')} allowClear style={{ width: 340 }} onSearch={(v) => { setQ(v); setPage(0); }} />
          <Select aria-label={t('grade')} style={{ width: 150 }} value={grade} onChange={(v) => { setGrade(v); setPage(0); }} options={[{ value: '', label: `${t('grade')}：${t('all')}` }, ...GRADES.map((g) => ({ value: g, label: g }))]} />
          <Select aria-label={lang === 'zh' ? '政策场景' : 'Scenario'} style={{ width: 200 }} value={scenario} onChange={(v) => { setScenario(v); setPage(0); }}
            options={[{ value: '', label: lang === 'zh' ? '政策场景：全部' : 'Scenario: all' }, ...SCENARIOS.map((s) => ({ value: s, label: choice(s, lang) }))]} />
        </Space>
        <Table<Summary>
          rowKey="id" loading={list.isPending} dataSource={list.data?.items ?? []} locale={{ emptyText: t('none') }} scroll={{ x: 800 }}
          pagination={{ current: page + 1, pageSize: 20, total: list.data?.total ?? 0, onChange: (p) => setPage(p - 1) }}
          columns={[
            { title: t('number'), render: (_, r) => <Link to={`/repository/${r.id}`}>{r.number}</Link>, width: 110 },
            { title: t('title'), render: (_, r) => text(r.title) },
            { title: t('disease'), dataIndex: 'disease' },
            { title: t('items'), render: (_, r) => r.itemCodes.join('、') },
            { title: t('grade'), dataIndex: 'grade', width: 90 },
            { title: t('changed'), render: (_, r) => time(r.changedAt), width: 180 },
          ]}
        />
      </section>
    </>
  );
}
