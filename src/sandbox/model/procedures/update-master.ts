import { createHash } from 'node:crypto';
import { nvarchar } from '../columns.js';
import type { Store } from '../store.js';
import type { CatalogProcedure } from './procedure.js';
import { nullValue, statementTerminated, userMessage } from './refusals.js';

/** Every writer of the master's properties is an UPDATE by name: a row that is not there is not written, silently. */
export function updateMasterProperty(store: Store, name: string, value: string): void {
  if (store.get('masterProperties', name)) store.put('masterProperties', name, { value });
}

export const updateMasterAddress: CatalogProcedure = {
  schema: 'catalog',
  name: 'update_master_address',
  grantedTo: 'ssis_admin',
  parameters: [{ name: '@MasterAddress', type: nvarchar(256) }],
  run(call, { store }) {
    const address = call.text('@MasterAddress');
    if (address === null) call.say(userMessage('The argument @MasterAddress is NULL.'));
    else updateMasterProperty(store, 'MASTER_ADDRESS', address);
    // It has no return code of its own, not even then.
    return 0;
  },
};

export const updateLogdbInfo: CatalogProcedure = {
  schema: 'catalog',
  name: 'update_logdb_info',
  grantedTo: 'ssis_admin',
  parameters: [
    { name: '@server_name', type: nvarchar('max') },
    { name: '@connection_string', type: nvarchar('max') },
  ],
  run(call, { store }) {
    const server = call.text('@server_name');
    const connection = call.text('@connection_string');
    writeLogDatabase(store, server, connection);
    // The column takes no NULL; each of the two updates is a statement of its own.
    for (const value of [server, connection]) {
      if (value !== null) continue;
      call.say(nullValue('property_value', 'master_properties'));
      call.say(statementTerminated());
    }
    return 0;
  },
};

/** The string is kept encrypted and nothing reads it back: its digest is all that the sandbox keeps of it. */
export function writeLogDatabase(store: Store, server: string | null, connectionString: string | null): void {
  if (server !== null) updateMasterProperty(store, 'CLUSTER_LOGDB_SERVER', server);
  if (connectionString === null) return;
  const digest = createHash('sha256').update(connectionString).digest('hex');
  updateMasterProperty(store, 'CLUSTER_LOGDB_CONNECTIONSTRING', `sha256:${digest}`);
}
