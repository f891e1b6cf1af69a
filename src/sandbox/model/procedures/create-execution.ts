import type { SqlMessage } from '../../sql-value.js';
import { bigint, bit, nvarchar } from '../columns.js';
import { changeOperation, endOperation, operationStatus } from '../life/operation.js';
import { anyWorker } from '../life/pull.js';
import type { Model } from '../model.js';
import { randomGuid } from '../random.js';
import { numberField, textField } from '../rows/fields.js';
import { isInRole, isSysadmin, type Login } from '../security/login.js';
import type { Row, Store } from '../store.js';
import { timeText } from '../time-text.js';
import { executesProject } from '../views/projects.js';
import { findPackage } from './find-package.js';
import { newOperation } from './new-operation.js';
import type { Call, CatalogProcedure } from './procedure.js';
import { executionDenied, packageNotFound, referenceNotFound, someNull, sqlLoginRefused } from './refusals.js';

const executionType = 200;
const projectObject = 20;

export const createExecution: CatalogProcedure = {
  schema: 'catalog',
  name: 'create_execution',
  grantedTo: 'public',
  parameters: [
    { name: '@folder_name', type: nvarchar(128) },
    { name: '@project_name', type: nvarchar(128) },
    { name: '@package_name', type: nvarchar(260) },
    { name: '@reference_id', type: bigint, defaultValue: null },
    { name: '@use32bitruntime', type: bit, defaultValue: false },
    { name: '@runinscaleout', type: bit, defaultValue: null },
    { name: '@useanyworker', type: bit, defaultValue: true },
    { name: '@execution_id', type: bigint, output: true },
  ],
  run(call, model) {
    const { store } = model;
    if (call.login?.kind !== 'windows') return call.refuse(sqlLoginRefused());
    const folder = call.text('@folder_name');
    const project = call.text('@project_name');
    const name = call.text('@package_name');
    const use32BitRuntime = call.flag('@use32bitruntime');
    if (folder === null || project === null || name === null || use32BitRuntime === null)
      return call.refuse(someNull());
    const inScaleOut = call.flag('@runinscaleout') ?? defaultsToScaleOut(store);

    const id = newOperation(call, model, {
      operationType: executionType,
      objectType: projectObject,
      objectName: project,
      status: operationStatus.created,
    });
    const found = findPackage(store, call.login, folder, project, name);
    const refusal = refusalOf(found, call, store, project, inScaleOut);
    if (refusal || found === undefined) {
      endOperation(store, id, operationStatus.failed, call.now);
      return call.refuse(refusal ?? packageNotFound());
    }
    changeOperation(store, id, { objectId: numberField(found.package, 'projectId') });
    store.put('executions', String(id), {
      folderName: folder,
      projectName: project,
      packageName: name,
      projectLsn: numberField(found.project, 'versionLsn'),
      use32BitRuntime,
      jobId: inScaleOut ? newJob(call, model) : null,
      ...(numberField(found.package, 'durationSeconds') === null
        ? {}
        : { durationSeconds: numberField(found.package, 'durationSeconds') }),
      ...(textField(found.package, 'outcome') === null ? {} : { outcome: textField(found.package, 'outcome') }),
    });
    call.setOutput('@execution_id', id);
    return 0;
  },
};

/** No value means Scale Out only where it is on and the catalog's default. */
function defaultsToScaleOut(store: Store): boolean {
  const enabled = store.get('masterProperties', 'IS_SCALEOUT_ENABLED');
  const mode = store.get('catalogProperties', 'DEFAULT_EXECUTION_MODE');
  return enabled?.value === 'TRUE' && mode?.value === '1';
}

function refusalOf(
  found: { readonly project: Row } | undefined,
  call: Call,
  store: Store,
  project: string,
  inScaleOut: boolean,
): SqlMessage | undefined {
  if (found === undefined) return packageNotFound();
  if (!executesProject(found.project, store, call.login)) return executionDenied(project);
  if (inScaleOut && !runsInScaleOut(call.login)) return executionDenied(project);
  const reference = call.integer('@reference_id');
  // The sandbox's projects refer to no environments.
  return reference === null ? undefined : referenceNotFound(reference);
}

function runsInScaleOut(login: Login | undefined): boolean {
  return isSysadmin(login) || isInRole(login, 'ssis_admin', 'ssis_cluster_executor');
}

function newJob(call: Call, { store, random }: Model): string {
  const jobId = randomGuid(random);
  // The parameter has no check: NULL is not 1.
  const forAny = call.flag('@useanyworker') === true;
  store.put('jobs', jobId, {
    workerAgentIds: forAny ? [anyWorker] : [],
    createdTime: timeText(call.now),
    isCancelled: false,
  });
  return jobId;
}
