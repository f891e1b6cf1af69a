import { ssisdbLogLogin } from '../../../facts/ssisdb.js';
import { type Check, ok, pages, unknown } from '../check.js';

export const catalogMixedModeOff: Check = {
  id: 'catalog.mixed-mode-off',
  title: 'SQL Server logins may log in, where workers write their logs by one',
  reads: "SERVERPROPERTY('IsIntegratedSecurityOnly'), and sys.server_principals for the log login",
  source: 'Microsoft: Troubleshoot Scale Out ("No log"), walkthrough',
  cause: 'The SQL Server takes Windows logins alone, and workers write their logs by a SQL Server login.',
  remedy: 'Turn mixed mode on, or let workers write by their Windows account.',
  page: pages.troubleshooting,
  door: 'examination',
  leadsTo: [{ check: 'worker.log-cache', at: 'any' }],
  run({ catalog, examination }) {
    if (examination === undefined || catalog.scaleOut !== 'enabled') return [];
    const { windowsLoginsOnly, logLogin } = examination;
    if (!windowsLoginsOnly.known) return [unknown('catalog', windowsLoginsOnly.reason)];
    if (!windowsLoginsOnly.value) return [ok('catalog')];
    const isSurely = logLogin.known && logLogin.value.exists;
    return [
      {
        target: 'catalog',
        result: logLogin.known && !logLogin.value.exists ? 'warning' : 'error',
        summary: 'The SQL Server takes Windows logins alone, so workers cannot write their logs',
        evidence: [
          { read: 'IsIntegratedSecurityOnly', where: 'SERVERPROPERTY', value: '1' },
          {
            read: ssisdbLogLogin.value.login,
            where: 'sys.server_principals',
            value: isSurely ? 'a SQL Server login' : logLogin.known ? '(none)' : `unknown: ${logLogin.reason}`,
          },
        ],
        cause:
          'Unless they were given a Windows account for it, workers write what packages say by a SQL Server login. Packages run, and leave no messages.',
        remedy:
          'Turn mixed mode on (Server Properties, Security: SQL Server and Windows Authentication mode) and restart the SQL Server in a quiet hour; or let workers write by their Windows account, with catalog.update_logdb_info.',
      },
    ];
  },
};
