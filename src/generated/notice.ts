// Generated from schemas/notice.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout watch posts to a webhook of the type generic.
 */
export interface NoticeDocument {
  formatVersion: 1;
  /**
   * A UUID: the same in every attempt to deliver it, so that a receiver knows it again.
   */
  id: string;
  kind: 'drift' | 'failure' | 'unhealthy' | 'certificate' | 'recovery' | 'approval' | 'window';
  topology: string;
  /**
   * ISO 8601, UTC.
   */
  at: string;
  /**
   * Whether packages can run, where the notice is of a run.
   */
  health?: 'healthy' | 'degraded' | 'down' | 'unknown';
  /**
   * Of a recovery: what is over.
   */
  ends?: 'failure' | 'unhealthy';
  /**
   * One line.
   */
  title: string;
  /**
   * What it is about, in lines for people; 20 at most, as of each list.
   */
  lines: string[];
  changes: {
    id: string;
    action: string;
    risk: string;
    reason: string;
  }[];
  held: {
    id: string;
    by: 'mode' | 'window' | 'suspension' | 'approval' | 'backoff' | 'guard';
    reason: string;
    /**
     * ISO 8601, UTC.
     */
    until?: string;
  }[];
  diagnostics: {
    severity: string;
    code: string;
    detail: string;
    remedy: string;
  }[];
}
