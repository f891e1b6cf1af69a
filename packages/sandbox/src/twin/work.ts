import { timeText } from '../instant.js';
import { type Random, randomGuid } from '../model/identifiers.js';
import { defaultLease, workerMachineOf } from '../model/life/machine.js';
import { pullLease } from '../model/life/reporting.js';
import { operationStatus, taskStatus } from '../model/life/task.js';
import { anyWorker } from '../model/life/task-events.js';
import type { Row } from '../model/store.js';
import { noWays } from '../model/ways.js';
import type { TwinDescription, TwinExecution } from './description.js';
import { holdingOf, leaseEndAt, takenAt } from './holding.js';
import type { TwinServices } from './services.js';

/** In catalog.operations: an execution, of a project. */
const executionType = 200;
const projectObject = 20;

type Services = Pick<TwinServices, 'keys' | 'machines'> & { readonly hasState: (key: string) => boolean };

/** What workers have, and what waits for one: of the latter nobody knows which workers may run it. */
export function workTables(
  { executions, observedAt, server }: TwinDescription,
  services: Services,
  random: Random,
): Readonly<Record<'operations' | 'executions' | 'jobs' | 'tasks', Record<string, Row>>> {
  const start = Date.parse(observedAt);
  const tables = {
    operations: {} as Record<string, Row>,
    executions: {} as Record<string, Row>,
    jobs: {} as Record<string, Row>,
    tasks: {} as Record<string, Row>,
  };
  for (const one of executions) {
    const jobId = randomGuid(random);
    tables.operations[one.id] = operationRow(one, server.name, services);
    tables.executions[one.id] = {
      folderName: one.folder,
      projectName: one.project,
      packageName: one.package,
      projectLsn: 1,
      use32BitRuntime: false,
      jobId,
      durationSeconds: one.seconds,
    };
    tables.jobs[jobId] = {
      workerAgentIds: [anyWorker],
      createdTime: one.started,
      isCancelled: one.status === 'stopping',
    };
    tables.tasks[randomGuid(random)] = taskRow(one, jobId, start, services);
  }
  return tables;
}

const statuses = {
  running: operationStatus.running,
  stopping: operationStatus.stopping,
  pending: operationStatus.pending,
} as const;

function operationRow(one: TwinExecution, serverName: string, { keys, machines }: Services): Row {
  const key = one.worker === null ? undefined : keys.get(one.worker);
  const says = key === undefined ? undefined : (machines[key]?.says as Row | undefined);
  return {
    operationType: executionType,
    createdTime: one.started,
    objectType: projectObject,
    objectId: null,
    objectName: one.project,
    status: statuses[one.status],
    startTime: one.started,
    endTime: null,
    callerSid: '01',
    callerName: '',
    processId: null,
    stoppedBySid: null,
    stoppedByName: null,
    operationGuid: null,
    serverName,
    machineName: says?.machineName ?? '',
    workerAgentId: one.worker,
    executedCount: one.status === 'pending' ? 0 : 1,
  };
}

/** Tried once: how often it may be is not told. */
function taskRow(one: TwinExecution, jobId: string, start: number, services: Services): Row {
  const holding = holdingOf(one);
  const key = holding === undefined ? undefined : services.keys.get(holding.worker);
  const row = key === undefined ? undefined : services.machines[key];
  const reported =
    key === undefined || row === undefined
      ? defaultLease
      : workerMachineOf(key, row, noWays, services.hasState(key)).lease;
  const lease = holding?.status === taskStatus.pulled ? pullLease : reported;
  return {
    jobId,
    executionId: Number(one.id),
    status: holding?.status ?? taskStatus.ready,
    maxExecutedCount: 1,
    executedCount: holding === undefined ? 0 : 1,
    readyForDispatchTime: holding === undefined ? one.started : null,
    createdTime: one.started,
    lastUpdatedTime: one.started,
    lastPickupTime: holding === undefined ? null : timeText(takenAt(one, start)),
    expiredTime: holding === undefined ? null : timeText(leaseEndAt(one, start, lease)),
    workerAgentId: holding?.worker ?? null,
    machine: key ?? null,
    isCancelled: one.status === 'stopping',
    stopId: null,
    durationSeconds: one.seconds,
  };
}
