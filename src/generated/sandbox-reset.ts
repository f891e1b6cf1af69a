// Generated from schemas/sandbox-reset.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout sandbox reset --json prints.
 */
export interface SandboxResetDocument {
  formatVersion: 1;
  /**
   * The folder of the sandbox, as it was named.
   */
  reset: string;
}
