// Generated from schemas/resume.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout resume --json prints.
 */
export interface ResumeDocument {
  formatVersion: 1;
  resumed: {
    topology: string;
    /**
     * worker/ETL01; absent: all of the topology.
     */
    target?: string;
  };
}
