import type { ProcedureParameter } from '../../sql/database.js';
import { uniqueidentifier } from '../columns.js';
import { anyWorker } from '../life/pull.js';
import type { Row, Store } from '../store.js';
import type { Call } from './procedure.js';
import { invalidValue, nullParameter, workerNotFound } from './refusals.js';

export const workerParameter: ProcedureParameter = { name: '@WorkerAgentId', type: uniqueidentifier };

/** The worker that a call is about, or the return status of the refusal that it got (27100, 27101, 27243). */
export function workerOf(
  call: Call,
  store: Store,
): { readonly id: string; readonly row: Row } | { readonly refused: 1 } {
  const id = givenWorker(call);
  return typeof id === 'string' ? existingWorker(id, call, store) : { refused: id };
}

/** The id alone: null and the one that stands for all workers are refused. */
export function givenWorker(call: Call): string | 1 {
  const id = call.id(workerParameter.name);
  if (id === null) return call.refuse(nullParameter(workerParameter.name));
  return id === anyWorker ? call.refuse(invalidValue(anyWorker)) : id;
}

export function existingWorker(
  id: string,
  call: Call,
  store: Store,
): { readonly id: string; readonly row: Row } | { readonly refused: 1 } {
  const row = store.get('workerAgents', id);
  return row === undefined ? { refused: call.refuse(workerNotFound(id)) } : { id, row };
}
