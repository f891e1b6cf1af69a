// Generated from schemas/suspend.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout suspend --json prints.
 */
export interface SuspendDocument {
  formatVersion: 1;
  suspension: SuspensionOfDocument;
}
export interface SuspensionOfDocument {
  topology: string;
  /**
   * worker/ETL01; absent: all of the topology.
   */
  target?: string;
  reason: string;
  /**
   * anna@build7
   */
  who: string;
  /**
   * ISO 8601, UTC.
   */
  since: string;
  /**
   * ISO 8601, UTC: when it ends by itself; absent: when somebody resumes.
   */
  until?: string;
}
