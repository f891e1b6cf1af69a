import type { SqlMessage } from '../../sql-value.js';
import { bigint, int } from '../columns.js';
import { changeOperation, operationStatus } from '../life/operation.js';
import type { Model } from '../model.js';
import { randomGuid } from '../random.js';
import { listField, numberField, textField } from '../rows/fields.js';
import { taskStatus } from '../rows/task.js';
import type { Store } from '../store.js';
import { timeText } from '../time-text.js';
import { executesProject } from '../views/projects.js';
import { findPackage } from './find-package.js';
import { type OwnExecution, ownExecution } from './own-execution.js';
import type { Call, CatalogProcedure } from './procedure.js';
import { alreadyStarted, executionDenied, invalidValue, parameterValueMissing, projectChanged } from './refusals.js';

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
