import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { get, type Text } from '../api';
import { monthGrid, monthName } from '../calendar';
import { todayInChina } from '../format';
import { Sheet } from '../parts/Sheet';
import { Deadline, Heading, Written } from '../parts/Small';
import { Trouble } from '../parts/Trouble';
import { useWords } from '../words';

interface Day { date: string; kind: string; evaluation: string; number: string; title: Text; what: Text; overdue: boolean }

/** The first month with a deadline after this one, or else the last before it. */
function nearest(due: Day[], month: string): string | undefined {
  const months = [...new Set(due.map((d) => d.date.slice(0, 7)))].sort();
  return months.find((m) => m > month) ?? months.at(-1);
}

/** Deadlines of the evaluations that somebody sees: as a month, and as a list that a phone and a screen reader can read. */
export default function Calendar() {
  const { t, text, lang } = useWords();
  const [today] = useState(() => todayInChina(new Date()));
  const [month, setMonth] = useState(today.slice(0, 7));
  const list = useQuery({ queryKey: ['calendar'], queryFn: () => get<Day[]>('/calendar') });
  const due = list.data ?? [];
  const move = (by: number) => {
    const [y = 0, m = 1] = month.split('-').map(Number);
    setMonth(new Date(Date.UTC(y, m - 1 + by, 1)).toISOString().slice(0, 7));
  };
  return (
    <>
      <Heading title={t('calendar')}><a className="plain no-print" href={`/api/v1/calendar.ics?lang=${lang}`}>{t('ics')}</a></Heading>
      <section className="panel">
        <Trouble error={list.error} />
        <div className="heading">
          <h2 aria-live="polite" className="of-month">{monthName(month, lang)}</h2>
          <div className="buttons no-print of-month">
            <button type="button" className="plain" onClick={() => move(-1)}>{lang === 'zh' ? '上个月' : 'Month before'}</button>
            <button type="button" className="plain" onClick={() => setMonth(today.slice(0, 7))}>{lang === 'zh' ? '本月' : 'This month'}</button>
            <button type="button" className="plain" onClick={() => move(1)}>{lang === 'zh' ? '下个月' : 'Month after'}</button>
          </div>
        </div>
        {list.isSuccess && !due.some((e) => e.date.startsWith(month)) && <p className="quiet of-month">{nearest(due, month) ? <>{t('noneThisMonth')} <button type="button" className="plain no-print" onClick={() => setMonth(nearest(due, month)!)}>{monthName(nearest(due, month)!, lang)}</button></> : t('noDeadlines')}</p>}
        <div className="month">
          {(lang === 'zh' ? ['一', '二', '三', '四', '五', '六', '日'] : ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']).map((d) => <div key={d} className="day-name">{d}</div>)}
          {monthGrid(month).map((date) => (
            <div key={date} className={`${date.startsWith(month) ? '' : 'out'}${date === today ? ' today' : ''}`}>
              <time dateTime={date} className="quiet">{Number(date.slice(8))}</time>
              {due.filter((e) => e.date === date).map((e) => <div key={e.evaluation + e.kind}><Link to={`/evaluations/${e.evaluation}`}>{e.number} {text(e.what)}</Link></div>)}
            </div>
          ))}
        </div>
        <h2 style={{ marginTop: 24 }}>{t('due')}</h2>
        <Sheet
          caption={t('calendar')} rows={due} rowKey={(e) => e.evaluation + e.kind} pending={list.isPending} empty={t('noDeadlines')}
          columns={[
            { title: t('due'), cell: (e) => <Deadline day={e.date} />, width: 210 },
            { title: t('number'), cell: (e) => <Link to={`/evaluations/${e.evaluation}`}>{e.number}</Link>, width: 110 },
            { title: t('title'), cell: (e) => <Written>{text(e.title)}</Written> },
            { title: t('state'), cell: (e) => text(e.what), width: 220 },
          ]}
        />
      </section>
    </>
  );
}
