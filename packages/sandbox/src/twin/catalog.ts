import { sqlTimeText } from '../instant.js';
import {
  isGuid,
  type Random,
  randomAccountSid,
  randomLoginSid,
  randomPassword,
  serviceSid,
} from '../model/identifiers.js';
import type { Row } from '../model/store.js';
import type { TwinDescription, TwinLogin } from './description.js';

type Rows = Record<string, Row>;

/** The rows of the SQL Server and of its catalog, but for workers and what runs. */
export function catalogTables(description: TwinDescription, random: Random): Record<string, Rows> {
  const { server, catalog } = description;
  return {
    server: { server: { ...server, masterFeature: true } },
    catalogProperties: valueRows({
      DEFAULT_EXECUTION_MODE:
        catalog.defaultExecutionMode === null ? null : catalog.defaultExecutionMode === 'scaleOut' ? '1' : '0',
      ENCRYPTION_ALGORITHM: 'AES_256',
      OPERATION_CLEANUP_ENABLED: 'TRUE',
      RETENTION_WINDOW: '365',
      SCHEMA_BUILD: server.productVersion,
      SERVER_LOGGING_LEVEL: '1',
    }),
    masterProperties: masterProperties(description),
    extendedProperties: Object.fromEntries(
      Object.entries(catalog.properties).map(([name, value]) => [name, { name, value }]),
    ),
    ...logins(description, random),
  };
}

/** What is null has no row. */
function valueRows(values: Readonly<Record<string, string | null>>): Rows {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, { value }]])),
  );
}

/** What is empty or not there is an empty row: which of the two it is, nobody can tell. */
function masterProperties({ master, catalog }: TwinDescription): Rows {
  const { lastOnline, heartbeatInterval } = master;
  const at = Date.parse(lastOnline ?? '');
  return valueRows({
    CLUSTER_LOGDB_CONNECTIONSTRING: '',
    CLUSTER_LOGDB_SERVER: master.logDatabaseServer ?? '',
    EXECUTION_PASSWORD: '',
    // A time that nobody can read stands as it does.
    LAST_ONLINE_TIME: lastOnline === null || Number.isNaN(at) ? lastOnline : sqlTimeText(at, 0),
    MACHINE_NAME: master.machineName ?? '',
    MASTER_ADDRESS: master.address ?? '',
    MASTER_HEARTBEAT_INTERVALINMS: heartbeatInterval === null ? '' : String(heartbeatInterval * 1000),
    MASTER_SERVICE_PORT: master.port === null ? '' : String(master.port),
    SSLCERT_THUMBPRINT: master.certificateThumbprint ?? '',
    IS_SCALEOUT_ENABLED: catalog.scaleOut === 'neverEnabled' ? null : catalog.scaleOut === 'enabled' ? 'TRUE' : '',
  });
}

/** The logins of every sandbox, with which its owner may do everything there. */
const ownLogins = ['scaleout', 'SANDBOX\\scaleout'];

/** Our own login as the live one is, and those of other accounts that were seen. Every password is of the twin alone. */
function logins({ login, accounts, catalog, machines }: TwinDescription, random: Random): Record<string, Rows> {
  const rows = new Map<string, Row>();
  const strays: Rows = {};
  const put = (row: Row & { readonly name: string }) => rows.set(row.name.toUpperCase(), row);
  for (const name of ownLogins)
    put(loginRow(name, { password: randomPassword(random), serverRoles: ['sysadmin'], databaseRoles: [] }, random));
  const known = new Set(accounts.map(({ name }) => name.toUpperCase()));
  for (const { name, login: hasLogin, user, admin } of accounts) {
    const databaseRoles = user ? (admin ? ['ssis_admin'] : []) : null;
    if (hasLogin) put(loginRow(name, { databaseRoles }, random));
    // Its user can be found where its SID follows from its name.
    else if (databaseRoles !== null) strays[name] = { type: 'U', sid: sidOf(name, random), databaseRoles };
  }
  // Of which nothing was seen; enable_scaleout, or somebody, gave them what they need.
  for (const { services } of machines) {
    for (const { role, account } of services) {
      const isKnown = role !== 'master' || rows.has(account.toUpperCase()) || known.has(account.toUpperCase());
      if (!isKnown && account.includes('\\')) put(loginRow(account, { databaseRoles: ['ssis_admin'] }, random));
    }
  }
  if (catalog.scaleOut === 'enabled') {
    const name = '##MS_SSISLogDBWorkerAgentLogin##';
    const userName = '##MS_SSISLogDBWorkerAgentUser##';
    put({
      ...loginRow(name, { password: randomPassword(random), databaseRoles: ['ssis_cluster_worker'] }, random),
      userName,
    });
  }
  put(liveLogin(login, random));
  return {
    logins: Object.fromEntries([...rows.values()].map((row) => [String(row.name), row])),
    strayUsers: strays,
    simulation: { login: { name: login.name } },
  };
}

/** In no role of SSISDB: a sysadmin is dbo there. */
function liveLogin(login: TwinLogin, random: Random): Row & { readonly name: string } {
  const { name, kind, sysadmin, ssisAdmin, clusterExecutor, seesExecutions, seesDefinitions, seesLogins } = login;
  const roles = [
    ...(ssisAdmin ? ['ssis_admin'] : []),
    ...(clusterExecutor ? ['ssis_cluster_executor'] : []),
    ...(seesExecutions && !ssisAdmin ? ['ssis_logreader'] : []),
  ];
  const permissions = [
    ...(seesDefinitions ? ['VIEW DEFINITION'] : []),
    ...(seesLogins ? ['VIEW DEFINITION', 'VIEW ANY DEFINITION'] : []),
  ];
  return {
    ...loginRow(
      name,
      {
        password: randomPassword(random),
        serverRoles: sysadmin ? ['sysadmin'] : [],
        databaseRoles: sysadmin ? [] : roles,
      },
      random,
    ),
    kind,
    ...(sysadmin || permissions.length === 0 ? {} : { permissions: [...new Set(permissions)] }),
  };
}

function loginRow(name: string, fields: Row, random: Random): Row & { readonly name: string } {
  const isWindows = name.includes('\\');
  return {
    name,
    kind: isWindows ? 'windows' : 'sql',
    password: null,
    serverRoles: [],
    sid: isWindows ? sidOf(name, random) : randomLoginSid(random),
    disabled: false,
    ...fields,
  };
}

function sidOf(account: string, random: Random): string {
  const sid = serviceSid(account);
  return sid === undefined ? randomAccountSid(random) : Buffer.from(sid).toString('hex').toUpperCase();
}

/** The rows of workers, those too of which something cannot be read. */
export function workerRows({ workers, unreadable }: TwinDescription): Rows {
  const readable = workers.map((row): readonly [string, Row] => [
    row.id,
    {
      isEnabled: row.enabled,
      displayName: row.displayName,
      description: row.description,
      machineName: row.machineName,
      tags: row.tags,
      userAccount: row.userAccount,
      lastOnlineTime: row.lastOnline,
    },
  ]);
  const others = unreadable.map(({ id, machineName, enabled, lastOnline }, index): readonly [string, Row] => [
    id !== null && isGuid(id) ? id : `row ${index + 1}`,
    {
      isEnabled: enabled,
      displayName: null,
      description: null,
      machineName,
      tags: null,
      userAccount: null,
      lastOnlineTime: lastOnline,
    },
  ]);
  return Object.fromEntries([...readable, ...others]);
}
