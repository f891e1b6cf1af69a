import type { SqlMessage } from '../../engine.js';
import { timeText } from '../../instant.js';
import { randomGuid } from '../identifiers.js';
import { changeOperation, endOperation, operationStatus } from '../life/task.js';
import { anyWorker } from '../life/task-events.js';
import { bigint, bit, type Call, type CatalogProcedure, type Model, nvarchar } from '../model.js';
import { isInRole, isSysadmin, type Login } from '../security.js';
import { numberField, type Row, type Store, textField } from '../store.js';
import { executesProject, readsProject } from '../views/projects.js';
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

/** Inserts a row of internal.operations for the caller and returns its id. */
export function newOperation(call: Call, model: Model, fields: Row): number {
  const id = model.nextOperationId();
  model.store.put('operations', String(id), {
    operationType: null,
    createdTime: timeText(call.now),
    objectType: null,
    objectId: null,
    objectName: null,
    status: null,
    startTime: null,
    endTime: null,
    callerSid: Buffer.from(call.login?.sid ?? new Uint8Array(1))
      .toString('hex')
      .toUpperCase(),
    callerName: call.login?.name ?? '',
    processId: null,
    stoppedBySid: null,
    stoppedByName: null,
    operationGuid: randomGuid(model.random),
    serverName: null,
    machineName: null,
    workerAgentId: null,
    executedCount: 0,
    ...fields,
  });
  return id;
}

interface FoundPackage {
  readonly project: Row;
  readonly package: Row;
}

/** A package by the names of its folder and project, where the login may see it. Names compare without case. */
export function findPackage(
  store: Store,
  login: Login | undefined,
  folder: string,
  project: string,
  name: string,
): FoundPackage | undefined {
  for (const row of store.rows('packages').values()) {
    if (!same(textField(row, 'name'), name)) continue;
    const itsProject = store.get('projects', String(numberField(row, 'projectId') ?? ''));
    const itsFolder = itsProject && store.get('folders', String(numberField(itsProject, 'folderId') ?? ''));
    if (!itsFolder || !same(textField(itsProject, 'name'), project) || !same(textField(itsFolder, 'name'), folder))
      continue;
    if (readsProject(itsProject, store, login)) return { project: itsProject, package: row };
  }
  return undefined;
}

function same(one: string | null, other: string): boolean {
  return one !== null && one.toUpperCase() === other.trimEnd().toUpperCase();
}
