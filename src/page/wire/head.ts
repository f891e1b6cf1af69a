import type { Mark } from './worker-row.js';

/** ISO 8601, UTC. */
type Instant = string;

/** What is told of a part, in a sentence. */
export interface Told {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly summary: string;
  readonly detail: string;
  readonly remedy: string;
}

export type HealthState = 'healthy' | 'degraded' | 'down' | 'unknown';

/**
 * Whether the world is as the topology says. `same`: nothing differs. `differs`: something does, and is made soon or by hand. `held`:
 * all that differs is held back by this watch. `unknown`: it could not be compared as a whole.
 */
export type SyncState = 'same' | 'differs' | 'held' | 'unknown';

/** One of the topologies that are watched, in the list of all. */
export interface TopologyEntry {
  readonly name: string;
  readonly file: string;
  readonly health: HealthState;
  readonly sync: SyncState;
  /** A sentence; empty where all is well. */
  readonly headline: string;
  /** Null, as the number of errors: nobody has looked. */
  readonly workers: number | null;
  readonly errors: number | null;
  readonly lookedAt: Instant | null;
  /** What is shown may be old: it could not be looked at since. */
  readonly isOld: boolean;
}

/** What is shown of a topology whatever view is open. */
export interface Head {
  readonly name: string;
  readonly file: string;
  /** `SSISDB on SQLETL01`, as status says it. */
  readonly catalog: string;
  readonly productVersion: string;
  readonly edition: string;
  readonly login: string;
  /** `looks`: scaleout ui, which only looks. */
  readonly mode: 'looks' | 'observe' | 'safe' | 'full';
  /** Whether each plan has to be approved. */
  readonly approve: boolean;
  /** Null: nobody has to lead. `detail` says who leads, or why not. */
  readonly leader: { readonly leads: boolean; readonly detail: string | null } | null;
  /** Seconds between two looks. */
  readonly interval: number;
  /** When the last look that saw something ended, by the clock of this process; null: none has. */
  readonly lookedAt: Instant | null;
  readonly isLooking: boolean;
  /** Why what is shown is old: the last look failed, or the loop is stuck. */
  readonly trouble: (Told & { readonly since: Instant }) | null;
  /** What is wrong with the topology's file: the last good one is shown. */
  readonly badFile: readonly Told[];
  readonly health: { readonly state: HealthState; readonly reason: string | null; readonly since: Instant | null };
  readonly sync: { readonly state: SyncState; readonly text: string };
  /** The first line of the page: undefined where all is well, and the page is quiet. */
  readonly headline: Headline | null;
  readonly counts: Readonly<Record<Mark, number>> & { readonly enabled: number; readonly online: number };
  readonly changes: ChangeCounts;
  /** The first twenty, and how many there are. */
  readonly held: { readonly first: readonly HeldLine[]; readonly total: number };
  /** Plans that wait for an approval. */
  readonly waiting: readonly WaitingLine[];
  readonly suspensions: readonly SuspensionLine[];
  /** The soonest ten, the master's among them. */
  readonly certificates: readonly CertificateLine[];
  /** The three newest; null: no history is kept here. */
  readonly applies: readonly ApplyLine[] | Unread | null;
  /** The five worst, and how many there are. */
  readonly findings: {
    readonly first: readonly FindingLine[];
    readonly errors: number;
    readonly warnings: number;
    readonly acknowledged: number;
  };
  /** Executions that wait for a worker. */
  readonly pending: { readonly count: number; readonly oldest: Instant | null } | Unread;
  /** Sentences: what could not be looked at, and which right is missing. */
  readonly unseen: readonly string[];
  /** What is carried out now, by this process. */
  readonly apply: ApplyProgress | null;
  /** They change where the document of that view does: who shows it asks for it anew. */
  readonly versions: Readonly<Record<Detail, string>>;
}

