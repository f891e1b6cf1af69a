import type { Known } from '../../../reconciler/known.js';
import { nullableText } from '../values.js';

/** What a row of `markSql` says, read by a login of that name. */
export function markOf([seesAll, mark]: readonly unknown[], login: string): Known<string | null> {
  const value = nullableText(mark);
  if (value !== null || Number(seesAll) === 1) return { known: true, value };
  return { known: false, reason: `the login ${login} lacks VIEW DEFINITION on the database and is shown no mark` };
}
