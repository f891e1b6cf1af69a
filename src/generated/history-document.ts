// Generated from schemas/history-document.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout history --json prints.
 */
export interface HistoryDocument {
  formatVersion: 1;
  /**
   * Its name.
   */
  topology: string;
  /**
   * The newest file of the history.
   */
  file: string;
  /**
   * How many applies the history has.
   */
  total: number;
  /**
   * What was asked for; absent: everything.
   */
  filter?: {
    number?: number;
    /**
     * ISO 8601, UTC: applies that began then or later.
     */
    since?: string;
    /**
     * Applies that were to change it, or that had a step for it.
     */
    target?: string;
    /**
     * Applies and actions that did not do all that they were to do.
     */
    failed?: true;
  };
  /**
   * How many of them fit the filter. Of more than --limit allows, the newest are shown.
   */
  chosen: number;
  /**
   * How many actions the history has: what was done without an apply, such as a suspension.
   */
  totalActions: number;
  /**
   * How many of them fit the filter. As of applies, --limit allows so many.
   */
  chosenActions: number;
  /**
   * The newest first. Their numbers are of the same row as those of applies.
   */
  actions: ActionLine[];
  /**
   * The newest first.
   */
  applies: Apply[];
  /**
   * Lines that were cut off or are not of a history.
   */
  unreadableLines: number;
}
/**
 * What a person did, or asked for, without an apply: by the page, or by scaleout approve, suspend or resume. A drain and an undrain that begin are applies; only one that was refused before is here.
 */
export interface ActionLine {
  type: 'action';
  formatVersion: 1;
  /**
   * Of the same row of numbers as those of applies.
   */
  number: number;
  /**
   * A UUID of this action.
   */
  id: string;
  /**
   * ISO 8601, UTC, by the clock of the machine that carried it out.
   */
  at: string;
  tool: Tool;
  who: Who;
  catalog: Catalog;
  action:
    'approve' | 'withdraw' | 'suspend' | 'resume' | 'look' | 'acknowledge' | 'unacknowledge' | 'drain' | 'undrain';
  /**
   * worker/ETL01; of a finding also master, master/SQLETL01, catalog or network. Absent: all of the topology.
   */
  target?: string;
  /**
   * Of the check, such as worker.key-unreadable.
   */
  finding?: string;
  /**
   * Of the plan; where it was refused, the digits that were given.
   */
  fingerprint?: string;
  /**
   * As it was given.
   */
  reason?: string;
  /**
   * ISO 8601, UTC; absent: no end was named.
   */
  until?: string;
  /**
   * unknown: the connection was lost while it was written, and nobody has looked since. refused: nothing was changed. failed: it ended in an error.
   */
  result: 'done' | 'refused' | 'failed' | 'unknown';
  /**
   * Of the error; absent: it is done.
   */
  code?: string;
  /**
   * What the error said.
   */
  detail?: string;
}
export interface Tool {
  name: 'ssis-scaleout';
  version: string;
}
export interface Who {
  /**
   * The account of the operating system; by a page the person who is logged in there.
   */
  user: string;
  host: string;
  pid: number;
  /**
   * The login at the SQL Server; null where it was refused before the server was asked.
   */
  login: string | null;
  /**
   * By a page, which the process on that host serves: by what the person is logged in there, web where that is not known. Absent: by the command line, or by a watch.
   */
  via?: 'token' | 'proxy' | 'oidc' | 'web' | 'command';
}
export interface Catalog {
  server: string;
  database: string;
  /**
   * The folder of the sandbox that stood in for the server.
   */
  sandbox?: string;
}
/**
 * One apply: what its lines say, together.
 */
export interface Apply {
  /**
   * running: its process is there still, as far as this machine can tell. cutOff: it ended without a word, as one that is killed does.
   */
  state: 'ended' | 'refused' | 'running' | 'cutOff';
  formatVersion: 1;
  /**
   * 1 for the first apply of this history, then one more for each.
   */
  number: number;
  /**
   * A UUID of this apply.
   */
  id: string;
  /**
   * ISO 8601, UTC, by the clock of the machine that applied.
   */
  startedAt: string;
  tool: Tool;
  who: Who;
  options: Options;
  topology: Topology;
  catalog: Catalog;
  /**
   * The id of the plan that was carried out.
   */
  planId: string | null;
  /**
   * The saved plan as it was named; null where the plan was made by the apply itself.
   */
  planFile: string | null;
  /**
   * Of the plan; absent: not known, as of an apply that was refused before there was a plan, and of older versions.
   */
  fingerprint?: string;
  approval?: Approval;
  rehearsal?: RecordedRehearsal;
  changes: Change[];
  /**
   * Of how many of these changes the fields are not recorded, since the line would be too long; absent: of none.
   */
  changesWithoutFields?: number;
  plannedSteps: number;
  endedAt: string | null;
  durationMs: number | null;
  result: 'done' | 'partial' | 'interrupted' | 'failed' | null;
  counts: null | Counts;
  codes: string[];
  /**
   * Why it was refused.
   */
  detail?: string;
  /**
   * As far as they are known: those of an apply that was cut off are not.
   */
  steps: Step[];
}
/**
 * The options of the command that matter.
 */
