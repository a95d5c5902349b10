import type { Lang } from './words';

/** How numbers, money, days and intervals are written. Pure: the language comes in, text goes out. */

const locale = (lang: Lang) => (lang === 'zh' ? 'zh-CN' : 'en-GB');
const MISSING = '—';

/** A number as people read it: as many digits as tell something, grouped, never an exponent. */
export function figure(value: number | null | undefined, lang: Lang, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return MISSING;
  }
  if (value === 0) {
    return '0';
  }
  const whole = Math.abs(value) >= 10 ** (digits - 1);
  return new Intl.NumberFormat(locale(lang), whole ? { maximumFractionDigits: Math.abs(value) < 10 ** digits ? 1 : 0 } : { minimumSignificantDigits: Math.min(2, digits), maximumSignificantDigits: digits }).format(value);
}

/** A number near nought, to hundredths: standardised differences. */
export function hundredths(value: number | null | undefined, lang: Lang): string {
  return value === null || value === undefined || !Number.isFinite(value) ? MISSING : new Intl.NumberFormat(locale(lang), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Math.abs(value) < 0.005 ? 0 : value);
}

/** A whole number, grouped. */
export function count(value: number | null | undefined, lang: Lang): string {
  return value === null || value === undefined ? MISSING : new Intl.NumberFormat(locale(lang), { maximumFractionDigits: 0 }).format(value);
}

/** A number as it was typed: whole ones with separators, others with all their digits. */
export function plain(value: number, lang: Lang): string {
  return new Intl.NumberFormat(locale(lang), { maximumFractionDigits: 10 }).format(value);
}

/** Yuan without cents: 68,900,000 元; CNY 68,900,000. */
export function money(value: number | null | undefined, lang: Lang): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return MISSING;
  }
  const amount = count(value, lang);
  return lang === 'zh' ? `${amount} 元` : `CNY ${amount}`;
}

/** Yuan on an axis: 6,890 万; 68.9 m. */
export function shortMoney(value: number, lang: Lang): string {
  if (lang === 'zh') {
    return Math.abs(value) >= 1e8 ? `${trim(value / 1e8)} 亿` : Math.abs(value) >= 1e4 ? `${trim(value / 1e4)} 万` : trim(value);
  }
  return Math.abs(value) >= 1e6 ? `${trim(value / 1e6)} m` : Math.abs(value) >= 1e3 ? `${trim(value / 1e3)} k` : trim(value);
}

const trim = (value: number) => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }).format(value);

export function percent(share: number | null | undefined, lang: Lang): string {
  return share === null || share === undefined || !Number.isFinite(share) ? MISSING : new Intl.NumberFormat(locale(lang), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** "0.58 至 0.87"; an interval that has only one end says so with a dash. */
export function interval(lower: number | null | undefined, upper: number | null | undefined, lang: Lang): string {
  if ((lower === null || lower === undefined) && (upper === null || upper === undefined)) {
    return MISSING;
  }
  return `${figure(lower, lang)} ${lang === 'zh' ? '至' : 'to'} ${figure(upper, lang)}`;
}

/** A day of the calendar: 2026年12月23日; 23 Dec 2026. A day has no time zone. */
export function day(iso: string | null | undefined, lang: Lang): string {
  return !iso ? MISSING : new Date(`${iso.slice(0, 10)}T00:00:00Z`).toLocaleDateString(locale(lang), { dateStyle: lang === 'zh' ? 'long' : 'medium', timeZone: 'UTC' });
}

/** The day that it is in China: deadlines end there. */
export function todayInChina(now: Date): string {
  return now.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
}

/** Whether a deadline has passed, ends today, or tomorrow; the day itself still counts. */
export function nearness(due: string, today: string): 'overdue' | 'today' | 'tomorrow' | null {
  const days = Math.round((Date.parse(`${due.slice(0, 10)}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
  return days < 0 ? 'overdue' : days === 0 ? 'today' : days === 1 ? 'tomorrow' : null;
}

/** A moment, in the reader's time zone. */
export function moment(iso: string, lang: Lang): string {
  return new Date(iso).toLocaleString(locale(lang), { dateStyle: 'medium', timeStyle: 'short' });
}

/** Whether a text is written in Chinese characters, so that a screen reader may be told. */
export function isChinese(text: string): boolean {
  return /[\u4e00-\u9fff]/.test(text);
}
