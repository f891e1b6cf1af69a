// Generated from schemas/import.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout import --json prints.
 */
export interface ImportDocument {
  formatVersion: 1;
  /**
   * The YAML of the topology, whole.
   */
  topology: string;
  /**
   * How many workers it lists.
   */
  workers: number;
  /**
   * Workers that stand in the file only as a comment, because it is doubtful which row is theirs.
   */
  doubtful: string[];
  /**
   * Workers whose machine is left alone; the file says why.
   */
  leftAlone: string[];
  /**
   * Parts that were left out, because a plan would not have been empty with them. That is a defect of this program: please report it.
   */
  unexpected: string[];
}
