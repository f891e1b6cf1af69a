export type ParameterType =
  | 'int'
  | 'uniqueidentifier'
  | 'nvarchar(255)'
  | 'nvarchar(256)'
  | 'nvarchar(3750)'
  | 'nvarchar(max)';

export interface Parameter {
  /** Without its `@`. */
  readonly name: string;
  readonly type: ParameterType;
  readonly value: string | number | null;
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
