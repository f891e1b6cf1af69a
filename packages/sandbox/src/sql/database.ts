import type { Column, Instant, SqlMessage, SqlType, SqlValue, Variant } from '../engine.js';

/*
 * What the T-SQL engine sees of the world behind it. The engine knows the language; the world knows SSISDB.
 */

export interface ObjectName {
  readonly database?: string;
  readonly schema?: string;
  readonly name: string;
}

/** Who asks, and when. One for each connection; `now` does not move within one batch. */
export interface SessionContext {
  readonly id: number;
  readonly loginName: string;
  readonly hostName: string;
  readonly appName: string;
  readonly database: string;
  readonly now: Instant;
}

/** A view or table as this session may see it. */
export interface Table {
  readonly columns: readonly Column[];
  /** All rows, each with a value for each column. */
  rows(): Iterable<readonly SqlValue[]>;
  /** Where one column is unique: the row that has this value in it. Lets `key = @p` and `key IN (...)` skip the scan. */
  readonly key?: { readonly column: number; find(value: SqlValue): readonly SqlValue[] | undefined };
}

export interface ProcedureParameter {
  /** With its `@`. */
  readonly name: string;
  readonly type: SqlType;
  /** Absent: the caller must give a value (201 otherwise). */
  readonly defaultValue?: SqlValue;
  readonly output?: boolean;
}

export interface ProcedureCall {
  readonly context: SessionContext;
  /** By parameter name in lower case, `@` included; converted to the parameter's type. */
  readonly arguments: ReadonlyMap<string, SqlValue>;
  readonly signal: AbortSignal;
  setOutput(name: string, value: SqlValue): void;
  /** Sends rows as a result set of their own. */
  send(columns: readonly Column[], rows: readonly (readonly SqlValue[])[]): void;
  /** Sends an error or information message; execution goes on, as with RAISERROR of severity 16 outside TRY. */
  raise(message: SqlMessage): void;
}

export interface Procedure {
  /** As messages name it, without schema. */
  readonly name: string;
  readonly parameters: readonly ProcedureParameter[];
  /** Returns the return status. */
  run(call: ProcedureCall): number | Promise<number>;
}

/** Who may do what, as ALTER ROLE ... ADD | DROP MEMBER and ALTER LOGIN ... ENABLE | DISABLE change it. */
export type SecurityChange =
  | { readonly of: 'role'; readonly role: string; readonly act: 'add' | 'drop'; readonly member: string }
  | { readonly of: 'login'; readonly login: string; readonly act: 'enable' | 'disable' };

export interface Database {
  readonly serverName: string;
  /** @@VERSION. */
  readonly versionText: string;
  /** Names compare without case. Undefined: 208, invalid object name. */
  table(name: ObjectName, context: SessionContext): Table | undefined;
  /** Undefined: 2812, could not find stored procedure. */
  procedure(name: ObjectName, context: SessionContext): Procedure | undefined;
  /** Names of the databases; USE accepts those that `databaseDenied` has nothing against. */
  readonly databases: readonly string[];
  /** The error that opening a database raises where the session's login has no user in it (916). */
  databaseDenied?(database: string, context: SessionContext): SqlMessage | undefined;
  /** The error that SELECT raises on a table or view that is there but that the session may not read (229, 916). */
  selectDenied?(name: ObjectName, context: SessionContext): SqlMessage | undefined;
  /** The values of the functions that depend on the world; names in any case. Null where SQL Server returns NULL. */
  serverProperty(name: string): Variant | null;
  isServerRoleMember(role: string, login: string | null, context: SessionContext): boolean | null;
  /** Whether a permission was granted to the session's login beside those of its roles: `VIEW DEFINITION`. */
  isGranted?(permission: string, context: SessionContext): boolean;
  isDatabaseRoleMember(role: string, principal: string | null, context: SessionContext): boolean | null;
  loginSid(login: string | null, context: SessionContext): Uint8Array | null;
  /** SUSER_SNAME of an id: null where no login has it. */
  loginNamed?(sid: Uint8Array): string | null;
  /** Makes the change, or gives the error that refuses it; absent: nothing of it can be changed (262). */
  changeSecurity?(change: SecurityChange, context: SessionContext): SqlMessage | undefined;
  /** An error raised by the permission check on EXECUTE, where the session lacks it (229). */
  executeDenied(name: ObjectName, context: SessionContext): SqlMessage | undefined;
}
