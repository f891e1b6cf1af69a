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

/** The SQL Server types that the sandbox's views, parameters and expressions have. */
export type SqlType =
  | { readonly kind: 'bit' | 'tinyint' | 'smallint' | 'int' | 'bigint' }
  | { readonly kind: 'real' | 'float' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'uniqueidentifier' }
  | { readonly kind: 'date' | 'datetime' }
  | { readonly kind: 'datetime2' | 'datetimeoffset' | 'time'; readonly scale: number }
  /** Length in characters. */
  | { readonly kind: 'char' | 'nchar'; readonly length: number }
  | { readonly kind: 'varchar' | 'nvarchar'; readonly length: number | 'max' }
  /** Length in bytes. */
  | { readonly kind: 'binary'; readonly length: number }
  | { readonly kind: 'varbinary'; readonly length: number | 'max' }
  /** Its values are `Variant`. SERVERPROPERTY returns it. */
  | { readonly kind: 'sql_variant' };

/** A point in time: 100 ns ticks since 0001-01-01T00:00:00 UTC, and the offset of its clock from UTC in minutes. */
export interface Instant {
  readonly ticks: bigint;
  readonly offset: number;
}

/** A value that carries its own type. */
export interface Variant {
  readonly type: SqlType;
  readonly value: SqlValue;
}

/**
 * A value, by the kind of its type: bit boolean; tinyint, smallint, int, real, float number; bigint bigint; decimal
 * text such as `-12.50`; uniqueidentifier text in upper case with hyphens; date, datetime, datetime2, time and
 * datetimeoffset Instant (offset 0 but for the last); characters string; bytes Uint8Array; sql_variant Variant.
 * NULL is null for every type.
 */
export type SqlValue = null | boolean | number | bigint | string | Uint8Array | Instant | Variant;

export interface Column {
  /** Empty for an expression without an alias. */
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
}

/** An error (class 11 to 25) or an information message (class 0 to 10), as SQL Server sends it. */
export interface SqlMessage {
  readonly number: number;
  readonly state: number;
  readonly class: number;
  readonly text: string;
  readonly procedure?: string;
  /** From 1; 0 where there is none. */
  readonly line?: number;
}
