import type { ReactNode } from 'react';
import { isChinese, nearness, todayInChina } from '../format';
import { useWords } from '../words';

/** A word in a frame: a state, a grade, a warning. Its meaning is in the word, not in its colour. */
export function Mark({ tone = 'plain', children }: { tone?: 'plain' | 'good' | 'bad' | 'warn' | 'strong'; children: ReactNode }) {
  return <span className={`mark mark-${tone}`}>{children}</span>;
}

/** What somebody wrote: a screen reader is told when it is not in the language of the page. */
export function Written({ children }: { children: string | null | undefined }) {
  const { lang } = useWords();
  const value = children ?? '';
  return <span className="written" lang={lang === 'en' && isChinese(value) ? 'zh-CN' : undefined}>{value}</span>;
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

export function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return <div className={wide ? 'wide' : undefined}><dt>{name}</dt><dd>{children || '—'}</dd></div>;
}

/** The heading of a page; the browser's tab says the same. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="heading">
      <title>{`${title} · ${t('product')}`}</title>
      <h1><Written>{title}</Written></h1>
      {children && <div className="heading-more">{children}</div>}
    </div>
  );
}

/** When there is nothing to show at all: why, and where to go. */
export function Nothing({ title, help, children }: { title: string; help: string; children?: ReactNode }) {
  return (
    <section className="panel nothing">
      <title>{title}</title>
      <h1>{title}</h1>
      <p>{help}</p>
      {children}
    </section>
  );
}

/** A deadline: its day, and whether it has passed or is near. */
export function Deadline({ day: due }: { day: string | null }) {
  const { t, day } = useWords();
  if (!due) {
    return <>—</>;
  }
  const near = nearness(due, todayInChina(new Date()));
  return <>{day(due)} {near && <Mark tone={near === 'overdue' ? 'bad' : 'warn'}>{t(near)}</Mark>}</>;
}
