// Generated from schemas/event.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * One line of scaleout apply --json. Every line has a type, a time (ISO 8601, UTC) and the version of this format.
 */
export type Event =
  | VersionEvent
  | ObservationEvent
  | PlannedChangeEvent
  | SuspendedChangeEvent
  | ChangeSummaryEvent
  | RehearsalEvent
  | StepStartEvent
  | StepProgressEvent
  | StepTroubleEvent
  | StepCompleteEvent
  | StepErroredEvent
  | StepSkippedEvent
  | MaintenanceEvent
  | HealthEvent
  | ApplySummaryEvent
  | DiagnosticEvent;
export type Time = string;

/**
 * The first line.
 */
export interface VersionEvent {
  type: 'version';
  time: Time;
  formatVersion: 1;
  tool: Tool;
}
export interface Tool {
  name: 'ssis-scaleout';
  version: string;
}
/**
 * The catalog has been read.
 */
export interface ObservationEvent {
  type: 'observation';
  time: Time;
  formatVersion: 1;
  catalog: Catalog;
  observedAt: string;
  /**
   * How many worker rows it showed.
   */
  workers: number;
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
export interface PlannedChangeEvent {
  type: 'planned_change';
  time: Time;
  formatVersion: 1;
  change: Change;
}
/**
 * One difference between the topology and the world.
 */
export interface Change {
  /**
   * scaleOut, catalog/defaultExecutionMode, catalog/masterAddress, master/<MACHINE>, worker/<MACHINE>, or worker/<MACHINE>/<WorkerAgentId> for a further row of one machine.
   */
  id: string;
  action: 'add' | 'update' | 'remove' | 'unmanaged' | 'unknown';
  /**
   * A phrase for people.
   */
  reason: string;
  /**
   * The same for programs, stable.
   */
  reasonCode?: string;
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  fields: Field[];
  /**
   * The change is left out, and no step is for it: it is suspended, or needs what is. Absent: it is not.
   */
  suspended?: {
    /**
     * The id of a change, worker/<MACHINE>; absent: all of the topology.
     */
    target?: string;
    reason: string;
    who: string;
    since: string;
    until?: string;
    drained?: Drained;
    /**
     * The suspended change that it needs; absent where it is suspended itself.
     */
    through?: string;
  };
}
export interface Field {
  path: string;
  before: string | number | boolean | null;
  after: string | number | boolean | null;
}
/**
 * Present: it is a maintenance (scaleout drain), which also wants its worker emptied and disabled.
 */
export interface Drained {
  /**
   * Whether the worker was enabled before.
   */
  enabled: boolean;
  /**
   * How long its work is waited for; absent: as policy.drain says.
   */
  timeoutSeconds?: number;
  /**
   * What is done then; absent: as policy.drain says.
   */
  onTimeout?: 'stop' | 'disable';
  /**
   * How long it holds from when its worker is emptied: until is set then; absent: it is set, or somebody ends it.
   */
  lengthSeconds?: number;
  /**
   * It has been seen disabled and without work since; absent: not yet.
   */
  emptied?: true;
}
/**
 * A change that is left out, since it is suspended or needs what is.
 */
export interface SuspendedChangeEvent {
  type: 'suspended_change';
  time: Time;
  formatVersion: 1;
  change: Change;
}
export interface ChangeSummaryEvent {
  type: 'change_summary';
  time: Time;
  formatVersion: 1;
  summary: Summary;
  fingerprint: string;
  applyable: boolean;
}
/**
 * Counts of changes by action, and of steps.
 */
export interface Summary {
  add: number;
  change: number;
  remove: number;
  /**
   * Steps that fall to a person.
   */
  manual: number;
  /**
   * Workers in the catalog that the topology does not list.
   */
  unmanaged: number;
  /**
   * Things whose state could not be told.
   */
  unknown: number;
  /**
   * Changes that are left out since they are suspended; they count nowhere else. Absent: none.
   */
  suspended?: number;
  steps: number;
  /**
   * What is to be added, changed or removed, and the steps, by their risk. Absent in plans of older versions.
   */
  risks?: {
    changes: RiskCounts;
    steps: RiskCounts;
  };
}
export interface RiskCounts {
  safe: number;
  disruptive: number;
  destructive: number;
}
/**
 * The plan was rehearsed: now (--rehearse), or before (--rehearsal). It comes before the first step, and nothing of it has happened.
 */
export interface RehearsalEvent {
  type: 'rehearsal';
  time: Time;
  formatVersion: 1;
  /**
   * Of the plan that was rehearsed.
   */
  fingerprint: string;
  /**
   * ISO 8601, UTC.
   */
  createdAt: string;
  /**
   * As in schemas/rehearsal.schema.json.
   */
  result: 'done' | 'partial' | 'unlike' | 'unfinished';
  /**
   * Of simulated time.
   */
  durationSeconds: number;
  /**
   * How many workers could take work: before, at the worst moment, after.
   */
  capacity: {
    before: number;
    lowest: number;
    after: number;
  };
  /**
   * What the rehearsal warns of, and what it could not know.
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
export interface StepStartEvent {
  type: 'step_start';
  time: Time;
  formatVersion: 1;
  step: string;
  operation: string;
  target: string;
  /**
   * The step of the plan that this one takes back, since a step that it holds together with has failed; absent: it is a step of the plan.
   */
  undoes?: string;
}
export interface StepProgressEvent {
  type: 'step_progress';
  time: Time;
  formatVersion: 1;
  step: string;
  message: string;
}
/**
 * What goes wrong while a step goes on, once of each kind: what the log of a worker says that is waited for. The step may end well all the same.
 */
export interface StepTroubleEvent {
  type: 'step_trouble';
  time: Time;
  formatVersion: 1;
  step: string;
  diagnostic: Diagnostic;
}
export interface StepCompleteEvent {
  type: 'step_complete';
  time: Time;
  formatVersion: 1;
  step: string;
  /**
   * already: the world was as wanted when the step began. manual: left to a person.
   */
  outcome: 'done' | 'already' | 'manual';
  durationMs: number;
}
export interface StepErroredEvent {
  type: 'step_errored';
  time: Time;
  formatVersion: 1;
  step: string;
  diagnostic: Diagnostic;
  durationMs: number;
}
export interface StepSkippedEvent {
  type: 'step_skipped';
  time: Time;
  formatVersion: 1;
  step: string;
  reason: string;
}
/**
 * A maintenance (scaleout drain) was noted in the catalog, ends, or was taken out of it.
 */
export interface MaintenanceEvent {
  type: 'maintenance';
  time: Time;
  formatVersion: 1;
  /**
   * begun: noted, before the first step. renewed: in place of an older note. drained: its worker is disabled and holds nothing. kept: the drain did not end well, and the note stays. withdrawn: the worker is as it was before, and the note is gone. ending: noted as over, before the worker is brought back. ended: the worker is back, and the note is gone. notBack: the note stays, for the worker is not back.
   */
  state: 'begun' | 'renewed' | 'drained' | 'kept' | 'withdrawn' | 'ending' | 'ended' | 'notBack';
  maintenance: Suspension;
}
/**
 * Somebody has asked that a topology, or one worker of it, is left alone.
 */
export interface Suspension {
  /**
   * The id of a change, worker/<MACHINE>; absent: all of the topology.
   */
  target?: string;
  reason: string;
  /**
   * user@machine.
   */
  who: string;
  /**
   * ISO 8601, UTC.
   */
  since: string;
  /**
   * ISO 8601, UTC: when it ends by itself; absent: when somebody resumes.
   */
  until?: string;
  drained?: Drained;
}
/**
 * Whether packages can run on workers: the line before the last. It does not come where the world could not be observed before the plan.
 */
export interface HealthEvent {
  type: 'health';
  time: Time;
  formatVersion: 1;
  health: Health;
  /**
   * When that was so; ISO 8601, UTC, by the SQL Server's clock. After steps were carried out it is looked at again; absent where that was not possible.
   */
  observedAt?: string;
}
/**
 * Whether packages can run on workers at that moment, which is another question than what differs. Absent in plans of older versions.
 */
export interface Health {
  /**
   * degraded: some cannot work, or a certificate that they need ends soon. down: nothing can run. unknown: it could not be looked at.
   */
  state: 'healthy' | 'degraded' | 'down' | 'unknown';
  /**
   * A sentence; absent where it is healthy.
   */
  reason?: string;
  /**
   * ISO 8601, UTC, by the SQL Server's clock: since when, where that is known.
   */
  since?: string;
}
/**
 * The last line.
 */
export interface ApplySummaryEvent {
  type: 'apply_summary';
  time: Time;
  formatVersion: 1;
  /**
   * done: the topology holds, but for what was left out. partial: something failed, was skipped, or could not be told. refused: nothing was begun. interrupted: stopped by the user.
   */
  result: 'done' | 'partial' | 'refused' | 'interrupted';
  done: number;
  errored: number;
  skipped: number;
  /**
   * Steps that were left to a person.
   */
  manual?: number;
  /**
   * Changes whose state is unknown, so that no step could be made.
   */
  unresolved: number;
  /**
   * Changes that were left out since they are suspended; absent: none.
   */
  suspended?: number;
  /**
   * What scaleout rotate was asked for and had no step for: workers whose certificate is not renewed, machines that are not ready for the master's next one; absent: nothing.
   */
  notRotated?: number;
  /**
   * Rollbacks of the plan that were carried out whole: what had begun is as it was before; absent: none.
   */
  rolledBack?: number;
  durationMs: number;
}
export interface DiagnosticEvent {
  type: 'diagnostic';
  time: Time;
  formatVersion: 1;
  diagnostic: Diagnostic;
}
