import type { Change, Plan, Value } from '../domain/documents.js';
import { isSecretValue } from '../text/secret-text.js';
import type { BeginLine, HistoryField } from './read-history.js';

/** What a line says of the changes of a plan. */
export type RecordedChanges = Pick<BeginLine, 'changes' | 'changesWithoutFields'>;

/** UTF-16 code units of a text that are kept. */
export const longestValue = 200;

/** UTF-16 code units that the fields of one apply may take as JSON: a file of the history is read as a whole. */
export const longestFields = 2 * 1024 * 1024;

/** What a plan would change, with each field before and after; workers that are left alone are left out. */
export function recordedChanges({ changes }: Pick<Plan, 'changes'>): RecordedChanges {
  let left = longestFields;
  let without = 0;
  const recorded = changes.flatMap((change): BeginLine['changes'] => {
    const { id, action, reason, suspended } = change;
    if (action === 'unmanaged' || suspended !== undefined) return [];
    const fields = change.fields.map(recordedField);
    const length = JSON.stringify(fields).length;
    if (length > left) {
      without += 1;
      return [{ id, action, reason }];
    }
    left -= length;
    return [{ id, action, reason, fields }];
  });
  return { changes: recorded, ...(without === 0 ? {} : { changesWithoutFields: without }) };
}

/** A history is kept for years, and shown to others: what may be a secret has no place in it. */
function recordedField({ path, before, after }: Change['fields'][number]): HistoryField {
  if (isSecretValue(path, before) || isSecretValue(path, after)) return { path, hidden: true };
  const [one, other] = shortened(before, after);
  return { path, before: one, after: other };
}

/** Two values of which long texts are cut so that their first difference is in what is kept. */
function shortened(before: Value, after: Value): readonly [Value, Value] {
  const isLong = [before, after].some((value) => typeof value === 'string' && value.length > longestValue);
  if (!isLong) return [before, after];
  const from = Math.max(0, firstDifference(before, after) - longestValue / 2);
  return [cut(before, from), cut(after, from)];
}

function firstDifference(one: Value, other: Value): number {
  if (typeof one !== 'string' || typeof other !== 'string') return 0;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

function cut(value: Value, from: number): Value {
  if (typeof value !== 'string' || value.length <= longestValue) return value;
  const begin = Math.min(from, value.length - longestValue);
  // Half a character is none.
  const kept = value
    .slice(begin, begin + longestValue)
    .replace(/^[\udc00-\udfff]/, '')
    .replace(/[\ud800-\udbff]$/, '');
  return `${begin === 0 ? '' : '…'}${kept}${begin + longestValue < value.length ? '…' : ''}`;
}
