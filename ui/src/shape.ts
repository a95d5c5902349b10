import dayjs from 'dayjs';
import type { Field } from './forms';

export type Values = Record<string, unknown>;

/** Rows of a form that the platform names: a list of items by the field's name. */
export type Lists = Record<string, string[]>;

/** What a form holds before anybody has touched it. */
export function defaults(fields: Field[], lists: Lists): Values {
  const out: Values = {};
  for (const f of fields) {
    if (f.kind === 'rows') {
      const items = f.list ? undefined : lists[f.name];
      // rows of a list of its own come with a choice of the form
      out[f.name] = f.list ? [] : items ? items.map((item) => ({ item })) : f.fixed ?? Array.from({ length: f.start ?? 0 }, () => ({}));
    } else if (f.kind === 'flag') {
      out[f.name] = false;
    }
  }
  return out;
}

/** What the interface expects: dates as text, absent options left out, the fit of a grade by scenario. */
export function shape(fields: Field[], values: Values, act: string): Values {
  const out: Values = {};
  for (const f of fields) {
    const v = values[f.name];
    if (f.kind === 'computed' || f.when?.(values) === false) {
      continue;
    }
    if (v === undefined || v === null || v === '') {
      if (f.kind === 'tags' || f.kind === 'many' || f.kind === 'documents') {
        out[f.name] = [];
      } else if (f.kind === 'text' || f.kind === 'area' || f.kind === 'select') {
        out[f.name] = '';
      }
    } else if (f.kind === 'date') {
      out[f.name] = dayjs(v as string).format('YYYY-MM-DD');
    } else if (f.kind === 'rows') {
      const left = (row: Values) => Object.fromEntries(Object.entries(row).filter(([name]) => !f.fields.some((g) => g.name === name)));
      const rows = (v as Values[]).map((row, i) => ({ ...f.fixed?.[i], ...left(row), ...shape(f.fields, row, act) }));
      out[f.name] = act.startsWith('grade') && f.name === 'fit' ? Object.fromEntries(rows.map((r) => [r['scenario'], r['level']])) : rows;
    } else {
      out[f.name] = v;
    }
  }
  return out;
}

/** The way back: values as they were filed or kept, for the controls of the form. */
export function unshape(fields: Field[], filed: Values): Values {
  const out: Values = { ...filed };
  for (const f of fields) {
    const v = filed[f.name];
    if (f.kind === 'date' && typeof v === 'string') {
      out[f.name] = dayjs(v);
    } else if (f.kind === 'rows' && Array.isArray(v)) {
      out[f.name] = (v as Values[]).map((row) => unshape(f.fields, row));
    } else if (f.kind === 'rows' && f.name === 'fit' && v !== null && typeof v === 'object') {
      out[f.name] = Object.entries(v).map(([scenario, level]) => ({ scenario, level }));
    }
  }
  return out;
}

/** The place of a problem as the form names it: topics[0].evidence → ['topics', 0, 'evidence']. */
export function pathOf(field: string): (string | number)[] {
  return [...field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((m) => (m[2] === undefined ? m[1]! : Number(m[2])));
}
