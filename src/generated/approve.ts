// Generated from schemas/approve.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout approve --json prints.
 */
export interface ApproveDocument {
  formatVersion: 1;
  approval: {
    /**
     * Of the plan: 64 hexadecimal digits.
     */
    fingerprint: string;
    /**
     * anna@build7
     */
    who: string;
    /**
     * ISO 8601, UTC.
     */
    when: string;
  };
}
