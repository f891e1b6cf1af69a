import type { CatalogExamination, LogLogin } from '../../../domain/examination.js';
import type { Known } from '../../../domain/known.js';
import { ssisdbLogLogin } from '../../../facts/ssisdb.js';
import { nullableText } from '../read-workers.js';
import type { Collector } from '../request/sql-server.js';
import { flag, known, knownOf, notKnown, type Part, shortText } from './part.js';

/** What the system's own views tell: nothing of it fails, what a login may not see is left out. */
export interface ServerPart {
  readonly session: readonly unknown[];
  readonly properties: ReadonlyMap<string, string | null>;
  readonly listeners: readonly string[];
  readonly logUsers: readonly { readonly isOfLogin: boolean; readonly isClusterWorker: boolean }[];
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * Facts of the server and of SSISDB, in one request; the result sets come in the order of `sets`. For SQL Server 2017 and later.
 *
 * Metadata that a login may not see is left out without a word, so whether it may see all is asked beside it; the right that
 * only SQL Server 2022 and later know gives NULL before.
 */
export const serverSql = `
SELECT
  CONVERT(int, SERVERPROPERTY('IsIntegratedSecurityOnly')) AS windows_only,
  CONVERT(int, SERVERPROPERTY('IsClustered')) AS is_clustered,
  HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW ANY DEFINITION') AS sees_logins,
  HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW ANY SECURITY DEFINITION') AS sees_security,
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION') AS sees_users,
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW SECURITY DEFINITION') AS sees_user_security,
  (SELECT CONVERT(int, is_master_key_encrypted_by_server) FROM sys.databases WHERE database_id = DB_ID()) AS by_server,
  (SELECT CASE WHEN replica_id IS NULL THEN 0 ELSE 1 END FROM sys.databases WHERE database_id = DB_ID()) AS is_group,
  (SELECT COUNT(*) FROM sys.server_principals WHERE name = N'${ssisdbLogLogin.value.login}') AS logins,
  (SELECT MAX(CONVERT(int, is_disabled)) FROM sys.server_principals
    WHERE name = N'${ssisdbLogLogin.value.login}') AS disabled,
  SUSER_SNAME() AS login_name;

SELECT property_name, property_value
FROM catalog.catalog_properties
WHERE property_name IN (N'SCHEMA_BUILD', N'RETENTION_WINDOW', N'OPERATION_CLEANUP_ENABLED');

SELECT TOP (50) l.dns_name
FROM sys.databases AS d
JOIN sys.availability_replicas AS r ON r.replica_id = d.replica_id
JOIN sys.availability_group_listeners AS l ON l.group_id = r.group_id
WHERE d.database_id = DB_ID()
ORDER BY l.dns_name;

SELECT TOP (50)
  CASE WHEN p.sid IS NOT NULL THEN 1 ELSE 0 END AS is_of_login,
  (SELECT COUNT(*) FROM sys.database_role_members AS m
    JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
    WHERE m.member_principal_id = u.principal_id AND r.name = N'ssis_cluster_worker') AS cluster_worker
FROM sys.database_principals AS u
LEFT JOIN sys.server_principals AS p ON p.sid = u.sid AND p.name = N'${ssisdbLogLogin.value.login}'
WHERE u.name = N'${ssisdbLogLogin.value.user}' OR p.sid IS NOT NULL;

SELECT o.name, SUM(p.rows) AS all_rows
FROM sys.partitions AS p
JOIN sys.all_objects AS o ON o.object_id = p.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE s.name = N'internal' AND p.index_id IN (0, 1)
  AND o.name IN (N'event_messages', N'event_messages_scaleout', N'worker_agent_perfcounter')
GROUP BY o.name;
`;

const sets = { session: 0, properties: 1, listeners: 2, logUsers: 3, sizes: 4 } as const;

export function collectServer(): Collector<ServerPart> {
  let session: readonly unknown[] = [];
  const properties = new Map<string, string | null>();
  const listeners: string[] = [];
  const logUsers: { isOfLogin: boolean; isClusterWorker: boolean }[] = [];
  const sizes = new Map<string, number>();
  return {
    onRow(set, values) {
      const [first, second] = values;
      if (set === sets.session) session = values;
      else if (set === sets.properties) properties.set(String(first), nullableText(second));
      else if (set === sets.listeners) listeners.push(shortText(first));
      else if (set === sets.logUsers)
        logUsers.push({ isOfLogin: Number(first) === 1, isClusterWorker: Number(second) > 0 });
      else if (set === sets.sizes) sizes.set(String(first), Number(second));
    },
    end: () => ({ session, properties, listeners, logUsers, sizes }),
  };
}

type Told = Pick<
  CatalogExamination,
  'windowsLoginsOnly' | 'availability' | 'logLogin' | 'masterKeyByServer' | 'schemaBuild'
>;

/** Who we are, for reasons. */
export function whoOf(part: Part<ServerPart>): string {
  return part.read ? `the login ${shortText(part.value.session[10])}` : 'this login';
}

/** What these facts mean; `login` is `whoOf`. */
export function serverFacts(part: Part<ServerPart>, login: string): Told {
  const told = <T>(tell: (server: ServerPart) => Known<T>) =>
    knownOf(part, `${login} may not read the system's views`, tell);
  return {
    windowsLoginsOnly: told(({ session: [only] }) => flagOr(only, 'the server does not tell IsIntegratedSecurityOnly')),
    availability: told(({ session, listeners }) => {
      const [, clustered] = session;
      const isGroup = flag(session[7]) === true;
      if (isGroup && listeners.length === 0 && !seesLogins(session))
        return notKnown(lacks(login, 'VIEW ANY DEFINITION', 'the listeners of the availability group'));
      return known({ isGroup, isClustered: flag(clustered) === true, listeners });
    }),
    logLogin: told((server) => logLoginOf(server, login)),
    masterKeyByServer: told(({ session }) => flagOr(session[6], `${login} is not shown SSISDB in sys.databases`)),
    schemaBuild: told(({ properties }) => known(properties.get('SCHEMA_BUILD') || null)),
  };
}

function logLoginOf({ session, logUsers }: ServerPart, login: string): Known<LogLogin> {
  const exists = Number(session[8]) > 0;
  if (!exists && !seesLogins(session)) return notKnown(lacks(login, 'VIEW ANY DEFINITION', 'other logins'));
  const own = logUsers.find(({ isOfLogin }) => isOfLogin);
  const seesUsers = flag(session[4]) === true || flag(session[5]) === true;
  if (own === undefined && !seesUsers) return notKnown(lacks(login, 'VIEW DEFINITION on SSISDB', 'its users'));
  const user = own !== undefined ? 'present' : logUsers.length > 0 ? 'orphaned' : 'missing';
  const isClusterWorker = (own ?? logUsers[0])?.isClusterWorker === true;
  return known({ exists, disabled: flag(session[9]) === true, user, isClusterWorker });
}

export function seesLogins(session: readonly unknown[]): boolean {
  return flag(session[2]) === true || flag(session[3]) === true;
}

function lacks(login: string, right: string, what: string): string {
  return `${login} lacks ${right}, and so is not shown ${what}`;
}

function flagOr(value: unknown, reason: string): Known<boolean> {
  const told = flag(value);
  return told === null ? notKnown(reason) : known(told);
}
