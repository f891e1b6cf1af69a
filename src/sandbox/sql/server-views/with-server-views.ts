import type { ApplicationLocks } from '../application-locks.js';
import type { Database, ObjectName, SessionContext } from '../database.js';
import { execSessions } from './exec-sessions.js';
import { type ServerState, type ServerView, serverStateDenied, viewsServerState } from './server-view.js';
import type { SessionList } from './session-list.js';
import { tranLocks } from './tran-locks.js';

/** By name, in lower case; their schema is sys. */
export const serverViews: ReadonlyMap<string, ServerView> = new Map(
  [execSessions, tranLocks].map((view) => [view.name, view]),
);

/** The database, which also has the views of the server's sessions and locks: they are no part of the world. */
export function withServerViews(database: Database, sessions: SessionList, locks: ApplicationLocks): Database {
  const viewNamed = ({ schema, name, database: where }: ObjectName): ServerView | undefined => {
    const isHere = where === undefined || idOf(where) > 0;
    return isHere && schema?.toLowerCase() === 'sys' ? serverViews.get(name.toLowerCase()) : undefined;
  };
  const idOf = (name: string) => database.databases.findIndex((one) => one.toLowerCase() === name.toLowerCase()) + 1;
  const state: ServerState = { sessions, locks, databaseId: idOf };
  const denied = (view: ServerView, context: SessionContext) =>
    view.needsServerState && !viewsServerState(database, context) ? serverStateDenied : undefined;

  // What it knows of the world it goes on knowing at each moment: getters must stay getters.
  return Object.create(database, {
    table: {
      value(name: ObjectName, context: SessionContext) {
        const view = viewNamed(name);
        if (view === undefined) return database.table(name, context);
        if (denied(view, context) !== undefined) return undefined;
        const rows = () => view.rows(state, context, viewsServerState(database, context));
        return { columns: view.columns, rows };
      },
    },
    selectDenied: {
      value(name: ObjectName, context: SessionContext) {
        const view = viewNamed(name);
        return view === undefined ? database.selectDenied?.(name, context) : denied(view, context);
      },
    },
  } satisfies Partial<Record<keyof Database, PropertyDescriptor>>) as Database;
}
