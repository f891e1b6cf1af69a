import type { Column, SqlMessage, SqlType, SqlValue } from '../engine.js';
import type { ProcedureCall, ProcedureParameter } from '../sql/database.js';
import type { Random } from './identifiers.js';
import type { Life } from './life/life.js';
import type { Login, Logins } from './security.js';
import type { Server } from './server.js';
import type { Store } from './store.js';

/** What views and procedures work on. */
export interface Model {
  readonly life: Life;
  /** Every write goes through it: it is the life's. */
  readonly store: Store;
  readonly server: Server;
  readonly logins: Logins;
  readonly random: Random;
  /** The identity column of internal.operations. */
  nextOperationId(): number;
}

/** Who looks, and when. */
export interface Viewer {
  readonly login: Login | undefined;
  /** That of the view's name: SSISDB or another. */
  readonly database: string;
  /** Unix milliseconds. */
  readonly now: number;
  /** Of the server's clock from UTC, in minutes. */
  readonly offset: number;
}

export type ViewRow = readonly SqlValue[];

/** A view of SSISDB or of the server, with the filter that is in its definition, or a table that only some may read. */
export interface View {
  readonly schema: 'catalog' | 'internal' | 'sys' | 'information_schema' | 'dbo';
  readonly name: string;
  /** Absent: SSISDB; every database of a view of the system. */
  readonly database?: 'msdb';
  /** Who may SELECT; absent: everybody, but for `sysadminOnly`. */
  readableBy?(login: Login | undefined): boolean;
  readonly columns: readonly Column[];
  /** True: SELECT is not granted to public. */
  readonly sysadminOnly?: boolean;
  rows(model: Model, viewer: Viewer): Iterable<ViewRow>;
  readonly key?: { readonly column: number; find(value: SqlValue, model: Model, viewer: Viewer): ViewRow | undefined };
}

/** A procedure of SSISDB: its contract, and what it does to the model. */
export interface CatalogProcedure {
  readonly schema: 'catalog' | 'internal' | 'sys';
  readonly name: string;
  /** Who may execute it; a sysadmin always may. */
  readonly grantedTo: 'public' | 'ssis_admin' | 'securityadmin';
  readonly parameters: readonly ProcedureParameter[];
  /** Returns the return status. */
  run(call: Call, model: Model): number;
}

/** One call, with its arguments in the model's terms. */
export interface Call {
  readonly login: Login | undefined;
  /** Unix milliseconds. */
  readonly now: number;
  /** Of the server's clock from UTC, in minutes. */
  readonly offset: number;
  text(parameter: string): string | null;
  /** As it was given. */
  value(parameter: string): SqlValue;
  flag(parameter: string): boolean | null;
  /** A GUID in upper case. */
  id(parameter: string): string | null;
  integer(parameter: string): number | null;
  setOutput(parameter: string, value: number): void;
  /** Sends an error and gives the return status of a refusal: `return call.refuse(...)`. */
  refuse(error: SqlMessage): 1;
  /** Sends rows as a result set. */
  send(columns: readonly Column[], rows: readonly (readonly SqlValue[])[]): void;
  /** Sends a message and goes on. */
  say(message: SqlMessage): void;
}

export function callOf(call: ProcedureCall, procedure: string, login: Login | undefined, now: number): Call {
  const argument = (name: string) => call.arguments.get(name.toLowerCase()) ?? null;
  const say = (message: SqlMessage) => call.raise({ procedure, line: 1, ...message });
  const text = (name: string) => {
    const value = argument(name);
    return typeof value === 'string' ? value : null;
  };
  return {
    login,
    now,
    offset: call.context.now.offset,
    text,
    value: argument,
    flag(name) {
      const value = argument(name);
      return typeof value === 'boolean' ? value : null;
    },
    id: (name) => text(name)?.toUpperCase() ?? null,
    integer(name) {
      const value = argument(name);
      return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : null;
    },
    send: (columns, rows) => call.send(columns, rows),
    setOutput: (name, value) => call.setOutput(name, BigInt(value)),
    refuse(error) {
      say(error);
      return 1;
    },
    say,
  };
}

export const bit: SqlType = { kind: 'bit' };
export const int: SqlType = { kind: 'int' };
export const smallint: SqlType = { kind: 'smallint' };
export const tinyint: SqlType = { kind: 'tinyint' };
export const bigint: SqlType = { kind: 'bigint' };
export const float: SqlType = { kind: 'float' };
export const datetime: SqlType = { kind: 'datetime' };
export const datetimeoffset: SqlType = { kind: 'datetimeoffset', scale: 7 };
export const uniqueidentifier: SqlType = { kind: 'uniqueidentifier' };
export const variant: SqlType = { kind: 'sql_variant' };
export const sysname: SqlType = { kind: 'nvarchar', length: 128 };
export const sid: SqlType = { kind: 'varbinary', length: 85 };

export function nvarchar(length: number | 'max'): SqlType {
  return { kind: 'nvarchar', length };
}

export function char(length: number): SqlType {
  return { kind: 'char', length };
}

export function required(name: string, type: SqlType): Column {
  return { name, type, nullable: false };
}

export function optional(name: string, type: SqlType): Column {
  return { name, type, nullable: true };
}
