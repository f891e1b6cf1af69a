import { ScaleoutError } from '../../../errors.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { rightsOf, type SessionRights } from './rights.js';

/** Whom the catalog takes us for: the columns of `observeSql` from `login_name` on. */
export const rightsSql = `
SELECT
  SUSER_SNAME() AS login_name,
  (SELECT COUNT(*) FROM sys.server_principals WHERE sid = SUSER_SID() AND type = 'S') AS is_sql_login,
  IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin,
  IS_MEMBER('ssis_admin') AS is_ssis_admin,
  IS_MEMBER('ssis_cluster_executor') AS is_cluster_executor,
  IS_MEMBER('ssis_logreader') AS is_logreader;
`;

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
