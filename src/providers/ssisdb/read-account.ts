import type { AccountAccess } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { ScaleoutError } from '../../errors/errors.js';
import { ssisdbRoles } from '../../facts/ssisdb.js';
import type { Collector, SqlServer } from './request/sql-server.js';

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
