// Generated from schemas/doctor.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout doctor --json prints: what is wrong, why, and how each check ended.
 */
export interface DoctorDocument {
  formatVersion: 1;
  tool: {
    name: 'ssis-scaleout';
    version: string;
  };
  /**
   * ISO 8601, UTC: by the clock of the SQL Server where it was seen, else of this machine.
   */
  checkedAt: string;
  /**
   * Absent with --server and --from-log.
   */
  topology?: {
    name: string;
    file: string;
  };
  /**
   * The catalog that was looked at, or could not be; absent with --from-log.
   */
  catalog?: {
    server: string;
    database: string;
    /**
     * The folder of the sandbox that stood in for it.
     */
    sandbox?: string;
  };
  /**
   * The file of --from-log.
   */
  log?: string;
  /**
   * How many checks ended so; one check counts at each of its targets.
   */
  summary: {
    ok: number;
    warning: number;
    error: number;
    unknown: number;
  };
  /**
   * Causes, the worst first; what follows from one stands in its consequences.
   */
  findings: DoctorFinding[];
  checks: DoctorCheck[];
}
export interface DoctorFinding {
  /**
   * That of its check, for example worker.key-unreadable. It never changes its meaning.
   */
  id: string;
  /**
   * catalog, master, master/MACHINE, worker/MACHINE, network or log.
   */
  target: string;
  severity: 'error' | 'warning';
  summary: string;
  evidence: DoctorEvidence[];
  cause: string;
  remedy: string;
  /**
   * To copy; for PowerShell or T-SQL where it is none of scaleout.
   */
  command?: string;
  /**
   * Where to read on.
   */
  page: string;
  /**
   * Somebody knows of it, and has said so by the page. It is counted all the same. Absent: nobody has, the time is over, it has become worse since, or the notes in the catalog cannot be read.
   */
  acknowledged?: {
    who: string;
    /**
     * ISO 8601, UTC.
     */
    since: string;
    /**
     * ISO 8601, UTC.
     */
    until: string;
    reason: string;
  };
  consequences: DoctorFinding[];
}
export interface DoctorEvidence {
  /**
   * What was read.
   */
  read: string;
  where: string;
  value: string;
}
export interface DoctorCheck {
  id: string;
  target: string;
  /**
   * unknown: it could not be made, and says nothing of what it is about.
   */
  result: 'ok' | 'warning' | 'error' | 'unknown';
  /**
   * Why it could not be made.
   */
  reason?: string;
}
