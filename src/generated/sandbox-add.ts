// Generated from schemas/sandbox-add.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout sandbox add --json prints.
 */
export interface SandboxAddDocument {
  formatVersion: 1;
  /**
   * As the sandbox has it.
   */
  machine: string;
  role: 'worker' | 'master';
  joined: boolean;
  /**
   * False: it was there already.
   */
  added: boolean;
}
