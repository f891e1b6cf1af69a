import type { CatalogExamination, LogLogin } from '../../../domain/examination.js';
import { ssisdbLogLogin } from '../../../facts/ssisdb.js';
import { listed } from '../../../text/words.js';
import { type Check, type CheckContext, type FoundWrong, type Outcome, ok, pages, unknown } from '../check.js';
import { bracketed, quotedText } from '../tsql.js';

const { login, user } = ssisdbLogLogin.value;

export const catalogLogLogin: Check = {
  id: 'catalog.log-login',
  title: 'The login by which workers write their logs is there',
  reads: `sys.server_principals for ${login} (VIEW ANY DEFINITION); its user in SSISDB, that user's SID, and ssis_cluster_worker; CLUSTER_LOGDB_SERVER against the listeners of an availability group`,
  source:
    'Published SSISDB: internal.enable_scaleout; Microsoft: Scale Out support for high availability, 6.1 to 6.3; change the account of the log database',
  cause: 'The login by which workers write logs is gone, disabled, orphaned or of one replica only.',
  remedy: 'Run the statements as a sysadmin, on every replica; restart the workers.',
  page: pages.logAccount,
  door: 'examination',
  leadsTo: [{ check: 'worker.log-cache', at: 'any' }],
  run(context) {
    const { catalog, examination } = context;
    if (examination === undefined || catalog.scaleOut !== 'enabled') return [];
    const { logLogin } = examination;
    if (!logLogin.known) return [unknown('catalog', logLogin.reason)];
    const lacking = lacks(logLogin.value);
    if (lacking.length > 0) return [missing(logLogin.value, lacking, context)];
    return [namesOneNode(examination, context) ?? ok('catalog')];
  },
};

function lacks({ exists, disabled, user: state, isClusterWorker }: LogLogin): readonly string[] {
  return [
    ...(exists ? (disabled ? ['is disabled'] : []) : ['is not there']),
    ...(exists && state === 'missing' ? ['has no user in SSISDB'] : []),
    ...(exists && state === 'orphaned' ? ['has another SID than its user in SSISDB'] : []),
    ...(exists && state === 'present' && !isClusterWorker ? ['is not in ssis_cluster_worker'] : []),
  ];
}

function missing(found: LogLogin, lacking: readonly string[], { catalog, examination }: CheckContext): FoundWrong {
  const isAbsent = !found.exists || found.disabled;
  // No SQL Server login could log in: whoever turned that off has most likely given workers a Windows account.
  const isUnused = examination?.windowsLoginsOnly.known === true && examination.windowsLoginsOnly.value;
  const command = found.exists ? mending(found, catalog.database) : anew(found, catalog);
  return {
    target: 'catalog',
    result: isAbsent && isUnused ? 'warning' : 'error',
    summary: `The login ${login} ${listed(lacking)}`,
    evidence: [
      {
        read: login,
        where: 'sys.server_principals',
        value: found.exists ? (found.disabled ? 'disabled' : 'enabled') : '(none)',
      },
      { read: user, where: `sys.database_principals of ${catalog.database}`, value: found.user },
      {
        read: 'CLUSTER_LOGDB_SERVER',
        where: 'catalog.master_properties',
        value: catalog.master.logDatabaseServer ?? '(none)',
      },
    ],
    cause:
      'Workers write what packages say into SSISDB by this login, unless they were given a Windows account for it. Without it packages run, and leave no messages: nobody sees why one failed.',
    remedy: [
      found.exists
        ? 'Run the statements as a sysadmin, on this server and on every other replica, then restart the workers.'
        : 'Run the statements as a sysadmin with a password of your own in both places, then restart the workers.',
      ...(isUnused ? ['Mixed mode is off: turn that on as well.'] : []),
      ...(isAbsent ? ['Where workers write by a Windows account, nothing is to be done.'] : []),
      ...(found.exists ? [] : ['Do not call catalog.enable_scaleout again for it: it resets the log database too.']),
    ].join(' '),
    command,
  };
}

function mending(found: LogLogin, database: string): string {
  return [
    ...(found.disabled ? [`ALTER LOGIN ${bracketed(login)} ENABLE;`] : []),
    `USE ${bracketed(database)};`,
    ...(found.user === 'missing' ? [`CREATE USER ${bracketed(user)} FOR LOGIN ${bracketed(login)};`] : []),
    ...(found.user === 'orphaned' ? [`ALTER USER ${bracketed(user)} WITH LOGIN = ${bracketed(login)};`] : []),
    ...(found.isClusterWorker ? [] : [`ALTER ROLE [ssis_cluster_worker] ADD MEMBER ${bracketed(user)};`]),
  ].join(' ');
}

/** As catalog.enable_scaleout makes it, and nothing else of what that does. */
function anew(found: LogLogin, { database, server, master }: CheckContext['catalog']): string {
  const host = master.logDatabaseServer ?? server.name;
  const string = `Data Source=${host};Initial Catalog=${database};User Id=${login};Password='<password>';`;
  return [
    `CREATE LOGIN ${bracketed(login)} WITH PASSWORD = N'<password>', CHECK_POLICY = OFF;`,
    mending({ ...found, exists: true }, database),
    `EXEC catalog.update_logdb_info @server_name = ${quotedText(host)}, @connection_string = ${quotedText(string)};`,
  ].join(' ');
}

/** After a failover, workers would write to a server that is not the primary any more. */
function namesOneNode({ availability }: CatalogExamination, { catalog }: CheckContext): Outcome | undefined {
  const server = catalog.master.logDatabaseServer;
  if (server === null) return undefined;
  if (!availability.known) return unknown('catalog', availability.reason);
  const { isGroup, listeners } = availability.value;
  if (!isGroup || listeners.some((name) => hostOf(name) === hostOf(server))) return undefined;
  return {
    target: 'catalog',
    result: 'warning',
    summary: `The log database is reached by ${server}, which is no listener of the availability group`,
    evidence: [
      { read: 'CLUSTER_LOGDB_SERVER', where: 'catalog.master_properties', value: server },
      { read: 'dns_name', where: 'sys.availability_group_listeners', value: listeners.join(', ') || '(none)' },
    ],
    cause:
      'Workers write their logs to that server alone. After a failover they write to one that takes nothing any more.',
    remedy:
      'Have a member of ssis_admin call catalog.update_logdb_info with the listener and a connection string that names it, then restart the workers.',
  };
}

/** Without port, domain and instance. */
function hostOf(name: string): string {
  return (name.split(/[.,\\]/)[0] ?? '').trim().toLowerCase();
}
