import { instantAt, sqlTimeText } from '../../instant.js';
import { isGuid } from '../identifiers.js';
import { heardWorker, lastMasterHeartbeat } from '../life/heartbeats.js';
import {
  bit,
  datetimeoffset,
  float,
  type Model,
  nvarchar,
  optional,
  required,
  uniqueidentifier,
  type View,
  type Viewer,
  type ViewRow,
} from '../model.js';
import { isInRole, isSysadmin, type Login } from '../security.js';
import { flagField, numberField, type Row, textField, timeField } from '../store.js';

/** The filter of the worker views: nobody else sees a row, and nobody gets an error. */
function seesWorkers(login: Login | undefined): boolean {
  return isSysadmin(login) || isInRole(login, 'ssis_admin', 'ssis_cluster_executor');
}

export const workerAgents: View = {
  schema: 'catalog',
  name: 'worker_agents',
  columns: [
    required('WorkerAgentId', uniqueidentifier),
    required('IsEnabled', bit),
    optional('DisplayName', nvarchar(256)),
    optional('Description', nvarchar('max')),
    optional('MachineName', nvarchar(256)),
    optional('Tags', nvarchar('max')),
    optional('UserAccount', nvarchar(256)),
    required('LastOnlineTime', datetimeoffset),
  ],
  *rows(model, viewer) {
    if (!seesWorkers(viewer.login)) return;
    for (const [id, row] of model.store.rows('workerAgents')) yield workerRow(id, row, model, viewer);
  },
  key: {
    column: 0,
    find(value, model, viewer) {
      if (typeof value !== 'string' || !seesWorkers(viewer.login)) return undefined;
      const id = value.toUpperCase();
      const row = model.store.get('workerAgents', id);
      return row && workerRow(id, row, model, viewer);
    },
  },
};

function workerRow(id: string, row: Row, model: Model, { now, offset }: Viewer): ViewRow {
  const { machineName, userAccount, lastOnline } = heardWorker(id, row, model.life.fleet, now);
  // A state that people wrote may hold what no column of that type does: it shows as NULL, which SSISDB itself never does.
  const isTime =
    lastOnline > 0 || textField(row, 'lastOnlineTime') === null || timeField(row, 'lastOnlineTime') !== null;
  return [
    isGuid(id) ? id : null,
    flagField(row, 'isEnabled'),
    textField(row, 'displayName'),
    textField(row, 'description'),
    machineName,
    textField(row, 'tags'),
    userAccount,
    isTime ? instantAt(lastOnline, offset) : null,
  ];
}

/** Only rows that the state has: which counters a worker reports is not public, so the sandbox's report none. */
export const workerAgentPerfcounter: View = {
  schema: 'catalog',
  name: 'worker_agent_perfcounter',
  columns: [
    required('WorkerAgentId', uniqueidentifier),
    required('PerfCounterName', nvarchar('max')),
    required('PerfCounterValue', float),
    required('TimeStamp', datetimeoffset),
  ],
  *rows({ store }, { login, offset }) {
    if (!seesWorkers(login)) return;
    for (const row of store.rows('perfCounters').values()) {
      yield [
        textField(row, 'workerAgentId'),
        textField(row, 'name'),
        numberField(row, 'value'),
        instantAt(timeField(row, 'timeStamp') ?? 0, offset),
      ];
    }
  },
};

const hidden = new Set(['CLUSTER_LOGDB_CONNECTIONSTRING', 'EXECUTION_PASSWORD']);

export const masterProperties: View = {
  schema: 'catalog',
  name: 'master_properties',
  columns: [required('property_name', nvarchar(256)), required('property_value', nvarchar('max'))],
  *rows({ store, life }, { now, offset }) {
    for (const [name, row] of store.rows('masterProperties')) {
      if (hidden.has(name)) continue;
      const stored = textField(row, 'value') ?? '';
      const beat = name === 'LAST_ONLINE_TIME' ? lastMasterHeartbeat(life.fleet, now) : undefined;
      yield [name, beat === undefined ? stored : sqlTimeText(beat, offset)];
    }
  },
};
