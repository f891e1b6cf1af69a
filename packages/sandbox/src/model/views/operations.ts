import type { SqlValue } from '../../engine.js';
import { instantAt } from '../../instant.js';
import {
  bigint,
  bit,
  datetimeoffset,
  int,
  nvarchar,
  optional,
  required,
  sid,
  smallint,
  sysname,
  uniqueidentifier,
  type View,
} from '../model.js';
import { isInRole, isSysadmin, type Login } from '../security.js';
import { flagField, numberField, type Row, textField, timeField } from '../store.js';

export const operations: View = {
  schema: 'catalog',
  name: 'operations',
  columns: [
    required('operation_id', bigint),
    required('operation_type', smallint),
    optional('created_time', datetimeoffset),
    optional('object_type', smallint),
    optional('object_id', bigint),
    optional('object_name', nvarchar(260)),
    required('status', int),
    optional('start_time', datetimeoffset),
    optional('end_time', datetimeoffset),
    required('caller_sid', sid),
    required('caller_name', sysname),
    optional('process_id', int),
    optional('stopped_by_sid', sid),
    optional('stopped_by_name', nvarchar(128)),
    optional('server_name', nvarchar(128)),
    optional('machine_name', nvarchar(128)),
    optional('operation_guid', uniqueidentifier),
  ],
  *rows({ store }, { login, offset }) {
    for (const [id, row] of store.rows('operations')) {
      if (!readsOperation(row, login)) continue;
      yield [
        BigInt(id),
        numberField(row, 'operationType'),
        instantField(row, 'createdTime', offset),
        numberField(row, 'objectType'),
        bigintOf(row, 'objectId'),
        textField(row, 'objectName'),
        numberField(row, 'status'),
        instantField(row, 'startTime', offset),
        instantField(row, 'endTime', offset),
        bytesOf(row, 'callerSid'),
        textField(row, 'callerName'),
        numberField(row, 'processId'),
        bytesOf(row, 'stoppedBySid'),
        textField(row, 'stoppedByName'),
        textField(row, 'serverName'),
        textField(row, 'machineName'),
        textField(row, 'operationGuid'),
      ];
    }
  },
};

/** The table that tells who has a task that was pulled and not yet reported on. */
export const tasks: View = {
  schema: 'internal',
  name: 'tasks',
  sysadminOnly: true,
  columns: [
    required('TaskId', uniqueidentifier),
    optional('JobId', uniqueidentifier),
    required('TaskType', int),
    optional('InputData', nvarchar('max')),
    required('MaxExecutedCount', int),
    required('ExecutedCount', int),
    required('Status', int),
    optional('IsCritical', bit),
    required('Priority', int),
    optional('ReadyForDispatchTime', datetimeoffset),
    required('LastUpdatedTime', datetimeoffset),
    required('CreatedTime', datetimeoffset),
    optional('WorkerAgentId', uniqueidentifier),
    optional('ExpiredTime', datetimeoffset),
    optional('CreateWorkerAgentId', uniqueidentifier),
    optional('IsCancelled', bit),
    optional('LastPickupTime', datetimeoffset),
    optional('CandidateWorkerAgentId', uniqueidentifier),
  ],
  *rows({ store, life }, { offset }) {
    for (const [id, row] of store.rows('tasks')) {
      const at = (name: string) => instantField(row, name, offset);
      // Reports renew the lease of a task that is held; the row has it as of the last change.
      const held = life.held(id);
      yield [
        id,
        textField(row, 'jobId'),
        0,
        inputOf(row),
        numberField(row, 'maxExecutedCount') ?? 1,
        numberField(row, 'executedCount') ?? 0,
        numberField(row, 'status'),
        false,
        0,
        at('readyForDispatchTime'),
        held === undefined ? (at('lastUpdatedTime') ?? at('createdTime')) : instantAt(held.lastContact, offset),
        at('createdTime'),
        textField(row, 'workerAgentId'),
        held === undefined ? at('expiredTime') : instantAt(held.leaseEnd, offset),
        null,
        flagField(row, 'isCancelled'),
        at('lastPickupTime'),
        null,
      ];
    }
  },
};

function inputOf(row: Row): string {
  const inputs = [{ name: 'execution_id', value: String(numberField(row, 'executionId') ?? '') }];
  const stopId = numberField(row, 'stopId');
  if (stopId !== null) inputs.push({ name: 'stop_id', value: String(stopId) });
  return JSON.stringify(inputs);
}

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