export interface Options {
  /**
   * Present where a watch made it by itself: its mode, and whether its plans have to be approved.
   */
  watch?: {
    mode: 'safe' | 'full';
    approve: boolean;
  };
  yes: boolean;
  allowDestructive: boolean;
  /**
   * Where scaleout drain or undrain made it.
   */
  maintenance?: {
    command: 'drain' | 'undrain';
    target: string;
    reason?: string;
    /**
     * As --for; absent: it was not given.
     */
    forSeconds?: number;
    /**
     * As --until, ISO 8601, UTC; absent: it was not given.
     */
    until?: string;
  };
  /**
   * Whether it was asked to change what was suspended; absent: it was not.
   */
  includeSuspended?: boolean;
  /**
   * It was scaleout rotate: new certificates of the workers that targets name, or a phase of the master's. Absent: it was not.
   */
  rotate?: {
    of: 'workers' | 'master';
    phase?: 'prepare' | 'switch' | 'complete';
  };
  targets?: {
    include: string[];
    exclude: string[];
  };
}
export interface Topology {
  name: string;
  /**
   * As it was named.
   */
  file: string;
  sha256: string;
  /**
   * The revision that the file's folder was on; null outside of git.
   */
  git: null | Git;
}
export interface Git {
  /**
   * The commit's id.
   */
  revision: string;
  /**
   * Null on no branch.
   */
  branch: string | null;
  /**
   * Whether the file differs from that revision, or is not in it.
   */
  dirty: boolean;
}
/**
 * Who approved the plan of a watch that waited for it; absent: nobody had to.
 */
export interface Approval {
  /**
   * The account of the operating system and the host, as scaleout approve noted them: anna@build7.
   */
  who: string;
  /**
   * ISO 8601, UTC, by the clock of the machine that approved.
   */
  when: string;
}
/**
 * The rehearsal by which the plan was carried out; absent: it was not rehearsed, or nobody asked for that.
 */
export interface RecordedRehearsal {
  /**
   * Of the plan that was rehearsed: the same as that of the plan.
   */
  fingerprint: string;
  /**
   * ISO 8601, UTC, by the clock of the machine that rehearsed.
   */
  createdAt: string;
  /**
   * How many workers could take work before it.
   */
  before: number;
  /**
   * The fewest of them that could at any time of the rehearsal.
   */
  lowest: number;
  /**
   * For how long in all.
   */
  lowestSeconds?: number;
  /**
   * Packages that would be cut off, or not be waited for to the end: LoadStock on ETL03. Absent: none.
   */
  lost?: string[];
  /**
   * Packages of which nothing was known, and which had to end in time: a person named how long they run, by --assume. Absent: none.
   */
  assumed?: string[];
}
export interface Change {
  id: string;
  action: 'add' | 'update' | 'remove' | 'unknown';
  reason: string;
  /**
   * What is to be otherwise, field by field. Absent: not recorded, as by older versions.
   */
  fields?: Field[];
}
export interface Field {
  /**
   * As in a plan: enabled, description, config.MaxTaskCount.
   */
  path: string;
  /**
   * Null: there was none. A long text is cut, and has … where something is missing; absent with hidden.
   */
  before?: string | number | boolean | null;
  /**
   * In the same way.
   */
  after?: string | number | boolean | null;
  /**
   * The values are not recorded: they are or may hold a secret.
   */
  hidden?: true;
}
/**
 * As in the event apply_summary.
 */
export interface Counts {
  done: number;
  errored: number;
  skipped: number;
  manual: number;
  unresolved: number;
  /**
   * Rollbacks of the plan that were carried out whole; absent: none.
   */
  rolledBack?: number;
}
export interface Step {
  id: string;
  operation: string;
  /**
   * The step of the plan that this one takes back, since a step that it holds together with has failed; absent: it is a step of the plan.
   */
  undoes?: string;
  /**
   * already: the world was as wanted when the step began. manual: left to a person.
   */
  outcome: 'done' | 'already' | 'manual' | 'failed' | 'skipped';
  /**
   * Null where it was not begun.
   */
  startedAt: string | null;
  /**
   * Null where it was not begun.
   */
  durationMs: number | null;
  /**
   * Of the error that it failed with.
   */
  code?: string;
  /**
   * Why it failed or was skipped.
   */
  detail?: string;
}
