import type { Column, SqlMessage, SqlType, SqlValue } from '../../sql-value.js';
import type { ApplicationLocks } from '../application-locks.js';
import type { Database, SessionContext } from '../database.js';
import type { SessionList } from './session-list.js';

/** What the views of the server itself are made of. */
export interface ServerState {
  readonly sessions: SessionList;
  readonly locks: ApplicationLocks;
  /** Numbers from 1, as DB_ID gives them. */
  databaseId(name: string): number;
}

export interface ServerView {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Whether SELECT fails without VIEW SERVER STATE; else it shows less. */
  readonly needsServerState: boolean;
  rows(state: ServerState, viewer: SessionContext, seesAll: boolean): Iterable<readonly SqlValue[]>;
}

export const column = (name: string, type: SqlType, nullable = false): Column => ({ name, type, nullable });

const viewers = ['sysadmin', 'serveradmin', 'processadmin'];

/** VIEW SERVER STATE: of a sysadmin, and of the fixed roles that it is granted to. */
export function viewsServerState(database: Database, context: SessionContext): boolean {
  return viewers.some((role) => database.isServerRoleMember(role, null, context) === true);
}

export const serverStateDenied: SqlMessage = {
  number: 300,
  state: 1,
  class: 14,
  text: "VIEW SERVER STATE permission was denied on object 'server', database 'master'.",
};
