// Generated from schemas/explain.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout explain --json prints of one code.
 */
export interface ExplainDocument {
  formatVersion: 1;
  code: string;
  summary: string;
  remedy: string;
  exitCode: number;
  /**
   * Whether trying again helps, or what became of a step; absent: trying again is no use before something is changed.
   */
  recovery?: string;
}
