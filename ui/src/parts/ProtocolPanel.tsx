import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Select, Space, Table } from 'antd';
import { useState } from 'react';
import { get, post, type Change, type ProtocolVersion } from '../api';
import { useWords } from '../words';

/** The versions of a protocol: read, check, and compare side by side. */
export function ProtocolPanel({ id, locked }: { id: string; locked: boolean }) {
  const { t, lang } = useWords();
  const versions = useQuery({ queryKey: ['protocol', id], queryFn: () => get<ProtocolVersion[]>(`/evaluations/${id}/protocol`) });
  const [shown, setShown] = useState<number | null>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [pair, setPair] = useState<{ from?: number; to?: number }>({});
  const check = useMutation({ mutationFn: (yaml: string) => post<ProtocolVersion>(`/evaluations/${id}/protocol/check`, { yaml }) });
  const diff = useQuery({
    queryKey: ['diff', id, pair.from, pair.to],
    queryFn: () => get<Change[]>(`/evaluations/${id}/protocol/diff?from=${pair.from}&to=${pair.to}`),
    enabled: pair.from !== undefined && pair.to !== undefined && pair.from !== pair.to,
    retry: false,
  });
  const all = versions.data ?? [];
  if (all.length === 0) {
    return <Empty description={t('noProtocol')} />;
  }
  const current = all.find((v) => v.filing === shown) ?? all[all.length - 1]!;
  const label = (v: ProtocolVersion) => `#${v.filing}${v.amendment ? (lang === 'zh' ? '（修改）' : ' (amendment)') : ''} ${v.sha256.slice(0, 12)}`;
  const options = all.map((v) => ({ value: v.filing, label: label(v) }));
  const judged = check.data ?? current;
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        <span>{t('version')}</span>
        <Select aria-label={t('version')} style={{ width: 240 }} value={current.filing} options={options} onChange={(v) => { setShown(v); setDraft(null); check.reset(); }} />
        <Button onClick={() => check.mutate(draft ?? current.yaml)} loading={check.isPending}>{t('check')}</Button>
      </Space>
      <Alert
        type={judged.sound ? 'success' : 'error'} showIcon style={{ marginBottom: 12 }}
        title={judged.sound ? `${t('sound')} · SHA-256 ${judged.sha256.slice(0, 16)}` : t('unsound')}
        description={judged.problems.length > 0 && <ul style={{ margin: 0 }}>{judged.problems.map((p, i) => <li key={i}>{p.place}：{p.message} {p.remedy}</li>)}</ul>}
      />
      <textarea className="yaml" aria-label={t('protocol')} readOnly={locked} spellCheck={false} value={draft ?? current.yaml} onChange={(e) => setDraft(e.target.value)} />
      <h2 style={{ marginTop: 20 }}>{t('compare')}</h2>
      <Space wrap style={{ marginBottom: 12 }}>
        <Select aria-label={t('before')} style={{ width: 240 }} placeholder={t('before')} options={options} value={pair.from} onChange={(from) => setPair({ ...pair, from })} />
        <Select aria-label={t('after')} style={{ width: 240 }} placeholder={t('after')} options={options} value={pair.to} onChange={(to) => setPair({ ...pair, to })} />
      </Space>
      <Table<Change> size="small" rowKey="path" dataSource={diff.data ?? []} pagination={{ pageSize: 20 }} locale={{ emptyText: t('none') }} scroll={{ x: 700 }}
        columns={[{ title: lang === 'zh' ? '位置' : 'Path', dataIndex: 'path' }, { title: t('before'), dataIndex: 'before' }, { title: t('after'), dataIndex: 'after' }]} />
    </>
  );
}
