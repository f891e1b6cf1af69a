import type { ApplyLine, FindingLine, HeldLine, Told, Unread } from './head.js';
import type { Mark } from './worker-row.js';

/*
 * What a view asks for when it is open (GET /api/topologies/NAME/...), and again when its version in the head changes. Each has the
 * version that it is of. Values of a topology or a machine that may be secret are masked before they come here.
 */

type Instant = string;

/** The catalog and the master: a part of the stream, for the picture of the topology shows it. */
export interface MasterPart {
  /** Null: it has not been seen yet. */
  readonly scaleOut: 'enabled' | 'neverEnabled' | 'disabled' | null;
  readonly executionMode: 'server' | 'scaleOut' | null;
  readonly address: string | null;
  readonly port: number | null;
  readonly thumbprint: string | null;
  readonly logServer: string | null;
  readonly lastOnline: Instant | null;
  readonly mark: Mark;
  /** `running on SQLETL02` */
  readonly text: string;
  readonly nodes: readonly NodeLine[];
}

export interface NodeLine {
  readonly machine: string;
  readonly mark: Mark;
  /** `master runs here`, `standby` */
  readonly word: string;
  readonly reason: string | null;
  /** It is the one that runs the master now. */
  readonly isActive: boolean;
  readonly service: { readonly state: string; readonly account: string; readonly version: string } | null;
  readonly certificate: CertificateDetail | null;
}

export interface CertificateDetail {
  readonly thumbprint: string;
  readonly names: readonly string[];
  readonly ends: Instant;
  readonly mark: Mark;
  /** `ends soon` */
  readonly word: string;
}

/** `plan` */
export interface PlanDetail {
  readonly version: string;
  readonly createdAt: Instant;
  readonly fingerprint: string | null;
  /** Whether all could be observed. */
  readonly complete: boolean;
  readonly applyable: boolean;
  /** Alike changes stand together: most hundred groups, and how many changes are in none of them. */
  readonly groups: readonly ChangeGroup[];
  readonly omitted: number;
  readonly steps: readonly StepLine[];
  readonly omittedSteps: number;
  readonly diagnostics: readonly Told[];
  /** The command that makes it so, to copy. */
  readonly command: string | null;
  readonly rehearse: string | null;
}

export interface ChangeGroup {
  readonly action: 'add' | 'update' | 'remove' | 'unmanaged' | 'unknown';
  readonly risk: 'safe' | 'disruptive' | 'destructive';
  readonly reason: string;
  /** The ids of alike changes; the first two hundred. */
  readonly ids: readonly string[];
  readonly total: number;
  readonly fields: readonly FieldLine[];
  readonly held: HeldLine | null;
}

