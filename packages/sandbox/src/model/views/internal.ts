import {
  bigint,
  bit,
  datetimeoffset,
  float,
  int,
  nvarchar,
  optional,
  required,
  smallint,
  sysname,
  uniqueidentifier,
  type View,
  variant,
} from '../model.js';
import { listField, numberField, textField } from '../store.js';
import { readsOperation, tasks } from './operations.js';
import { workerAgentPerfcounter } from './worker-agents.js';

/*
 * Tables of SSISDB that only a sysadmin reads, of those columns that the published script has and the sandbox knows. What runs
 * is moved into the history tables 60 minutes after its end there; here everything stays in internal.tasks.
 */

/** internal.executions: with the job of an execution that is for a worker, which no public view shows. */
const executions: View = {
  schema: 'internal',
  name: 'executions',
  sysadminOnly: true,
  columns: [
    required('execution_id', bigint),
    required('folder_name', sysname),
    required('project_name', sysname),
    required('package_name', nvarchar(260)),
    required('use32bitruntime', bit),
    optional('job_id', uniqueidentifier),
  ],
  *rows({ store }) {
    for (const [id, row] of store.rows('executions')) {
      const names = ['folderName', 'projectName', 'packageName'].map((name) => textField(row, name));
      yield [BigInt(id), ...names, row.use32BitRuntime === true, textField(row, 'jobId')];
    }
  },
};

const jobWorkerAgents: View = {
  schema: 'internal',
  name: 'job_worker_agents',
  sysadminOnly: true,
  columns: [required('WorkerAgentId', uniqueidentifier), required('JobId', uniqueidentifier)],
  *rows({ store }) {
    for (const [id, row] of store.rows('jobs')) {
      for (const worker of listField(row, 'workerAgentIds')) yield [worker, id];
    }
  },
};

const tasksHistory: View = { ...tasks, name: 'tasks_history', rows: () => [] };

const perfCounters: View = {
  ...workerAgentPerfcounter,
  schema: 'internal',
  sysadminOnly: true,
  columns: [
    required('WorkerAgentId', uniqueidentifier),
    required('PerfCounterName', nvarchar('max')),
    required('PerfCounterValue', float),
    required('TimeStamp', datetimeoffset),
  ],
};

/** The sandbox's packages say nothing: how many rows there are stands in table `tableSizes`, where it matters. */
function eventMessages(name: string): View {
  return {
    schema: 'internal',
    name,
    sysadminOnly: true,
    columns: [required('event_message_id', bigint), required('operation_id', bigint)],
    rows: () => [],
  };
}

/** catalog.execution_parameter_values: those of an execution that are no parameter of a package (object type 50). */
const executionParameterValues: View = {
  schema: 'catalog',
  name: 'execution_parameter_values',
  columns: [
    required('execution_parameter_id', bigint),
    required('execution_id', bigint),
    required('object_type', smallint),
    required('parameter_data_type', nvarchar(128)),
    required('parameter_name', sysname),
    { name: 'parameter_value', type: variant, nullable: true },
  ],
  *rows({ store }, { login }) {
    for (const [id, row] of store.rows('executions')) {
      const operation = store.get('operations', id);
      if (operation === undefined || !readsOperation(operation, login)) continue;
      const value = { type: bit, value: row.dumpOnError === true };
      yield [BigInt(id), BigInt(id), 50, 'Boolean', 'DUMP_ON_ERROR', value];
      const level = { type: int, value: numberField(row, 'loggingLevel') ?? 1 };
      yield [BigInt(id), BigInt(id), 50, 'Int32', 'LOGGING_LEVEL', level];
    }
  },
};

export const internalViews: readonly View[] = [
  executions,
  jobWorkerAgents,
  tasksHistory,
  perfCounters,
  eventMessages('event_messages'),
  eventMessages('event_messages_scaleout'),
  executionParameterValues,
];
