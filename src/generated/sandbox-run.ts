// Generated from schemas/sandbox-run.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout sandbox run --json prints.
 */
export interface SandboxRunDocument {
  formatVersion: 1;
  machine: string;
  /**
   * False: everything was as wanted already.
   */
  changed: boolean;
  /**
   * What was done, a sentence each.
   */
  report: string[];
  /**
   * What is left for a person, a sentence each; absent where nothing is. The exit code is 6 then.
   */
  toDo?: string[];
  /**
   * Of the worker's certificate; absent for a node of the master.
   */
  thumbprint?: string;
  /**
   * Its public half: base64 of DER.
   */
  certificate?: string;
  /**
   * Where its public half was written.
   */
  certificateFile?: string;
}
