import { ScaleoutError } from '../../../errors.js';
import type { SqlType, SqlValue } from '../../sql-value.js';

/** A value that its type can't carry: names the kinds, never the value. */
export function mismatch(type: SqlType, value: SqlValue): ScaleoutError {
  const kind = value === null ? 'null' : typeof value;
  return new ScaleoutError('sandbox.wire-value', `a value of kind ${kind} does not fit the type ${type.kind}`);
}
