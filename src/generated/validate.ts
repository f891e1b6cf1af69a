// Generated from schemas/validate.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout validate --json prints.
 */
export interface ValidateDocument {
  formatVersion: 1;
  /**
   * As it was named.
   */
  file: string;
  /**
   * Whether there is no error; warnings do not count.
   */
  valid: boolean;
  /**
   * How many workers the topology lists; absent where it has errors.
   */
  workers?: number;
  /**
   * Every error, warning and note, each with its place.
   */
  diagnostics: Diagnostic[];
}
export interface Diagnostic {
  severity: 'error' | 'warning' | 'note';
  code: string;
  summary: string;
  detail: string;
  remedy: string;
  range?: Range;
}
/**
 * Lines and columns count from 1; end is exclusive.
 */
export interface Range {
  file: string;
  start: Position;
  end: Position;
}
export interface Position {
  line: number;
  column: number;
}
