import type { AccountAccess, LoginRights } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { ScaleoutError } from '../../errors/errors.js';
import { ssisdbRoles } from '../../facts/ssisdb.js';
import type { Collector, SqlServer } from './request/sql-server.js';

/**
 * Whom the catalog takes us for. SSISDB itself asks sys.server_principals like this whether a caller is a SQL login,
 * and IS_MEMBER and IS_SRVROLEMEMBER which rows its views show.
 */
export const rightsColumns = `SUSER_SNAME() AS login_name,
  (SELECT COUNT(*) FROM sys.server_principals WHERE sid = SUSER_SID() AND type = 'S') AS is_sql_login,
  IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin,
  IS_MEMBER('ssis_admin') AS is_ssis_admin,
  IS_MEMBER('ssis_cluster_executor') AS is_cluster_executor,
  IS_MEMBER('ssis_logreader') AS is_logreader`;

export const rightsSql = `
SELECT
  ${rightsColumns};
`;

/** What the session may see. */
interface SessionRights extends LoginRights {
  readonly isLogReader: boolean;
}

/**
 * The columns from `login_name` to `is_logreader`. A role that the database or the server does not have gives NULL, as no member does.
 */
export function rightsOf(session: readonly unknown[]): SessionRights {
  const [name, isSqlLogin, isSysadmin, isSsisAdmin, isClusterExecutor, isLogReader] = session;
  const yes = (value: unknown) => Number(value) > 0;
  return {
    name: String(name),
    isSqlLogin: yes(isSqlLogin),
    isSysadmin: yes(isSysadmin),
    isSsisAdmin: yes(isSsisAdmin),
    isClusterExecutor: yes(isClusterExecutor),
    isLogReader: yes(isLogReader),
  };
}

/** The value, where the login is in a role to which the view shows its rows; else why it is unknown. */
export function ifVisible<T>(visible: boolean, roles: string, { name }: LoginRights, value: T): Known<T> {
  if (visible) return { known: true, value };
  return { known: false, reason: `the login ${name} is in none of ${roles}, so SSISDB shows it no rows` };
}

export function seesWorkers(rights: SessionRights): boolean {
  return rights.isSysadmin || rights.isSsisAdmin || rights.isClusterExecutor;
}

/** Not a member of ssis_cluster_executor alone: that login sees all workers, but only executions of its own. */
export function seesExecutions(rights: SessionRights): boolean {
  return rights.isSysadmin || rights.isSsisAdmin || rights.isLogReader;
}

/** Throws `catalog.no-rights` where the views show the session no worker, whatever workers there are. */
export function checkWorkersVisible(rights: SessionRights): void {
  if (seesWorkers(rights)) return;
  const detail = `The login ${rights.name} may not see the workers: it is in none of ssis_admin, ssis_cluster_executor and sysadmin.`;
  throw new ScaleoutError('catalog.no-rights', detail);
}

/** Whom the catalog takes us for, now. */
export function readRights(server: SqlServer, limit: number, signal: AbortSignal): Promise<SessionRights> {
  const request = { kind: 'query', text: rightsSql, parameters: [], what: 'asking for rights', limit } as const;
  return server.read(request, collectRights, signal);
}

function collectRights(): Collector<SessionRights> {
  let session: readonly unknown[] | undefined;
  return {
    onRow(_, values) {
      session = values;
    },
    end() {
      if (session !== undefined) return rightsOf(session);
      throw new ScaleoutError('catalog.unexpected-answer', 'The server said nothing about the rights of the login.');
    },
  };
}

/** What a Windows account is on the server and in SSISDB, in one request of at most so many milliseconds. */
export function readAccount(
  server: SqlServer,
  account: string,
  limit: number,
  signal: AbortSignal,
): Promise<Known<AccountAccess>> {
  const parameters = [{ name: 'account', type: 'nvarchar(256)', value: account }] as const;
  const request = { kind: 'query', text: accountSql, parameters, what: 'looking for a login', limit } as const;
  return server.read(request, collectAccount, signal);
}

function collectAccount(): Collector<Known<AccountAccess>> {
  let row: readonly unknown[] | undefined;
  return {
    onRow(_, values) {
      row = values;
    },
    end() {
      if (row === undefined)
        throw new ScaleoutError('catalog.unexpected-answer', 'The server said nothing of a login.');
      return accountAccess(row);
    },
  };
}

/** What the columns of `accountSql` mean: what is hidden is unknown, and never missing. */
function accountAccess(row: readonly unknown[]): Known<AccountAccess> {
  const [seesLogins, seesUsers, isSysadmin, logins, users, memberships] = row.map(Number);
  if (isSysadmin === 1) return { known: true, value: { login: true, user: true, admin: true } };
  const value = { login: (logins ?? 0) > 0, user: (users ?? 0) > 0, admin: (memberships ?? 0) > 0 };
  const isWhole = value.login && value.user && value.admin;
  if (isWhole || (seesLogins === 1 && seesUsers === 1)) return { known: true, value };
  return { known: false, reason: 'our login lacks VIEW ANY DEFINITION on the server and is shown no other logins' };
}

/**
 * What the Windows account @account is on the server and in SSISDB. The user is found by its SID, since its name may be
 * another. Metadata that our login may not see is left out without a word, so the rights to see it are asked beside it.
 */
export const accountSql = `
DECLARE @sid varbinary(85) = SUSER_SID(@account);

SELECT
  HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW ANY DEFINITION') AS sees_logins,
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION') AS sees_users,
  IS_SRVROLEMEMBER(N'sysadmin', @account) AS is_sysadmin,
  (SELECT COUNT(*) FROM sys.server_principals WHERE sid = @sid) AS logins,
  (SELECT COUNT(*) FROM sys.database_principals WHERE sid = @sid) AS users,
  (SELECT COUNT(*) FROM sys.database_role_members AS m
    JOIN sys.database_principals AS u ON u.principal_id = m.member_principal_id
    JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
    WHERE u.sid = @sid AND r.name = N'${ssisdbRoles.value.admin}') AS memberships;
`;
