import { ScaleoutError } from '../../../errors.js';
import type { AccountAccess } from '../../../reconciler/catalog.js';
import type { Known } from '../../../reconciler/known.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { accountSql } from './account.sql.js';

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
