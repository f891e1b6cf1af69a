import type { ISqlType } from 'mssql';
import type { DriverModule } from '../connection/driver.js';

export type ParameterType = 'uniqueidentifier' | 'nvarchar(255)' | 'nvarchar(256)' | 'nvarchar(max)';

export interface Parameter {
  /** Without its `@`. */
  readonly name: string;
  readonly type: ParameterType;
  readonly value: string | null;
}

/** One request: a statement with parameters (sp_executesql), or a call of a procedure (RPC). */
export interface SqlRequest {
  readonly kind: 'query' | 'procedure';
  /** The statement, or the procedure's name. */
  readonly text: string;
  readonly parameters: readonly Parameter[];
  /** For messages: `reading the workers`, `catalog.enable_worker_agent`. */
  readonly what: string;
  /** Milliseconds. */
  readonly limit: number;
}

/** The driver's own word for a type. */
export function driverType(type: ParameterType, { TYPES, MAX }: DriverModule): ISqlType {
  switch (type) {
    case 'uniqueidentifier':
      return TYPES.UniqueIdentifier();
    case 'nvarchar(255)':
      return TYPES.NVarChar(255);
    case 'nvarchar(256)':
      return TYPES.NVarChar(256);
    case 'nvarchar(max)':
      return TYPES.NVarChar(MAX);
  }
}
