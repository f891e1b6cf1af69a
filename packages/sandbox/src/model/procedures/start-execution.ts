import type { SqlMessage } from '../../engine.js';
import { timeText } from '../../instant.js';
import { randomGuid } from '../identifiers.js';
import { changeOperation, endOperation, operationStatus, taskStatus } from '../life/task.js';
import { anyWorker } from '../life/task-events.js';
import { bigint, type Call, type CatalogProcedure, int, type Model, uniqueidentifier } from '../model.js';
import { isInRole, isSysadmin } from '../security.js';
import { listField, numberField, type Row, type Store, textField } from '../store.js';
import { readsOperation } from '../views/operations.js';
import { executesProject } from '../views/projects.js';
import { findPackage, newOperation } from './create-execution.js';
import {
  alreadyStarted,
  duplicateKey,
  executionDenied,
  executionNotFound,
  invalidValue,
  notScaleOut,
  notStoppable,
  nullParameter,
  openToAnyWorker,
  operationNotFound,
  parameterValueMissing,
  projectChanged,
  someNull,
  sqlLoginRefused,
  statementTerminated,
  stoppingAlready,
  workerNotFound,
} from './refusals.js';

/** The processes of executions on the server get numbers from here. */
const firstProcessId = 4000;

export const startExecution: CatalogProcedure = {
  schema: 'catalog',
  name: 'start_execution',
  grantedTo: 'public',
  parameters: [
    { name: '@execution_id', type: bigint },
    { name: '@retry_count', type: int, defaultValue: 0 },
  ],
  run(call, model) {
    const { store, server } = model;
    const own = ownExecution(call, store);
    if ('refused' in own) return own.refused;
    const retries = call.integer('@retry_count') ?? 0;
    if (retries < 0) return call.refuse(invalidValue('retry_count'));
    const refusal = refusalOf(own, call, store);
    if (refusal) return call.refuse(refusal);
    const jobId = textField(own.execution, 'jobId');
    const started = { startTime: timeText(call.now), serverName: server.name };
    if (jobId === null) {
      changeOperation(store, own.id, {
        ...started,
        status: operationStatus.running,
        machineName: server.machine,
        processId: firstProcessId + 4 * own.id,
        executedCount: 1,
      });
      return 0;
    }
    // Until a worker reports on it the execution names no machine.
    changeOperation(store, own.id, { ...started, status: operationStatus.pending, machineName: '' });
    addTask(own, jobId, retries, call, model);
    return 0;
  },
};

function refusalOf(own: OwnExecution, call: Call, store: Store): SqlMessage | undefined {
  const { execution, operation } = own;
  if (operation.status !== operationStatus.created) return alreadyStarted();
  const [folder, project, name] = ['folderName', 'projectName', 'packageName'].map(
    (field) => textField(execution, field) ?? '',
  );
  const found = findPackage(store, call.login, folder ?? '', project ?? '', name ?? '');
  if (!found || !executesProject(found.project, store, call.login)) return executionDenied(project ?? '');
  if (numberField(found.project, 'versionLsn') !== numberField(execution, 'projectLsn')) return projectChanged();
  return listField(found.package, 'requiredParameters').length > 0 ? parameterValueMissing() : undefined;
}

function addTask({ id, execution }: OwnExecution, jobId: string, retries: number, call: Call, model: Model): void {
  const duration = numberField(execution, 'durationSeconds');
  const outcome = textField(execution, 'outcome');
  const now = timeText(call.now);
  model.store.put('tasks', randomGuid(model.random), {
    jobId,
    executionId: id,
    status: taskStatus.ready,
    maxExecutedCount: retries + 1,
    executedCount: 0,
    readyForDispatchTime: now,
    createdTime: now,
    lastUpdatedTime: now,
    lastPickupTime: null,
    expiredTime: null,
    workerAgentId: null,
    machine: null,
    isCancelled: false,
    stopId: null,
    ...(duration === null ? {} : { durationSeconds: duration }),
    ...(outcome === null ? {} : { outcome }),
  });
}

/** It does not ask whether the worker is enabled. */
export const addExecutionWorker: CatalogProcedure = {
  schema: 'catalog',
  name: 'add_execution_worker',
  grantedTo: 'public',
  parameters: [
    { name: '@execution_id', type: bigint },
    // No underscore between worker and agent.
    { name: '@workeragent_id', type: uniqueidentifier },
  ],
  run(call, { store }) {
    const worker = call.id('@workeragent_id');
    const own = ownExecution(call, store, worker === null);
    if ('refused' in own) return own.refused;
    const jobId = textField(own.execution, 'jobId');
    const job = jobId === null ? undefined : store.get('jobs', jobId);
    if (jobId === null || job === undefined) return call.refuse(notScaleOut());
    const workers = listField(job, 'workerAgentIds');
    if (workers.includes(anyWorker)) return call.refuse(openToAnyWorker());
    if (worker === null || !store.get('workerAgents', worker)) return call.refuse(workerNotFound(worker ?? ''));
    if (workers.includes(worker)) {
      call.refuse(duplicateKey(`${jobId.toLowerCase()}, ${worker.toLowerCase()}`));
      call.say(statementTerminated());
      return 1;
    }
    store.put('jobs', jobId, { ...job, workerAgentIds: [...workers, worker] });
    return 0;
  },
};

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
    const refusal = stopRefusalOf(id, operation, call);
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

function stopRefusalOf(id: number, operation: Row | undefined, call: Call) {
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

interface OwnExecution {
  readonly id: number;
  readonly execution: Row;
  readonly operation: Row;
}

/** The execution that a call may change, or the return status of the refusal: 27123, 27138, 27101, 27103. */
function ownExecution(call: Call, store: Store, otherNull = false): OwnExecution | { readonly refused: 1 } {
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
function changesOperation(operation: Row, { login }: Call): boolean {
  if (isSysadmin(login) || isInRole(login, 'ssis_admin')) return true;
  return readsOperation(operation, login) && operation.callerName === login?.name;
}
