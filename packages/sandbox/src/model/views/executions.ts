import {
  bigint,
  bit,
  char,
  datetimeoffset,
  int,
  type Model,
  nvarchar,
  optional,
  required,
  sid,
  smallint,
  sysname,
  uniqueidentifier,
  type View,
  type Viewer,
  type ViewRow,
} from '../model.js';
import { flagField, numberField, type Row, textField } from '../store.js';
import { bigintOf, bytesOf, instantField, readsOperation } from './operations.js';

export const executions: View = {
  schema: 'catalog',
  name: 'executions',
  columns: [
    required('execution_id', bigint),
    required('folder_name', sysname),
    required('project_name', sysname),
    required('package_name', nvarchar(260)),
    optional('reference_id', bigint),
    optional('reference_type', char(1)),
    optional('environment_folder_name', nvarchar(128)),
    optional('environment_name', nvarchar(128)),
    optional('project_lsn', bigint),
    required('executed_as_sid', sid),
    required('executed_as_name', nvarchar(128)),
    required('use32bitruntime', bit),
    required('operation_type', smallint),
    optional('created_time', datetimeoffset),
    optional('object_type', smallint),
    optional('object_id', bigint),
    required('status', int),
    optional('start_time', datetimeoffset),
    optional('end_time', datetimeoffset),
    required('caller_sid', sid),
    required('caller_name', sysname),
    optional('process_id', int),
    optional('stopped_by_sid', sid),
    optional('stopped_by_name', nvarchar(128)),
    optional('dump_id', uniqueidentifier),
    optional('server_name', nvarchar(128)),
    optional('machine_name', nvarchar(128)),
    optional('worker_agent_id', uniqueidentifier),
    optional('total_physical_memory_kb', bigint),
    optional('available_physical_memory_kb', bigint),
    optional('total_page_file_kb', bigint),
    optional('available_page_file_kb', bigint),
    optional('cpu_count', int),
    optional('executed_count', int),
  ],
  *rows(model, viewer) {
    for (const [id, execution] of model.store.rows('executions')) {
      const found = visible(id, execution, model, viewer);
      if (found) yield found;
    }
  },
  key: {
    column: 0,
    find(value, model, viewer) {
      const id = String(value);
      const execution = model.store.get('executions', id);
      return execution && visible(id, execution, model, viewer);
    },
  },
};

function visible(id: string, execution: Row, { store }: Model, viewer: Viewer): ViewRow | undefined {
  const operation = store.get('operations', id);
  if (operation === undefined || !readsOperation(operation, viewer.login)) return undefined;
  const at = (name: string) => instantField(operation, name, viewer.offset);
  return [
    BigInt(id),
    textField(execution, 'folderName'),
    textField(execution, 'projectName'),
    textField(execution, 'packageName'),
    null,
    null,
    null,
    null,
    bigintOf(execution, 'projectLsn'),
    bytesOf(operation, 'callerSid'),
    textField(operation, 'callerName'),
    flagField(execution, 'use32BitRuntime'),
    numberField(operation, 'operationType'),
    at('createdTime'),
    numberField(operation, 'objectType'),
    bigintOf(operation, 'objectId'),
    numberField(operation, 'status'),
    at('startTime'),
    at('endTime'),
    bytesOf(operation, 'callerSid'),
    textField(operation, 'callerName'),
    numberField(operation, 'processId'),
    bytesOf(operation, 'stoppedBySid'),
    textField(operation, 'stoppedByName'),
    textField(operation, 'operationGuid'),
    textField(operation, 'serverName'),
    textField(operation, 'machineName'),
    textField(operation, 'workerAgentId'),
    null,
    null,
    null,
    null,
    null,
    numberField(operation, 'executedCount'),
  ];
}
