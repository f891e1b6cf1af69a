// Generated from schemas/approve.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout approve --json prints: the approval that was given, or taken back.
 */
export interface ApproveDocument {
  formatVersion: 1;
  /**
   * The approval was taken back, by --withdraw; absent: it was given.
   */
  withdrawn?: true;
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
    /**
     * The rehearsal of the plan that was shown; absent: none was.
     */
    rehearsal?: {
      /**
       * ISO 8601, UTC.
       */
      createdAt: string;
      /**
       * How many workers could take work before it.
       */
      before: number;
      /**
       * The fewest of them that could at any time of it.
       */
      lowest: number;
    };
  };
}
