import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get, post, type Notice, type Todo } from '../api';
import { Sheet } from '../parts/Sheet';
import { Deadline, Heading, Mark, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useWords } from '../words';

/** What waits for somebody, the most urgent first, and what happened. */
export default function Home() {
  const { t, text, time, lang } = useWords();
  const client = useQueryClient();
  const todo = useQuery({ queryKey: ['todo'], queryFn: () => get<Todo[]>('/todo') });
  const notices = useQuery({ queryKey: ['notices'], queryFn: () => get<Notice[]>('/notices?size=20') });
  const read = async () => {
    await post('/notices/read', {});
    await client.invalidateQueries({ queryKey: ['notices'] });
  };
  const late = (todo.data ?? []).filter((r) => r.overdue).length;
  const unread = (notices.data ?? []).some((n) => !n.read);
  return (
    <>
      <Heading title={t('home')}>
        <Mark>{lang === 'zh' ? `${todo.data?.length ?? 0} 项` : `${todo.data?.length ?? 0} in all`}</Mark>
        {late > 0 && <Mark tone="bad">{t('overdue')} {late}</Mark>}
        <a className="plain no-print" href={`/api/v1/todo.xlsx?lang=${lang}`}>{t('excel')}</a>
      </Heading>
      <section className="panel">
        <Trouble error={todo.error} />
        <Sheet<Todo>
          caption={t('home')} rows={todo.data ?? []} rowKey={(r) => r.evaluation.id} pending={todo.isPending} empty={t('noTodo')}
          columns={[
            { title: t('number'), cell: (r) => <Link to={`/evaluations/${r.evaluation.id}`}>{r.evaluation.number}</Link>, width: 110 },
            { title: t('title'), cell: (r) => <Written>{text(r.evaluation.title)}</Written> },
            { title: t('state'), cell: (r) => text(r.evaluation.stateLabel), width: 170 },
            { title: t('acts'), cell: (r) => <span className="marks apart">{r.acts.map((a) => <Link key={a.act + a.role} to={`/evaluations/${r.evaluation.id}/do/${a.act}/${a.role}`}>{text(a.label)}</Link>)}</span> },
            { title: t('due'), cell: (r) => <Deadline day={r.dueOn} />, width: 200 },
          ]}
        />
      </section>
      <section className="panel">
        <div className="heading"><h2>{t('notices')}</h2>{unread && <button type="button" className="plain" onClick={() => void read()}>{t('markRead')}</button>}</div>
        <ul className="feed">
          {(notices.data ?? []).map((n) => (
            <li key={n.id}>
              <span>{!n.read && <><Mark tone="strong">{t('unread')}</Mark> </>}{n.evaluation ? <Link to={`/evaluations/${n.evaluation}`}><Written>{text(n.text)}</Written></Link> : <Written>{text(n.text)}</Written>}</span>
              <time dateTime={n.at}>{time(n.at)}</time>
            </li>
          ))}
        </ul>
        {notices.data?.length === 0 && <p className="empty">{t('noNotices')}</p>}
      </section>
    </>
  );
}
