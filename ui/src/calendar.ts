import type { Lang } from './words';

const DAY = 86_400_000;

/** The days of the weeks that a month touches, from Monday to Sunday, as 2026-11-22. */
export function monthGrid(month: string): string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY;
  const [y = 0, m = 1] = month.split('-').map(Number);
  const last = Date.UTC(y, m, 0);
  const weeks = Math.ceil((last - start + DAY) / (7 * DAY));
  return Array.from({ length: weeks * 7 }, (_, i) => new Date(start + i * DAY).toISOString().slice(0, 10));
}

export function monthName(month: string, lang: Lang): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(lang === 'zh' ? 'zh-CN' : 'en-GB', { year: 'numeric', month: 'long', timeZone: 'UTC' });
}
