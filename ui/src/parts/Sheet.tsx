import type { ReactNode } from 'react';
import { count } from '../format';
import { useWords } from '../words';

export interface Column<T> {
  title: string;
  cell: (row: T, index: number) => ReactNode;
  right?: boolean;
  width?: number | string;
  /** Language of the title when it is not the page's: names of people. */
  tongue?: string;
}

interface Props<T> {
  /** What the table holds; read aloud, not shown. */
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T, index: number) => string | number;
  /** What to do when there is nothing. */
  empty?: string;
  pending?: boolean;
}

/** A table that a phone shows as a list of cards. The roles are named because a card is no table cell for the browser. */
export function Sheet<T>({ caption, columns, rows, rowKey, empty, pending }: Props<T>) {
  const { t } = useWords();
  if (rows.length === 0) {
    return <p className="empty" aria-busy={pending}>{pending ? '…' : empty ?? t('none')}</p>;
  }
  return (
    <table className="sheet" role="table">
      <caption className="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{columns.map((c) => <th key={c.title} role="columnheader" scope="col" lang={c.tongue} className={c.right ? 'right' : undefined} style={{ width: c.width }}>{c.title}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, i) => (
          <tr role="row" key={rowKey(row, i)}>
            {columns.map((c) => <td role="cell" key={c.title} data-label={c.title} className={c.right ? 'right' : undefined}>{c.cell(row, i)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Leafing through a long list. */
export function Pager({ page, size, total, go }: { page: number; size: number; total: number; go: (page: number) => void }) {
  const { t, lang } = useWords();
  const pages = Math.max(1, Math.ceil(total / size));
  const where = lang === 'zh' ? `共 ${count(total, lang)} 项，第 ${page + 1} 页，共 ${pages} 页` : `${count(total, lang)} found, page ${page + 1} of ${pages}`;
  return (
    <nav className="pager no-print" aria-label={t('pageOf')}>
      <span role="status">{where}</span>
      {pages > 1 && <button type="button" disabled={page === 0} onClick={() => go(page - 1)}>{t('previous')}</button>}
      {pages > 1 && <button type="button" disabled={page + 1 >= pages} onClick={() => go(page + 1)}>{t('next')}</button>}
    </nav>
  );
}
