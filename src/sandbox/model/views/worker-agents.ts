import { bit, datetimeoffset, nvarchar, optional, required, uniqueidentifier } from '../columns.js';
import { heardWorker } from '../life/heartbeats.js';
import type { Model } from '../model.js';
import { flagField, textField } from '../rows/fields.js';
import { isInRole, isSysadmin, type Login } from '../security/login.js';
import type { Row } from '../store.js';
import { instantAt } from '../time-text.js';
import type { View, Viewer, ViewRow } from './view.js';

/** The filter of the worker views: nobody else sees a row, and nobody gets an error. */
export function seesWorkers(login: Login | undefined): boolean {
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
  return [
    id,
    flagField(row, 'isEnabled'),
    textField(row, 'displayName'),
    textField(row, 'description'),
    machineName,
    textField(row, 'tags'),
    userAccount,
    instantAt(lastOnline, offset),
  ];
}
