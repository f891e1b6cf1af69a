import { createHash } from 'node:crypto';
import type { Column, Instant, SqlMessage, SqlType, SqlValue } from '../engine.js';
import type { ApplicationLocks, LockMode } from './application-locks.js';
import type { Database, ObjectName, SessionContext } from './database.js';
import { conversion } from './types/conversion.js';
import { bigint, bit, datetime, int, nvarchar, smallint } from './types/type.js';

/** What the views of the server itself are made of. */
interface ServerState {
  readonly sessions: SessionList;
  readonly locks: ApplicationLocks;
  /** Numbers from 1, as DB_ID gives them. */
  databaseId(name: string): number;
}

interface ServerView {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Whether SELECT fails without VIEW SERVER STATE; else it shows less. */
  readonly needsServerState: boolean;
  rows(state: ServerState, viewer: SessionContext, seesAll: boolean): Iterable<readonly SqlValue[]>;
}

const column = (name: string, type: SqlType, nullable = false): Column => ({ name, type, nullable });

const viewers = ['sysadmin', 'serveradmin', 'processadmin'];

/** VIEW SERVER STATE: of a sysadmin, and of the fixed roles that it is granted to. */
export function viewsServerState(database: Database, context: SessionContext): boolean {
  return viewers.some((role) => database.isServerRoleMember(role, null, context) === true);
}

const serverStateDenied: SqlMessage = {
  number: 300,
  state: 1,
  class: 14,
  text: "VIEW SERVER STATE permission was denied on object 'server', database 'master'.",
};

const localTime = conversion({ kind: 'datetimeoffset', scale: 7 }, datetime);

/** The sessions of the server; who may not see the server's state sees its own. */
const execSessions: ServerView = {
  name: 'dm_exec_sessions',
  columns: [
    column('session_id', smallint),
    column('login_time', datetime),
    column('host_name', nvarchar(128), true),
    column('program_name', nvarchar(128), true),
    column('login_name', nvarchar(128)),
    column('original_login_name', nvarchar(128)),
    column('status', nvarchar(30)),
    column('is_user_process', bit),
    column('database_id', smallint),
    column('open_transaction_count', int),
  ],
  needsServerState: false,
  *rows({ sessions, databaseId }, viewer, seesAll) {
    for (const session of sessions.all()) {
      if (!seesAll && session.id !== viewer.id) continue;
      yield [
        session.id,
        localTime(session.loginTime),
        session.hostName,
        session.appName,
        session.loginName,
        session.loginName,
        session.isRunning() ? 'running' : 'sleeping',
        true,
        databaseId(session.database()),
        session.openTransactions(),
      ];
    }
  },
};

const modeNames: Readonly<Record<LockMode, string>> = {
  IntentShared: 'IS',
  Shared: 'S',
  Update: 'U',
  IntentExclusive: 'IX',
  SharedIntentExclusive: 'SIX',
  UpdateIntentExclusive: 'UIX',
  Exclusive: 'X',
};

const shownCharacters = 32;

/** Locks that are held and wanted: the sandbox has those of sp_getapplock alone. */
const tranLocks: ServerView = {
  name: 'dm_tran_locks',
  columns: [
    column('resource_type', nvarchar(60)),
    column('resource_subtype', nvarchar(60)),
    column('resource_database_id', int),
    column('resource_description', nvarchar(256)),
    column('resource_associated_entity_id', bigint, true),
    column('resource_lock_partition', int),
    column('request_mode', nvarchar(60)),
    column('request_type', nvarchar(60)),
    column('request_status', nvarchar(60)),
    column('request_reference_count', smallint),
    column('request_session_id', int),
    column('request_owner_type', nvarchar(60)),
  ],
  needsServerState: true,
  *rows({ locks, databaseId }) {
    for (const lock of locks.list()) {
      yield [
        'APPLICATION',
        '',
        databaseId(lock.database),
        describe(lock.principal, lock.resource),
        0n,
        0,
        modeNames[lock.mode],
        'LOCK',
        lock.status === 'granted' ? 'GRANT' : 'WAIT',
        lock.count,
        lock.session,
        lock.owner.toUpperCase(),
      ];
    }
  },
};

/** `0:[name]:(1a2b3c4d)`: the principal's id, the first characters of the name, a hash of the whole. */
function describe(principal: string, resource: string): string {
  const id = principal.toLowerCase() === 'public' ? 0 : principal.toLowerCase() === 'dbo' ? 1 : 5;
  const hash = createHash('sha256').update(`${principal.toLowerCase()}:${resource}`).digest('hex').slice(0, 8);
  return `${id}:[${resource.slice(0, shownCharacters)}]:(${hash})`;
}

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

/** A session as the server's lists show it. */
interface ListedSession {
  readonly id: number;
  readonly loginName: string;
  readonly hostName: string;
  readonly appName: string;
  readonly loginTime: Instant;
  database(): string;
  isRunning(): boolean;
  openTransactions(): number;
}

/** The sessions of a server, in order of their logins. */
export interface SessionList {
  /** The function that it gives takes the session out again. */
  add(session: ListedSession): () => void;
  all(): readonly ListedSession[];
}

export function createSessionList(): SessionList {
  const sessions = new Set<ListedSession>();
  return {
    add(session) {
      sessions.add(session);
      return () => void sessions.delete(session);
    },
    all: () => [...sessions],
  };
}
