import { int, nvarchar, optional, required, uniqueidentifier, type View } from '../model.js';
import { isSysadmin } from '../security.js';
import { replicaId } from './server.js';

const groupId = '00000000-0000-4000-A000-000000000002';

/** The availability group that SSISDB is in, where it is in one (`listeners` of table `server`); shown to a sysadmin alone. */
export const availabilityViews: readonly View[] = [
  {
    schema: 'sys',
    name: 'availability_replicas',
    columns: [required('replica_id', uniqueidentifier), required('group_id', uniqueidentifier)],
    rows: ({ server }, { login }) => (server.listeners !== null && isSysadmin(login) ? [[replicaId, groupId]] : []),
  },
  {
    schema: 'sys',
    name: 'availability_group_listeners',
    columns: [required('group_id', uniqueidentifier), optional('dns_name', nvarchar(63)), optional('port', int)],
    rows: ({ server }, { login }) =>
      isSysadmin(login) ? (server.listeners ?? []).map((name) => [groupId, name, 1433]) : [],
  },
];
