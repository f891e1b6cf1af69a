import { isInRole, isSysadmin } from '../security/login.js';
import type { Row, Store } from '../store.js';
import { readsOperation } from '../views/operation-fields.js';
import type { Call } from './procedure.js';
import { executionNotFound, invalidValue, someNull, sqlLoginRefused } from './refusals.js';

export interface OwnExecution {
  readonly id: number;
  readonly execution: Row;
  readonly operation: Row;
}

/** The execution that a call may change, or the return status of the refusal: 27123, 27138, 27101, 27103. */
export function ownExecution(call: Call, store: Store, otherNull = false): OwnExecution | { readonly refused: 1 } {
  const refused = (status: 1) => ({ refused: status });
  if (call.login?.kind !== 'windows') return refused(call.refuse(sqlLoginRefused()));
  const id = call.integer('@execution_id');
  if (id === null || otherNull) return refused(call.refuse(someNull()));
  if (id <= 0) return refused(call.refuse(invalidValue('execution_id')));
  const execution = store.get('executions', String(id));
  const operation = store.get('operations', String(id));
  if (!execution || !operation || !changesOperation(operation, call))
    return refused(call.refuse(executionNotFound(id)));
  return { id, execution, operation };
}

/** Reading the log is not enough. */
export function changesOperation(operation: Row, { login }: Call): boolean {
  if (isSysadmin(login) || isInRole(login, 'ssis_admin')) return true;
  return readsOperation(operation, login) && operation.callerName === login?.name;
}
