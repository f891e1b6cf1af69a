// Generated from schemas/rehearsal.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * working: can take work (of a node: its service runs). draining: a drain of it is under way. out: disabled. restarting: its service is being restarted, started or stopped. unheard: enabled or not, it is not let in by a running master. gone: it has no row any more, or none yet. unseen: nobody looks at it, and its row does not tell.
 */
export type RehearsedState = 'working' | 'draining' | 'out' | 'restarting' | 'unheard' | 'gone' | 'unseen';

/**
 * What scaleout rehearse --json prints, and --out writes: what an apply of a plan would do, tried on a twin of the live world in simulated time. All times of a rehearsal are seconds since its beginning.
 */
export interface RehearsalDocument {
  formatVersion: 1;
  tool: Tool;
  /**
   * ISO 8601, UTC, by the clock of the machine that rehearsed.
   */
  createdAt: string;
  topology: {
    name: string;
    file: string;
    /**
     * Of the file's bytes, lower-case hexadecimal.
     */
    sha256: string;
  };
  catalog: Catalog;
  /**
   * ISO 8601, UTC, by the SQL Server's clock: the moment at which the rehearsal begins.
   */
  observedAt: string;
  plan: {
    /**
     * Of the live plan; the twin's is equal unless result is unlike.
     */
    fingerprint: string;
    /**
     * How many.
     */
    steps: number;
    /**
     * The highest of its steps; null: it has none.
     */
    risk: ('safe' | 'disruptive' | 'destructive') | null;
  };
  /**
   * done: all steps would be done (those of a person are taken for granted, see diagnostics). partial: some would fail or not be begun. unlike: the twin is not as the live world in what the plan goes by, so nothing was tried. unfinished: the simulated time came to its limit.
   */
  result: 'done' | 'partial' | 'unlike' | 'unfinished';
  /**
   * From the first step to the last.
   */
  durationSeconds: number;
  capacity: RehearsedCapacity;
  /**
   * Those that the plan does something to, and all others of which the twin shows that their state changes; in the order of the topology, then the catalog's.
   */
  workers: RehearsedMachine[];
  /**
   * Of the master, where the plan does something to one.
   */
  nodes: RehearsedMachine[];
  /**
   * In the order in which they were begun; then those that were not begun, in the order of the plan. With steps of rollbacks.
   */
  steps: RehearsedStep[];
  /**
   * Packages that a drain waited for, in the order of their ends.
   */
  waitedFor: RehearsedPackage[];
  /**
   * Packages of which nobody knows when they end, and which have to end in time for this rehearsal to come true. Each was taken to run for assumptions.packageSeconds more.
   */
  restsOn: RehearsedDoubt[];
  assumptions: {
    /**
     * How long one request to the catalog takes: what looking at it took, and no longer than an operation on a machine. A write is asked for and read back.
     */
    catalogSeconds: number;
    /**
     * How long one operation on a machine takes: the median of what their observations took.
     */
    operationSeconds: number;
    /**
     * How long a service takes to start or stop besides.
     */
    serviceSeconds: number;
    /**
     * How long a running package of which nothing is known still runs.
     */
    packageSeconds: number;
    /**
     * A person named packageSeconds, by --assume. Absent: it was taken from the policy, and a rehearsal that rests on it counts for no guard.
     */
    packageNamed?: true;
  };
  /**
   * What would fail and why, and what a twin cannot know.
   */
  diagnostics: Diagnostic[];
}
export interface Tool {
  name: 'ssis-scaleout';
  version: string;
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
 * How many workers could take work: enabled, their service running and let in by a running master.
 */
export interface RehearsedCapacity {
  /**
   * At the beginning.
   */
  before: number;
  lowest: number;
  /**
   * When it was so low for the first time.
   */
  lowestFrom: number;
  /**
   * For how long in all.
   */
  lowestSeconds: number;
  after: number;
  /**
   * Each change of the number, in the order of time; the first is at 0.
   */
  steps: {
    at: number;
    workers: number;
  }[];
}
export interface RehearsedMachine {
  /**
   * worker/ETL01, master/SQLETL01
   */
  id: string;
  after: RehearsedState;
  /**
   * Without gaps, from 0 to durationSeconds.
   */
  spans: {
    state: RehearsedState;
    from: number;
    to: number;
  }[];
}
export interface RehearsedStep {
  id: string;
  operation: string;
  /**
   * The id of the change that the step serves.
   */
  target: string;
  /**
   * Absent: it was not begun.
   */
  from?: number;
  to?: number;
  outcome: 'done' | 'already' | 'manual' | 'errored' | 'skipped' | 'unfinished';
  /**
   * The step that it takes back.
   */
  undoes?: string;
  /**
   * Why it was skipped, a clause.
   */
  reason?: string;
  diagnostic?: Diagnostic;
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
export interface RehearsedPackage {
  /**
   * worker/ETL01
   */
  worker: string;
  /**
   * A bigint as text; one that the twin alone has begins with twin.
   */
  executionId: string;
  /**
   * folder/project/package
   */
  package: string;
  /**
   * When the drain began to wait for it.
   */
  from: number;
  /**
   * When it ended, or the drain gave it up.
   */
  to: number;
  /**
   * Absent: it ended. givenUp: the drain fails, and the worker stays as it is. cutOff: the time was up, and the worker was disabled whatever it ran (policy.drain.onTimeout: disable); the package is lost. leaseEnded: the worker held no lease of it any more, since no running master took its reports, or was not heard of, so that it was not waited for any longer; it may be lost.
   */
  outcome?: 'givenUp' | 'cutOff' | 'leaseEnded';
  /**
   * What its end was taken from: history, the median of its last runs; assumed, see assumptions.
   */
  basis: 'history' | 'assumed';
  /**
   * history: how many runs the median is of. assumed: how many there are, all of which were shorter than this one is by now.
   */
  runs?: number;
  /**
   * It waits for a worker now, and the twin gave it to this one: the catalog does not show which ones may run it.
   */
  pending?: true;
}
export interface RehearsedDoubt {
  /**
   * worker/ETL01
   */
  worker: string;
  /**
   * A bigint as text.
   */
  executionId: string;
  /**
   * folder/project/package
   */
  package: string;
  /**
   * How many earlier runs there are, all of which were shorter than this one is by now. Absent: none is known.
   */
  runs?: number;
  /**
   * When the time of the drain is up.
   */
  endsBy: number;
  /**
   * What happens if it still runs then: stop, the drain fails and the worker stays as it is; disable, the package is cut off and lost.
   */
  onTimeout: 'stop' | 'disable';
}
