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
