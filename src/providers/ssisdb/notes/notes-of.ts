import type { CatalogNotes } from '../../../reconciler/catalog.js';
import type { Known } from '../../../reconciler/known.js';
import { nullableText } from '../values.js';

/** What a row of `markSql` says of our notes, read by a login of that name. An emptied note is none. */
export function notesOf([seesAll, , ...values]: readonly unknown[], login: string): Known<CatalogNotes> {
  const [suspensions = null, approvals = null] = values.map(nullableText);
  const isWhole = suspensions !== null && approvals !== null;
  if (!isWhole && Number(seesAll) !== 1) {
    const reason = `the login ${login} lacks VIEW DEFINITION on the database and is not shown every note`;
    return { known: false, reason };
  }
  return { known: true, value: { suspensions: suspensions || null, approvals: approvals || null } };
}
