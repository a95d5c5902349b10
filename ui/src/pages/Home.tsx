import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Empty, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { get, post, type Notice, type Todo } from '../api';
import { useWords } from '../words';

export default function Home() {
  const { t, text, time } = useWords();
  const client = useQueryClient();
  const todo = useQuery({ queryKey: ['todo'], queryFn: () => get<Todo[]>('/todo') });
  const notices = useQuery({ queryKey: ['notices'], queryFn: () => get<Notice[]>('/notices?size=20') });
  const read = async () => {
    await post('/notices/read', {});
    await client.invalidateQueries({ queryKey: ['notices'] });
  };
  return (
    <>
      <div className="heading"><h1>{t('home')} <Badge count={todo.data?.length ?? 0} color="#a8071a" /></h1></div>
      <section className="panel">
        <Table<Todo>
          rowKey={(r) => r.evaluation.id}
          dataSource={todo.data ?? []}
          loading={todo.isPending}
          pagination={false}
          scroll={{ x: 760 }}
          locale={{ emptyText: <Empty description={t('noActs')} /> }}
          columns={[
            { title: t('number'), render: (_, r) => <Link to={`/evaluations/${r.evaluation.id}`}>{r.evaluation.number}</Link>, width: 110 },
            { title: t('title'), render: (_, r) => text(r.evaluation.title) },
            { title: t('state'), render: (_, r) => text(r.evaluation.stateLabel), width: 170 },
            { title: t('acts'), render: (_, r) => r.acts.map((a) => <Tag key={a.act + a.role}>{text(a.label)}</Tag>) },
            { title: t('due'), render: (_, r) => (r.dueOn ? <>{r.dueOn} {r.overdue && <Tag color="error">{t('overdue')}</Tag>}</> : ''), width: 190 },
          ]}
        />
      </section>
      <section className="panel">
        <div className="heading"><h2>{t('notices')}</h2><Button onClick={() => void read()}>{t('markRead')}</Button></div>
        <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
          {(notices.data ?? []).map((n) => (
            <li key={n.id} style={{ padding: '6px 0', borderBottom: '1px solid #eef1f3' }}>
              <Badge status={n.read ? 'default' : 'processing'} /> {n.evaluation ? <Link to={`/evaluations/${n.evaluation}`}>{text(n.text)}</Link> : text(n.text)}
              <span style={{ color: '#4a5560', float: 'right' }}>{time(n.at)}</span>
            </li>
          ))}
          {notices.data?.length === 0 && <li>{t('none')}</li>}
        </ul>
      </section>
    </>
  );
}
