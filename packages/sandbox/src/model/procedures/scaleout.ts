import { createHash } from 'node:crypto';
import { randomLoginSid, randomPassword } from '../identifiers.js';
import { taskStatus } from '../life/task.js';
import { type Call, type CatalogProcedure, type Model, nvarchar } from '../model.js';
import { isSysadmin } from '../security.js';
import { releaseNumber } from '../server.js';
import { numberField, type Store } from '../store.js';
import {
  information,
  loginExists,
  loginInUse,
  noMaster,
  notSysadmin,
  nullValue,
  statementTerminated,
  userMessage,
} from './refusals.js';

const logLogin = '##MS_SSISLogDBWorkerAgentLogin##';
const logUser = '##MS_SSISLogDBWorkerAgentUser##';

/**
 * Not idempotent: each call puts the log database's server back to this one and makes its login anew, and the row is
 * overwritten before the missing master is noticed. It returns nothing of its own.
 */
export const enableScaleout: CatalogProcedure = {
  schema: 'catalog',
  name: 'enable_scaleout',
  grantedTo: 'ssis_admin',
  parameters: [],
  run(call, model) {
    const { store, server, random } = model;
    if (!isSysadmin(call.login)) return call.refuse(notSysadmin());
    const password = randomPassword(random);
    writeLogDatabase(
      store,
      server.name,
      `Data Source=${server.name};Initial Catalog=SSISDB;User Id=${logLogin};Password='${password}';`,
    );
    if (!server.masterFeature) {
      call.say(noMaster());
      return 0;
    }
    addMasterLogin(call, model);
    renewLogLogin(call, model, password);
    store.put('masterProperties', 'IS_SCALEOUT_ENABLED', { value: 'TRUE' });
    return 0;
  },
};

/** Only the service's own account gets a login from it, and only where there is none: never a domain account. */
function addMasterLogin(call: Call, { store, server, logins }: Model): void {
  const account = `NT Service\\SSISScaleOutMaster${releaseNumber(server)}`;
  if (logins.named(account)) return;
  call.say(information(`Adding login for ${account}`));
  store.put('logins', account, {
    name: account,
    kind: 'windows',
    password: null,
    serverRoles: [],
    databaseRoles: ['ssis_admin'],
    disabled: false,
  });
}

/** Dropped and made again, with a new password and a new SID: copies of it on replicas no longer match. */
function renewLogLogin(call: Call, { store, random }: Model, password: string): void {
  const inUse = [...store.rows('tasks').values()].some((task) => numberField(task, 'status') === taskStatus.running);
  if (inUse && store.get('logins', logLogin)) {
    call.say(loginInUse(logLogin));
    call.say(loginExists(logLogin));
    return;
  }
  // Its user is made anew as well.
  store.delete('strayUsers', logUser);
  store.put('logins', logLogin, {
    name: logLogin,
    kind: 'sql',
    password,
    serverRoles: [],
    databaseRoles: ['ssis_cluster_worker'],
    userName: logUser,
    sid: randomLoginSid(random),
    disabled: false,
  });
}

/**
 * No supported way off: it leaves an empty property, drops the logins, and swallows every error. SSISDB's also throws
 * all other connections out (single user mode); the sandbox's leaves them.
 */
export const disableScaleout: CatalogProcedure = {
  schema: 'internal',
  name: 'disable_scaleout',
  grantedTo: 'ssis_admin',
  parameters: [],
  run(call, { store, server }) {
    // An ssis_admin fails at its first statement, ALTER DATABASE, and hears nothing of it.
    if (!isSysadmin(call.login)) return 0;
    updateMasterProperty(store, 'IS_SCALEOUT_ENABLED', '');
    store.delete('logins', logLogin);
    store.delete('logins', `NT Service\\SSISScaleOutMaster${releaseNumber(server)}`);
    return 0;
  },
};

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
function writeLogDatabase(store: Store, server: string | null, connectionString: string | null): void {
  if (server !== null) updateMasterProperty(store, 'CLUSTER_LOGDB_SERVER', server);
  if (connectionString === null) return;
  const digest = createHash('sha256').update(connectionString).digest('hex');
  updateMasterProperty(store, 'CLUSTER_LOGDB_CONNECTIONSTRING', `sha256:${digest}`);
}
