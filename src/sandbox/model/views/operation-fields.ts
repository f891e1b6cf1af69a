import type { SqlValue } from '../../sql-value.js';
import { numberField, textField, timeField } from '../rows/fields.js';
import { isInRole, isSysadmin, type Login } from '../security/login.js';
import type { Row } from '../store.js';
import { instantAt } from '../time-text.js';

/** Own operations, or all for a sysadmin, an ssis_admin and an ssis_logreader; not for an ssis_cluster_executor. */
export function readsOperation(operation: Row, login: Login | undefined): boolean {
  if (isSysadmin(login) || isInRole(login, 'ssis_admin', 'ssis_logreader')) return true;
  return login !== undefined && textField(operation, 'callerName') === login.name;
}

export function bigintOf(row: Row, name: string): SqlValue {
  const value = numberField(row, name);
  return value === null ? null : BigInt(Math.trunc(value));
}

/** Bytes that the state keeps as hexadecimal text. */
export function bytesOf(row: Row, name: string): SqlValue {
  const text = textField(row, name);
  return text === null ? null : Buffer.from(text, 'hex');
}

export function instantField(row: Row, name: string, offset: number): SqlValue {
  const time = timeField(row, name);
  return time === null ? null : instantAt(time, offset);
}
