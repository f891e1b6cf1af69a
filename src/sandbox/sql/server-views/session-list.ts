import type { Instant } from '../../sql-value.js';

/** A session as the server's lists show it. */
export interface ListedSession {
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
