// Generated from schemas/failure.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What a command with --json prints in place of its document where it failed. Apply tells a failure by its lines.
 */
export interface FailureDocument {
  formatVersion: 1;
  /**
   * At least one of them is an error.
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
