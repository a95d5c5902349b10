import type { FormInstance } from 'antd';
import { Refused } from '../api';
import { pathOf } from '../shape';

/** What was refused about a field stands beside the field. */
export function showBeside<T>(form: FormInstance<T>, error: unknown): void {
  if (error instanceof Refused) {
    form.setFields(error.problems.filter((p) => p.field).map((p) => ({ name: pathOf(p.field) as never, errors: [`${p.message} ${p.remedy}`] })));
  }
}
