// Generated from schemas/rotation.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout rotate --status --json prints: how far the rotation of certificates is, at one moment.
 */
export interface RotationDocument {
  formatVersion: 1;
  /**
   * ISO 8601, UTC, by the SQL Server's clock.
   */
  observedAt: string;
  topology: {
    name: string;
    file: string;
  };
  catalog: Catalog;
  /**
   * policy.certificates of the topology, in days.
   */
  policy: {
    /**
     * Null: never by itself.
     */
    renewBeforeDays: number | null;
    keepOldDays: number;
    validityDays: number;
    warnBeforeDays: number;
  };
  master?: MasterRotation;
  /**
   * Where workers were asked for: each of them, in the order of the topology.
   */
  workers?: WorkerRotation[];
  /**
   * How it goes on; null: nothing needs to be done now.
   */
  next: NextOfARotation | null;
}
/**
 * The catalog that was observed.
 */
export interface Catalog {
  /**
   * As the topology names it.
   */
  server: string;
  database: string;
  /**
   * The folder of the sandbox that stood in for the server, as it was named; absent where the server itself was observed.
   */
  sandbox?: string;
}
/**
 * Where the master was asked for.
 */
export interface MasterRotation {
  /**
   * current: the one in use stays. bring: a new one is needed, and a person brings it. preparing: not everybody is ready for the next one. prepared: everybody is, and it is not used yet. switching: the master or a worker does not go by the one in use yet. keeping: an old one is still trusted. unknown: what it uses is not seen.
   */
  phase: 'current' | 'bring' | 'preparing' | 'prepared' | 'switching' | 'keeping' | 'unknown';
  /**
   * Why a person brings it, or why it is unknown.
   */
  reason?: string;
  /**
   * The one in use; null: it is not seen.
   */
  certificate: RotatedCertificate | null;
  /**
   * ISO 8601, UTC: from when on an apply renews it; absent: it does not.
   */
  renewedFrom?: string;
  /**
   * The one that is to follow; without a thumbprint where it is still to be made; null: none.
   */
  next: NextCertificate | null;
  nodes: NodeRotation[];
  workers: WorkerOfTheMaster[];
  blockers: RotationBlocker[];
  old: OldCertificate[];
}
export interface RotatedCertificate {
  thumbprint: string;
  /**
   * ISO 8601, UTC; absent, as all below: no machine showed it.
   */
  notBefore?: string;
  notAfter?: string;
  /**
   * By the SQL Server's clock and policy.certificates.warnBefore. notYet: it is valid only later.
   */
  state?: 'valid' | 'endsSoon' | 'ended' | 'notYet';
  /**
   * Whether this program made it, by its mark.
   */
  isOurs?: boolean;
}
export interface NextCertificate {
  /**
   * present: a node has it with its private key. missing: a person brings it. create: we make it.
   */
  state: 'present' | 'missing' | 'create';
  /**
   * named: master.certificate of the topology. due: the one in use ends soon. asked, prepared: by scaleout rotate.
   */
  why: string;
  certificate?: RotatedCertificate;
}
export interface NodeRotation {
  machine: string;
  /**
   * Whether it has the next one with its private key; null: there is no next one.
   */
  hasNext: 'yes' | 'no' | 'unknown' | null;
  /**
   * The thumbprint that its config names; null: none, or it is not seen.
   */
  names: string | null;
  /**
   * The thumbprint that its port answers with; null: none, or it is not seen.
   */
  bound: string | null;
}
export interface WorkerOfTheMaster {
  machine: string;
  /**
   * Whether its Root has the next one; null: there is no next one.
   */
  trustsNext: 'yes' | 'no' | 'unknown' | null;
  /**
   * Which certificate of the master its config names.
   */
  pins: 'inUse' | 'next' | 'other' | 'unknown';
  /**
   * The catalog has it disabled, as while a switch empties the workers, or in a maintenance.
   */
  isDisabled?: true;
  /**
   * Its service runs with an older config: it goes by what its config names only when it is restarted.
   */
  isUnread?: true;
}
/**
 * One thing that keeps the next phase.
 */
export interface RotationBlocker {
  /**
   * The id of the change that it is about; null: of none alone.
   */
  who: string | null;
  why: string;
  remedy: string;
  /**
   * Present: only policy.windows keeps it.
   */
  isWindow?: true;
}
/**
 * One that is not used any more and still trusted.
 */
export interface OldCertificate {
  thumbprint: string;
  /**
   * Machines.
   */
  trustedBy: string[];
  /**
   * ISO 8601, UTC: policy.certificates.keepOld after the one in use came; null: that cannot be told.
   */
  keptUntil: string | null;
}
export interface WorkerRotation {
  machine: string;
  /**
   * current: the one in use stays. due: the next apply renews it. prepared: the next one is there, and is not used yet. switching: its config names another one than its service goes by. bring: a person brings the next one. unknown: what it uses is not seen.
   */
  phase: 'current' | 'due' | 'prepared' | 'switching' | 'bring' | 'unknown';
  /**
   * Why a person brings it, or why it is unknown.
   */
  reason?: string;
  /**
   * The one that its config names; null: it is not seen, or there is none.
   */
  certificate: RotatedCertificate | null;
  /**
   * ISO 8601, UTC: from when on an apply renews it; absent: it does not.
   */
  renewedFrom?: string;
  /**
   * The one that is to follow, where it is on the machine already; null: it is not.
   */
  next: RotatedCertificate | null;
  /**
   * Which nodes of the master, and the worker itself, trust the next one; absent: there is none yet.
   */
  trustedBy?: Trust[];
  blockers: RotationBlocker[];
  old: OldCertificate[];
}
/**
 * Whether a machine trusts a certificate, or has its private key.
 */
export interface Trust {
  machine: string;
  /**
   * unknown: its machine does not show it.
   */
  state: 'yes' | 'no' | 'unknown';
}
export interface NextOfARotation {
  /**
   * Without file and sandbox.
   */
  command: string;
  /**
   * What has to be so before, a sentence; absent: it can be run now.
   */
  first?: string;
}
