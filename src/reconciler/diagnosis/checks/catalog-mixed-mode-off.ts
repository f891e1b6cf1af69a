import { ssisdbLogLogin } from '../../../facts/ssisdb.js';
import { type Check, type CheckContext, ok, pages, unknown } from '../check.js';
import { bracketed, quotedText } from '../tsql.js';

const { login } = ssisdbLogLogin.value;

export const catalogMixedModeOff: Check = {
  id: 'catalog.mixed-mode-off',
  title: 'SQL Server logins may log in, where workers write their logs by one',
  reads: "SERVERPROPERTY('IsIntegratedSecurityOnly'), and sys.server_principals for the log login",
  source:
    'Microsoft: Troubleshoot Scale Out ("No log"), walkthrough; change the account of the log database; published SSISDB: catalog.master_properties hides the connection string of the log',
  cause: 'The SQL Server takes Windows logins alone, and workers write their logs by a SQL Server login.',
  remedy: 'Turn mixed mode on; or let workers write by their Windows account, and disable the SQL Server login.',
  page: pages.troubleshooting,
  door: 'examination',
  leadsTo: [{ check: 'worker.log-cache', at: 'any' }],
  run({ catalog, examination }) {
    if (examination === undefined || catalog.scaleOut !== 'enabled') return [];
    const { windowsLoginsOnly, logLogin } = examination;
    if (!windowsLoginsOnly.known) return [unknown('catalog', windowsLoginsOnly.reason)];
    if (!windowsLoginsOnly.value) return [ok('catalog')];
    // Who disables it has most likely given workers a Windows account; that it is gone says nothing.
    if (logLogin.known && logLogin.value.exists && logLogin.value.disabled) return [unknown('catalog', unseen)];
    const isGone = logLogin.known && !logLogin.value.exists;
    return [
      {
        target: 'catalog',
        result: isGone ? 'warning' : 'error',
        summary: isGone
          ? 'The SQL Server takes Windows logins alone: workers can write their logs by a Windows account only'
          : 'The SQL Server takes Windows logins alone, so workers cannot write their logs',
        evidence: [
          { read: 'IsIntegratedSecurityOnly', where: 'SERVERPROPERTY', value: '1' },
          {
            read: login,
            where: 'sys.server_principals',
            value: isGone ? '(none)' : logLogin.known ? 'a SQL Server login, enabled' : `unknown: ${logLogin.reason}`,
          },
        ],
        cause:
          'Unless they were given a Windows account for it, workers write what packages say by a SQL Server login. Packages run, and leave no messages. No view shows which of the two they use: this goes by the login.',
        remedy: `Turn mixed mode on (Server Properties, Security: SQL Server and Windows Authentication mode) and restart the SQL Server in a quiet hour. Or let workers write by their Windows account: run the statements as a sysadmin, for each account that a worker runs as, and restart the workers. Once messages come, or where workers write by a Windows account already, run ALTER LOGIN ${bracketed(login)} DISABLE: then a warning (catalog.log-login) is all that is left.`,
        command: byWindowsAccount(catalog),
      },
    ];
  },
};

const unseen = `SQL Server takes Windows logins alone, and ${login} is disabled: workers write by a Windows account, or not at all. No view shows which.`;

/** As Microsoft has it of a change of the account. */
function byWindowsAccount({ database, server, master }: CheckContext['catalog']): string {
  const host = master.logDatabaseServer ?? server.name;
  const account = bracketed('<DOMAIN\\account>');
  const string = `Data Source=${host};Initial Catalog=${database};Integrated Security=SSPI;`;
  return [
    `CREATE LOGIN ${account} FROM WINDOWS;`,
    `USE ${bracketed(database)};`,
    `CREATE USER ${account} FOR LOGIN ${account};`,
    `ALTER ROLE [ssis_cluster_worker] ADD MEMBER ${account};`,
    `EXEC catalog.update_logdb_info @server_name = ${quotedText(host)}, @connection_string = ${quotedText(string)};`,
  ].join(' ');
}
