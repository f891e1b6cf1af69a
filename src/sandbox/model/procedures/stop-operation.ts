import { bigint } from '../columns.js';
import { changeOperation, endOperation, operationStatus } from '../life/operation.js';
import { numberField, textField } from '../rows/fields.js';
import { taskStatus } from '../rows/task.js';
import type { Row, Store } from '../store.js';
import { timeText } from '../time-text.js';
import { newOperation } from './new-operation.js';
import { changesOperation } from './own-execution.js';
import type { Call, CatalogProcedure } from './procedure.js';
import { notStoppable, nullParameter, operationNotFound, sqlLoginRefused, stoppingAlready } from './refusals.js';

const stopType = 202;
const projectObject = 20;
const executionType = 200;

/** Asks a running execution to stop. One that is pending cannot be stopped: 27124. */
export const stopOperation: CatalogProcedure = {
  schema: 'catalog',
  name: 'stop_operation',
  grantedTo: 'public',
  parameters: [{ name: '@operation_id', type: bigint }],
  run(call, model) {
    const { store } = model;
    const id = call.integer('@operation_id');
    if (id === null) return call.refuse(nullParameter('operation_id'));
    if (call.login?.kind !== 'windows') return call.refuse(sqlLoginRefused(11));
    const stopId = newOperation(call, model, {
      operationType: stopType,
      objectType: projectObject,
      status: operationStatus.running,
      startTime: timeText(call.now),
    });
    const operation = store.get('operations', String(id));
    const refusal = refusalOf(id, operation, call);
    if (refusal || operation === undefined) {
      endOperation(store, stopId, operationStatus.failed, call.now);
      return call.refuse(refusal ?? notStoppable(id));
    }
    changeOperation(store, stopId, { objectId: operation.objectId ?? null, objectName: operation.objectName ?? null });
    changeOperation(store, id, { status: operationStatus.stopping });
    const execution = store.get('executions', String(id)) ?? {};
    const jobId = textField(execution, 'jobId');
    if (jobId === null) stopOnServer(id, stopId, call, store);
    else cancelJob(jobId, stopId, call, store);
    return 0;
  },
};

function refusalOf(id: number, operation: Row | undefined, call: Call) {
  const { running, stopping } = operationStatus;
  if (!operation || numberField(operation, 'operationType') !== executionType) return notStoppable(id);
  if (operation.status !== running && operation.status !== stopping) return notStoppable(id);
  if (operation.status === stopping) return stoppingAlready();
  return changesOperation(operation, call) ? undefined : operationNotFound(id);
}

function stopOnServer(id: number, stopId: number, call: Call, store: Store): void {
  const stop = store.get('operations', String(stopId));
  endOperation(store, id, operationStatus.canceled, call.now, {
    stoppedBySid: stop?.callerSid ?? null,
    stoppedByName: stop?.callerName ?? null,
  });
  endOperation(store, stopId, operationStatus.succeeded, call.now);
}

/** A task that a worker holds ends with its next report; one that waits ends here, and nothing ends its execution. */
function cancelJob(jobId: string, stopId: number, call: Call, store: Store): void {
  const job = store.get('jobs', jobId);
  if (job) store.put('jobs', jobId, { ...job, isCancelled: true });
  for (const [key, task] of [...store.rows('tasks')]) {
    if (task.jobId !== jobId) continue;
    const { pulled, running, succeeded } = taskStatus;
    const keeps = task.status === pulled || task.status === running || task.status === succeeded;
    store.put('tasks', key, {
      ...task,
      status: keeps ? (task.status ?? null) : taskStatus.cancelled,
      readyForDispatchTime: null,
      lastUpdatedTime: timeText(call.now),
      isCancelled: true,
      stopId,
    });
  }
}