/** `from` and `to` are null where there is nothing. */
export interface FieldLine {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface StepLine {
  readonly id: string;
  readonly target: string;
  /** In words, as a plan on a terminal says it. */
  readonly text: string;
  readonly risk: 'safe' | 'disruptive' | 'destructive';
  readonly needs: readonly string[];
  /** A person does it. */
  readonly manual: boolean;
}

/** `findings` */
export interface FindingsDetail {
  readonly version: string;
  readonly checkedAt: Instant;
  readonly findings: readonly FindingDetail[];
  readonly omitted: number;
  /** Checks that a watch makes and could not, and why; gathered by their reason. */
  readonly unknown: readonly {
    readonly checks: readonly string[];
    readonly targets: number;
    readonly reason: string;
  }[];
  /** The command that looks at more than a watch does, and how many checks are made by it alone. */
  readonly doctor: string;
  readonly onlyByDoctor: number;
}

export interface FindingDetail extends FindingLine {
  readonly cause: string;
  readonly remedy: string;
  /** A page of the documentation, such as docs/doctor.md#worker-key-unreadable: a text, never a link of foreign origin. */
  readonly page: string;
  readonly evidence: readonly { readonly read: string; readonly where: string; readonly value: string }[];
  readonly consequences: readonly FindingDetail[];
}

/** `executions` */
export interface ExecutionsDetail {
  readonly version: string;
  readonly at: Instant | null;
  /** Why they cannot be shown; null: they are. */
  readonly unseen: Unread | null;
  readonly executions: readonly ExecutionLine[];
  readonly omitted: number;
  /** The oldest that waits, and why; null: none waits. */
  readonly oldest: { readonly id: string; readonly why: string } | null;
  readonly totals: { readonly running: number; readonly stopping: number; readonly pending: number };
}

export interface ExecutionLine {
  /** A bigint as text. */
  readonly id: string;
  readonly folder: string;
  readonly project: string;
  readonly package: string;
  readonly status: 'running' | 'stopping' | 'pending';
  /** Null: none has it yet. */
  readonly worker: string | null;
  readonly started: Instant | null;
  /** Seconds that such packages took before, the middle one; null: not known. */
  readonly usual: number | null;
  /** Why it waits; null: it does not, or that is not known. */
  readonly why: string | null;
}

/**
 * `history`, of all applies that fit its query, each absent where it does not matter: `before` (a number: older ones), `result`, `who` and
 * `target` (parts of a text, in any case; of `target` one change or step of the apply has to have it).
 */
export interface HistoryDetail {
  readonly version: string;
  /** The newest first. */
  readonly applies: readonly ApplyLine[];
  /** Whether there are older ones: ask for those `before` the last number. */
  readonly hasMore: boolean;
  /** Why it cannot be shown; null: it is. */
  readonly unseen: string | null;
  readonly unreadableLines: number;
}

/** `history/NUMBER` */
export interface ApplyDetail extends ApplyLine {
  readonly durationMs: number | null;
  readonly user: string;
  readonly host: string;
  readonly login: string | null;
  readonly tool: string;
  readonly fingerprint: string | null;
  readonly topologyFile: string;
  readonly sha256: string;
  readonly branch: string | null;
  readonly fullRevision: string | null;
  /** How it was asked for: `--yes --target worker/ETL01`, `watch, mode safe`. */
  readonly options: string;
  readonly approval: string | null;
  readonly rehearsal: string | null;
  readonly changes: readonly {
    readonly id: string;
    readonly action: string;
    readonly reason: string;
    readonly fields: readonly FieldLine[];
  }[];
  readonly steps: readonly {
    readonly id: string;
    readonly operation: string;
    readonly outcome: string;
    readonly mark: Mark;
    readonly startedAt: Instant | null;
    readonly durationMs: number | null;
    readonly detail: string | null;
  }[];
  readonly codes: readonly string[];
}

/** `workers/KEY` */
export interface WorkerDetail {
  readonly version: string;
  readonly key: string;
  readonly name: string;
  /** `worker/ETL01`; null: a row without a name. */
  readonly target: string | null;
  readonly mark: Mark;
  readonly word: string;
  /** Why it is so; null: it is well. */
  readonly reason: string | null;
  readonly since: Instant | null;
  readonly row: {
    readonly agentId: string | null;
    readonly enabled: boolean | null;
    readonly lastOnline: Instant | null;
    readonly userAccount: string | null;
    readonly displayName: string | null;
    readonly description: string | null;
    readonly tags: string | null;
    /** `registered`, `stale`, `unmanaged`, as status names it. */
    readonly standing: string;
  };
  readonly running: number | null;
  readonly slots: number | null;
  /** Of its machine. */
  readonly machine: {
    readonly state: 'seen' | 'unreached' | 'manual' | 'none';
    readonly reason: string | null;
    readonly transport: string;
    readonly services: readonly {
      readonly name: string;
      readonly version: string;
      readonly state: string;
      readonly startMode: string;
      readonly account: string;
    }[];
  };
  /** WorkerSettings.config against what the topology wants; null where the config was not seen, and `reason` says why. */
  readonly config: readonly ConfigLine[] | null;
  readonly configReason: string | null;
  readonly certificate: CertificateDetail | null;
  /** Who trusts it: each node of the master; null: that could not be seen. */
  readonly trustedBy: readonly { readonly machine: string; readonly trusted: boolean | null }[];
  /** Samples of this process, the oldest first. */
  readonly heartbeats: readonly HeartbeatSample[];
  readonly changes: readonly ChangeGroup[];
  readonly executions: readonly ExecutionLine[];
  readonly executionsUnseen: Unread | null;
  readonly findings: readonly FindingDetail[];
  readonly applies: readonly ApplyLine[];
  /** Commands to copy, each for this worker. */
  readonly commands: readonly { readonly does: string; readonly command: string }[];
  /** Keys that the edit form offers, with what the topology says; absent where the topology does not list it. */
  readonly wanted: WantedWorker | null;
}

/** What the topology says of a worker; null: it says nothing, so that it is not managed. */
export interface WantedWorker {
  readonly enabled: boolean | null;
  readonly description: string | null;
  readonly displayName: string | null;
  readonly tags: string | null;
  readonly settings: Readonly<Record<string, string>>;
}

export interface ConfigLine {
  readonly key: string;
  /** Null: it is not there. */
  readonly found: string | null;
  /** Null: the topology does not say. */
  readonly wanted: string | null;
  readonly differs: boolean;
}

export interface HeartbeatSample {
  /** Unix seconds of the look. */
  readonly at: number;
  /** Seconds since its last heartbeat then; null: none. */
  readonly age: number | null;
  readonly running: number | null;
  readonly online: boolean | null;
}
