import type { Immutable } from '../../domain/documents.js';
import type { Diagnostic } from '../../errors/errors.js';
import type * as generated from '../../generated/watch-status.js';
import { shownHealth } from '../../reconciler/diagnosis/health.js';
import { type Health, sentence } from '../../reconciler/diagnosis/part-health.js';
import type { StatedMaintenance } from '../../reconciler/view/maintenance.js';
import { age } from '../../text/times.js';
import { type FleetCondition, unhealthyParts } from '../fleet-condition.js';
import { scrubText } from '../log/line-writer.js';
import { isSuccess, type ReconcileResult, type WatchEvent, type WatchListener } from '../watch-event.js';

/** The document of schemas/watch-status.schema.json, deeply readonly. */
export type WatchStatusDocument = Immutable<generated.WatchStatusDocument>;
type WatchedTopology = WatchStatusDocument['topologies'][number];

export interface StatusOptions {
  readonly version: string;
  /** Milliseconds between two looks at the catalog. */
  readonly interval: number;
  /** Unix milliseconds. */
  readonly now?: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly clock?: () => number;
  /** Milliseconds a loop may be silent: between two runs, and inside of one (a drain waits long). */
  readonly silence?: { readonly idle: number; readonly running: number };
  /** Milliseconds for which a run counts as recent. */
  readonly recent?: number;
}

export interface WatchStatus {
  readonly listener: WatchListener;
  /** A loop's sign of life, where it makes no event: it waits, say. */
  beat(topology: string): void;
  /** Whether every loop made a sign of life lately; true as long as there is none. */
  isAlive(): boolean;
  /**
   * Whether every topology was looked at lately, also by who only waits for its turn to lead: who cannot see the catalog
   * could not take the lead over. False as long as there is none.
   */
  isReady(): boolean;
  isWatched(topology: string): boolean;
  document(): WatchStatusDocument;
}

type State = {
  -readonly [Key in
    | 'file'
    | 'mode'
    | 'sha256'
    | 'leader'
    | 'leaderDetail'
    | 'bad'
    | 'lastSuccess'
    | 'last']?: WatchedTopology[Key];
} & {
  health: WatchedTopology['health'];
  findings: WatchedTopology['findings'];
  readonly runs: Record<ReconcileResult['result'], number>;
  running: boolean;
  /** Milliseconds of silence, of a loop that has said that it is stuck. */
  stuck?: number;
  /** By the clock; beats of a process that lives count too. */
  sign: number;
  /** By the clock: the last event of the loop itself. */
  heard: number;
  isApplying: boolean;
  reconciledAt?: number;
};

/** Remembers how each topology fares, for health, readiness and /status. */
export function watchStatus(options: StatusOptions): WatchStatus {
  const { version, interval, now = Date.now, clock = () => performance.now() } = options;
  const silence = options.silence ?? { idle: 3 * interval + 60_000, running: 3_600_000 };
  const recent = options.recent ?? 3 * interval + 60_000;
  const startedAt = timeOf(now());
  const states = new Map<string, State>();

  const why = (state: State): { readonly alive: boolean; readonly ready: boolean; readonly detail?: string } => {
    if (state.stuck !== undefined) {
      return { alive: false, ready: false, detail: `it made no progress for ${seconds(state.stuck)}` };
    }
    const silent = clock() - state.sign;
    if (silent > (state.running ? silence.running : silence.idle)) {
      return { alive: false, ready: false, detail: `no sign of life for ${seconds(silent)}` };
    }
    const age = state.reconciledAt === undefined ? undefined : clock() - state.reconciledAt;
    if (age === undefined) return { alive: true, ready: false, detail: 'it has not been reconciled yet' };
    // An apply that goes on for long is told by what it says; a look that does, waits for an answer that may never come.
    if (age <= recent || (state.isApplying && clock() - state.heard <= recent)) return { alive: true, ready: true };
    return { alive: true, ready: false, detail: `last reconciled ${seconds(age)} ago` };
  };
  const stateOf = (topology: string): State => {
    const known = states.get(topology);
    if (known !== undefined) return known;
    const fresh: State = {
      health: { state: 'unknown', reason: 'It has not been looked at yet.', unhealthy: [] },
      findings: [],
      runs: noRuns(),
      running: false,
      isApplying: false,
      sign: clock(),
      heard: clock(),
    };
    states.set(topology, fresh);
    return fresh;
  };

  return {
    listener(event) {
      if (event.type === 'watch_stopped') return void states.delete(event.topology);
      const state = stateOf(event.topology);
      state.sign = clock();
      state.heard = state.sign;
      note(state, event, { now, clock });
    },
    beat(topology) {
      const known = states.get(topology);
      if (known !== undefined) known.sign = clock();
    },
    isAlive: () => [...states.values()].every((state) => why(state).alive),
    isReady: () => states.size > 0 && [...states.values()].every((state) => why(state).ready),
    isWatched: (topology) => states.has(topology),
    document() {
      return {
        formatVersion: 1,
        tool: { name: 'ssis-scaleout', version },
        startedAt,
        at: timeOf(now()),
        alive: this.isAlive(),
        ready: this.isReady(),
        topologies: [...states].map(([name, state]) => {
          const { file = '', mode = 'observe', ...rest } = state;
          const { sign: _sign, heard: _heard, isApplying: _is, stuck: _stuck, reconciledAt: _at, ...shown } = rest;
          const life = why(state);
          return { name, file, mode, ...life, ...shown, ...conditionNow(state, life) };
        }),
      };
    },
  };
}

