import type { ProcedureParameter } from '../../sql/database.js';
import { anyWorker } from '../life/task-events.js';
import { type Call, type CatalogProcedure, nvarchar, uniqueidentifier } from '../model.js';
import type { Row, Store } from '../store.js';
import { invalidValue, nullParameter, statementTerminated, truncated, workerNotFound } from './refusals.js';

const workerParameter: ProcedureParameter = { name: '@WorkerAgentId', type: uniqueidentifier };

/** The worker that a call is about, or the return status of the refusal that it got (27100, 27101, 27243). */
function workerOf(call: Call, store: Store): { readonly id: string; readonly row: Row } | { readonly refused: 1 } {
  const id = givenWorker(call);
  return typeof id === 'string' ? existingWorker(id, call, store) : { refused: id };
}

/** The id alone: null and the one that stands for all workers are refused. */
function givenWorker(call: Call): string | 1 {
  const id = call.id(workerParameter.name);
  if (id === null) return call.refuse(nullParameter(workerParameter.name));
  return id === anyWorker ? call.refuse(invalidValue(anyWorker)) : id;
}

function existingWorker(
  id: string,
  call: Call,
  store: Store,
): { readonly id: string; readonly row: Row } | { readonly refused: 1 } {
  const row = store.get('workerAgents', id);
  return row === undefined ? { refused: call.refuse(workerNotFound(id)) } : { id, row };
}

const fields: ReadonlyMap<string, string> = new Map([
  ['tags', 'tags'],
  ['displayname', 'displayName'],
  ['description', 'description'],
]);

/** Characters of the column DisplayName; the other two are nvarchar(max). */
const displayNameLength = 256;

export const setWorkerAgentProperty: CatalogProcedure = {
  schema: 'catalog',
  name: 'set_worker_agent_property',
  grantedTo: 'ssis_admin',
  parameters: [
    workerParameter,
    { name: '@PropertyName', type: nvarchar(256) },
    { name: '@PropertyValue', type: nvarchar('max') },
  ],
  run(call, { store }) {
    const id = givenWorker(call);
    if (typeof id !== 'string') return id;
    const property = call.text('@PropertyName');
    // Trailing spaces do not count in a comparison of T-SQL.
    const field = property === null ? undefined : fields.get(property.trimEnd().toLowerCase());
    if (field === undefined) return call.refuse(invalidValue(property ?? ''));
    const worker = existingWorker(id, call, store);
    if ('refused' in worker) return worker.refused;
    const value = call.text('@PropertyValue');
    if (field === 'displayName' && value !== null && value.trimEnd().length > displayNameLength) {
      call.refuse(truncated('DisplayName', value.slice(0, displayNameLength)));
      call.say(statementTerminated());
      return 1;
    }
    store.put('workerAgents', id, { ...worker.row, [field]: value });
    return 0;
  },
};

/** Blind updates: a worker that is so already is written again. */
function switching(name: string, isEnabled: boolean): CatalogProcedure {
  return {
    schema: 'catalog',
    name,
    grantedTo: 'ssis_admin',
    parameters: [workerParameter],
    run(call, { store }) {
      const worker = workerOf(call, store);
      if ('refused' in worker) return worker.refused;
      store.put('workerAgents', worker.id, { ...worker.row, isEnabled });
      return 0;
    },
  };
}

export const enableWorkerAgent = switching('enable_worker_agent', true);
export const disableWorkerAgent = switching('disable_worker_agent', false);

/** Takes the row and its counters away. Jobs that are pinned to the worker keep waiting for it. */
export const deleteWorkerAgent: CatalogProcedure = {
  schema: 'catalog',
  name: 'delete_worker_agent',
  grantedTo: 'ssis_admin',
  parameters: [workerParameter],
  run(call, { store }) {
    const worker = workerOf(call, store);
    if ('refused' in worker) return worker.refused;
    store.delete('workerAgents', worker.id);
    for (const [key, counter] of [...store.rows('perfCounters')]) {
      if (counter.workerAgentId === worker.id) store.delete('perfCounters', key);
    }
    return 0;
  },
};
