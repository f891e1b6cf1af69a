// Generated from schemas/script.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout script --json prints: a script for the administrator of a machine.
 */
export interface ScriptDocument {
  formatVersion: 1;
  /**
   * As the topology writes it.
   */
  machine: string;
  /**
   * Its name.
   */
  topology: string;
  /**
   * Whether the script sets up a worker or a node of the master, or makes a new certificate for a worker.
   */
  operation: 'ensureWorker' | 'ensureMaster' | 'newCertificate';
  /**
   * The PowerShell script, whole.
   */
  script: string;
  /**
   * The file that --out named and that has the script as well; absent without it.
   */
  scriptFile?: string;
  /**
   * What the script could not take in, and what still has to be done for it; a sentence each. Empty: the script is complete.
   */
  missing: string[];
  /**
   * Warnings, such as of a certificate that may sign others.
   */
  diagnostics: Diagnostic[];
}
export interface Diagnostic {
  severity: 'error' | 'warning' | 'note';
  code: string;
  summary: string;
  detail: string;
  remedy: string;
  range?: Range;
}
/**
 * Lines and columns count from 1; end is exclusive.
 */
export interface Range {
  file: string;
  start: Position;
  end: Position;
}
export interface Position {
  line: number;
  column: number;
}