function note(state: State, event: WatchEvent, { now, clock }: { now: () => number; clock: () => number }): void {
  switch (event.type) {
    case 'watch_started':
      state.file = event.file;
      state.mode = event.mode;
      break;
    case 'topology_loaded':
      state.sha256 = event.sha256;
      delete state.bad;
      break;
    case 'topology_bad':
      state.bad = shownDiagnostics(event.diagnostics);
      break;
    case 'leading':
      state.leader = event.isLeader;
      delete state.leaderDetail;
      if (event.detail !== undefined) state.leaderDetail = event.detail;
      break;
    case 'watch_stuck':
      state.stuck = event.silentMs;
      break;
    case 'reconcile_started':
      delete state.stuck;
      state.running = true;
      state.isApplying = false;
      break;
    case 'apply_event':
      state.isApplying = true;
      break;
    case 'reconciled': {
      const { result } = event.result;
      state.running = false;
      state.isApplying = false;
      delete state.stuck;
      state.runs[result] += 1;
      state.last = lastRun(event.result, timeOf(now()));
      state.health = shownHealthOf(event.result.condition);
      state.findings = event.result.condition.findings
        .slice(0, mostEntries)
        .map((found) => ({ ...found, summary: scrubText(found.summary) }));
      if (result !== 'failed') state.reconciledAt = clock();
      if (isSuccess(event.result)) state.lastSuccess = timeOf(now());
      break;
    }
  }
}

/** What was seen too long ago says nothing of now: a loop that hangs must not go on to look healthy. */
function conditionNow(
  { health, findings }: State,
  { ready, detail }: { readonly ready: boolean; readonly detail?: string },
): Pick<WatchedTopology, 'health' | 'findings'> {
  if (ready || detail === undefined || health.state === 'unknown') return { health, findings };
  return { health: { state: 'unknown', reason: sentence(detail), unhealthy: [] }, findings: [] };
}

function shownHealthOf({ health }: FleetCondition): WatchedTopology['health'] {
  const master = health.master.state === 'healthy' ? [] : [{ target: 'master', ...health.master }];
  return {
    ...scrubbed(health),
    unhealthy: [...master, ...unhealthyParts(health)]
      .slice(0, mostEntries)
      .map((part) => ({ target: part.target, ...scrubbed(part) })),
  };
}

function scrubbed(health: Health): Health {
  const { reason, ...rest } = shownHealth(health);
  return { ...rest, ...(reason === undefined ? {} : { reason: scrubText(reason) }) };
}

function noRuns(): State['runs'] {
  return { 'in-sync': 0, held: 0, applied: 0, partial: 0, interrupted: 0, failed: 0 };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function seconds(milliseconds: number): string {
  return age(milliseconds / 1000);
}

/** The most entries of each list: a page that a person reads, for a fleet of any size. */
const mostEntries = 200;

/** What /status shows of a run that ended at `at` (ISO 8601). */
function lastRun(run: ReconcileResult, at: string): Immutable<generated.LastRun> {
  const { result, reasons, plan, held, outcome, fleet, diagnostics, durationMs } = run;
  const changes = plan?.changes ?? [];
  const lists = [changes, held, diagnostics];
  return {
    at,
    result,
    reasons: [...reasons],
    durationMs,
    ...(plan === undefined ? {} : { fingerprint: plan.fingerprint }),
    changes: changes
      .slice(0, mostEntries)
      .map(({ id, action, risk, reason }) => ({ id, action, risk, reason: scrubText(reason) })),
    held: held.slice(0, mostEntries).map((one) => ({ ...one, reason: scrubText(one.reason) })),
    ...(outcome === undefined ? {} : { outcome: outcomeOf(outcome) }),
    ...(fleet?.maintenances === undefined
      ? {}
      : { maintenances: fleet.maintenances.slice(0, mostEntries).map(stated) }),
    ...(fleet?.workers === undefined ? {} : { workers: fleet.workers }),
    diagnostics: shownDiagnostics(diagnostics),
    omitted: lists.reduce((sum, { length }) => sum + Math.max(0, length - mostEntries), 0),
  };
}

function stated({ maintenance, state }: StatedMaintenance) {
  const { isOver: _, topology: __, reason, ...rest } = maintenance;
  return { ...rest, state, reason: scrubText(reason) };
}

function outcomeOf({ result, done, errored, skipped, manual, unresolved }: NonNullable<ReconcileResult['outcome']>) {
  return { result, done, errored, skipped, manual, unresolved };
}

/** Without places in files; the first two hundred. */
function shownDiagnostics(found: readonly Diagnostic[]) {
  return found.slice(0, mostEntries).map(shownDiagnostic);
}

function shownDiagnostic({ severity, code, summary, detail, remedy }: Diagnostic) {
  return { severity, code, summary, detail: scrubText(detail), remedy: scrubText(remedy) };
}
