import type { Column, SqlMessage, SqlType, SqlValue } from './sql-value.js';

/*
 * The border between the wire (tds/) and what is behind it (sql/, model/). The wire knows nothing of SSISDB, the engine
 * nothing of bytes.
 */

export interface LoginRequest {
  readonly credentials:
    | { readonly type: 'sql'; readonly user: string; readonly password: string }
    /** NTLM has proved that the client knows the password that `windowsPassword` gave. */
    | { readonly type: 'windows'; readonly domain: string; readonly user: string };
  /** Empty: the login's default database. */
  readonly database: string;
  readonly hostName: string;
  readonly appName: string;
}

export type LoginOutcome =
  /** The wire sends 5701 (database) and 5703 (language) itself, before these messages. */
  | { readonly accepted: true; readonly session: Session; readonly messages: readonly SqlMessage[] }
  /** `before`: errors that are sent ahead of the one that ends the login (4060 before 18456). */
  | { readonly accepted: false; readonly error: SqlMessage; readonly before?: readonly SqlMessage[] };

export interface Engine {
  /** SERVERPROPERTY('ServerName'); goes into every message. */
  readonly serverName: string;
  /** For example 16.0.4135.4; goes into LOGINACK and PRELOGIN. */
  readonly productVersion: string;
  login(request: LoginRequest): LoginOutcome;
  /** The password of a Windows login, for NTLM to check an answer against. */
  windowsPassword(domain: string, user: string): string | undefined;
}

export interface RpcParameter {
  /** With its `@`; empty for a positional one. */
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
  readonly output: boolean;
}

export type Request =
  | { readonly type: 'batch'; readonly text: string }
  /** A procedure by its name as sent (`catalog.enable_worker_agent`, `sp_executesql` also for the numbered ones). */
  | { readonly type: 'rpc'; readonly procedure: string; readonly parameters: readonly RpcParameter[] };

/** One logged-in connection. Requests come one at a time. */
export interface Session {
  readonly id: number;
  readonly database: string;
  /** Answers one request through `reply`; stops early when the signal is aborted (attention, closed connection). */
  execute(request: Request, reply: Reply, signal: AbortSignal): Promise<void>;
  /** Pooled connections ask for this (sp_reset_connection): settings and database as after login, locks freed. */
  reset(): void;
  /** The connection is gone: frees its application locks. */
  close(): void;
}

/**
 * Where a session puts its answer; the wire turns it into tokens. Order: for each statement its columns, rows and
 * `done`, or messages. Statements inside a procedure stand between `beginProcedure` and `endProcedure`.
 */
export interface Reply {
  columns(columns: readonly Column[]): void;
  row(values: readonly SqlValue[]): void;
  /** The end of one statement; `rowCount` where it counts rows, `failed` where it raised an error. */
  done(outcome?: { readonly rowCount?: number; readonly failed?: boolean }): void;
  message(message: SqlMessage): void;
  beginProcedure(): void;
  /** Output values go to the client only for the procedure that the request itself called (rpc). */
  endProcedure(returnStatus: number, outputs: readonly { name: string; type: SqlType; value: SqlValue }[]): void;
  /** The wire also sends message 5701 for it. */
  databaseChanged(from: string, to: string): void;
  /** Resolves when the client has taken what was sent so far: a session with a huge answer may wait for it between rows. */
  drained?(): Promise<void>;
}
