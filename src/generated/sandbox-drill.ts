// Generated from schemas/sandbox-drill.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout sandbox drill --json prints: the drills that there are, the one that was made, or those that were mended.
 */
export type SandboxDrillDocument = DrillListDocument | MadeDrillDocument | UndoneDrillsDocument;

/**
 * With --list.
 */
export interface DrillListDocument {
  formatVersion: 1;
  drills: {
    drill: string;
    machine?: string;
    /**
     * Of the check that must find it.
     */
    finding: string;
  }[];
  /**
   * Those that are made in the sandbox now; absent where none was named.
   */
  made?: {
    drill: string;
    machine?: string;
    /**
     * ISO 8601, UTC.
     */
    madeAt: string;
  }[];
}
export interface MadeDrillDocument {
  formatVersion: 1;
  drill: string;
  machine?: string;
  /**
   * Of the check that must find it.
   */
  finding: string;
  /**
   * Since when the fault is there; ISO 8601, UTC.
   */
  began: string;
}
/**
 * With --undo.
 */
export interface UndoneDrillsDocument {
  formatVersion: 1;
  undone: {
    drill: string;
    machine?: string;
    /**
     * What was left as it is, a sentence each.
     */
    left: string[];
  }[];
}