/** Why something is not shown that is not there yet, or is read for the page alone. */
export interface Unread {
  /** `notYet`: it will be. `failed`: it could not be read. `hidden`: it was read, and the server does not show all of it to this login. */
  readonly unread: 'notYet' | 'failed' | 'hidden';
  /** A sentence or two. */
  readonly why: string;
}

/** The documents that are asked for where they are shown. A worker's changes with each look. */
export type Detail = 'plan' | 'findings' | 'executions' | 'history' | 'look';

export interface Headline {
  readonly mark: Exclude<Mark, 'ok'>;
  /** `Degraded: 1 of 5 enabled workers cannot take work` */
  readonly text: string;
  /** The cause, in a sentence or two. */
  readonly why: string;
  /** The one command that mends it; null: there is none. */
  readonly command: string | null;
}

export interface ChangeCounts {
  readonly add: number;
  readonly update: number;
  readonly remove: number;
  readonly manual: number;
  readonly unknown: number;
  readonly unmanaged: number;
  /** The plan of all of it; null: it could not be made. */
  readonly fingerprint: string | null;
}

export interface HeldLine {
  readonly id: string;
  readonly by: 'mode' | 'window' | 'suspension' | 'approval' | 'backoff' | 'guard';
  readonly reason: string;
  readonly until: Instant | null;
}

export interface WaitingLine {
  readonly fingerprint: string;
  readonly since: Instant;
  /** `worker/ETL01, worker/ETL02 and 3 more` */
  readonly what: string;
  readonly approvedBy: string | null;
  /** It has to be rehearsed before. */
  readonly rehearsal: boolean;
  /** The command that approves it. */
  readonly command: string;
  /** Whether it removes a worker or disables the last one: its first digits are typed. Null: it is not the plan that is shown. */
  readonly destructive: boolean | null;
}

export interface SuspensionLine {
  /** Null: all of the topology. */
  readonly target: string | null;
  readonly reason: string;
  readonly who: string;
  readonly since: Instant;
  readonly until: Instant | null;
  /** `for 1 h once it is emptied`, where its end is not a moment yet; null: `until` says it, or it has no end. */
  readonly lasts: string | null;
  /** Of a maintenance (scaleout drain) how far it is; null: it is a suspension. */
  readonly maintenance: 'draining' | 'drained' | 'over' | 'back' | 'unseen' | null;
}

export interface CertificateLine {
  /** `master` or a machine. */
  readonly who: string;
  readonly thumbprint: string;
  readonly ends: Instant;
  readonly mark: Mark;
  /** How it goes on, such as `renewed in the window Sat 02:00`; empty: nobody has to know. */
  readonly next: string;
}

export interface ApplyLine {
  readonly number: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** `cutOff`: its process ended in the middle. `action`: of the page or a command, with no steps. */
  readonly result: 'done' | 'partial' | 'interrupted' | 'failed' | 'refused' | 'running' | 'cutOff' | 'action';
  readonly mark: Mark;
  /** `4 steps`, `2 of 3 steps`, `approved 3f2a91bc` */
  readonly what: string;
  /** `watch`, `CORP\dba` */
  readonly who: string;
  /** Of git, short; null: none. */
  readonly revision: string | null;
  readonly dirty: boolean;
}

export interface FindingLine {
  readonly id: string;
  readonly target: string;
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly command: string | null;
  readonly acknowledged: Acknowledged | null;
}

/** Somebody knows of a finding: it is not counted until then. */
export interface Acknowledged {
  readonly who: string;
  readonly until: Instant;
  readonly reason: string;
}

export interface ApplyProgress {
  readonly what: string;
  readonly startedAt: Instant;
  readonly steps: number;
  readonly done: number;
  readonly errored: number;
  readonly skipped: number;
  /** No step is left: it has ended, and what it came to is looked at. */
  readonly isOver: boolean;
  /** The steps that are under way, and the last that ended: the newest last, at most ten. */
  readonly lines: readonly {
    readonly step: string;
    readonly state: 'begun' | 'done' | 'failed' | 'skipped';
    readonly text: string;
  }[];
}
