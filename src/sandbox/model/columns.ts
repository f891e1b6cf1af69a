import type { Column, SqlType } from '../sql-value.js';

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
