import { ScaleoutError } from '../../../errors.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { rightsOf, type SessionRights } from './rights.js';
import { rightsSql } from './rights.sql.js';

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
