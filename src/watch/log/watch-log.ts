// src/watch/log writes what a watch does, a line each: as text or JSON, scrubbed of secrets, and once where the same
// happens again.

import { randomBytes } from 'node:crypto';
import type { Diagnostic } from '../../errors/errors.js';
import { duration } from '../../text/times.js';
import { conditionKey } from '../fleet-condition.js';
import type { ReconcileResult, WatchEvent, WatchListener } from '../watch-event.js';
import { conditionFields, conditionLevel, conditionMessage } from './condition-line.js';
import { type LineLevel, type LineOptions, lineWriter, type WriteLine } from './line-writer.js';
import { maintenanceNews } from './maintenance-line.js';
import { repeats, withoutMoments } from './repeats.js';
import { findingOf, levelOf, noteDuring, type RunDiagnostic, runFields, runMessage, shown } from './run-line.js';

export interface LogOptions extends LineOptions {
  /** Milliseconds of a clock that never goes back. */
  readonly clock?: () => number;
  /** Names a run; in every line that belongs to it. */
  readonly runId?: () => string;
  /** Milliseconds after which a line is written although nothing is new. */
  readonly heartbeat?: number;
}

export interface WatchLog {
  readonly listener: WatchListener;
  /** What the parts report besides; the same text is let through ever more seldom. */
  say(level: LineLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

interface Kept {
  run?: string;
  /** What the last line of a run said, and when. */
  written?: string;
  at: number;
  /** Runs since then that had nothing to add. */
  quiet: number;
  during: RunDiagnostic[];
  isBad: boolean;
  /** What the last line on health said; undefined: there was none, and nothing to say. */
  condition?: string;
  leading?: string;
  maintenances?: NonNullable<ReconcileResult['fleet']>['maintenances'];
}

/**
 * Writes what a watch does. A run that found the same as the one before makes no line, but one each hour; a finding that
 * comes and goes makes ever fewer. A run that changed something always makes one.
 */
export function watchLog(options: LogOptions): WatchLog {
  const { clock = () => performance.now(), runId = randomId, heartbeat = 3_600_000 } = options;
  const write = lineWriter(options);
  const seen = repeats(clock);
  const all = new Map<string, Kept>();
  const keptOf = (topology: string): Kept => {
    const known = all.get(topology);
    if (known !== undefined) return known;
    const fresh: Kept = { at: clock(), quiet: 0, during: [], isBad: false };
    all.set(topology, fresh);
    return fresh;
  };
  const admit = (what: readonly unknown[]) => seen.admit(JSON.stringify(what));

  const reconciled = (topology: string, kept: Kept, result: ReconcileResult) => {
    const { during, run } = kept;
    kept.during = [];
    delete kept.run;
    tellCondition(topology, kept, run, result);
    tellMaintenances(topology, kept, run, result);
    const finding = findingOf(result, during);
    const isNew = finding !== kept.written;
    const didSomething = (result.outcome?.done ?? 0) > 0;
    const isDue = clock() - kept.at >= heartbeat;
    const admitted = isNew || didSomething ? admit([topology, finding]) : undefined;
    if (admitted === undefined && !didSomething && !isDue) {
      kept.quiet += 1;
      return;
    }
    const isHeartbeat = !isNew && !didSomething;
    const still = isHeartbeat ? `still: ${runMessage(result)}` : runMessage(result);
    const bad = isHeartbeat && kept.isBad ? `${still}; the topology file is still bad` : still;
    const { state } = result.condition.health;
    const message = isHeartbeat && state !== 'healthy' ? `${bad}; health: ${state}` : bad;
    write(isHeartbeat ? worse(levelOf(result), conditionLevel(result.condition)) : levelOf(result), message, {
      topology,
      run,
      event: isHeartbeat ? 'heartbeat' : 'reconciled',
      ...runFields(result, during),
      ...(kept.quiet === 0 ? {} : { suppressed: kept.quiet }),
    });
    kept.written = finding;
    kept.at = clock();
    kept.quiet = 0;
  };

  /** How the fleet fares, where that is news: also while nothing differs, and by a standby. */
  const tellCondition = (
    topology: string,
    kept: Kept,
    run: string | undefined,
    { condition, result }: ReconcileResult,
  ) => {
    const now = conditionKey(condition);
    const isWell = condition.health.state === 'healthy' && condition.findings.length === 0;
    // The line of the run says already that nothing could be observed.
    if (now === kept.condition || (kept.condition === undefined && (isWell || result === 'failed'))) return;
    const held = admit([topology, 'condition', now]);
    if (held === undefined) return;
    kept.condition = now;
    write(conditionLevel(condition), conditionMessage(condition), {
      topology,
      run,
      event: 'health',
      ...conditionFields(condition),
      ...(held === 0 ? {} : { suppressed: held }),
    });
  };

  /** Who is in maintenance, where that is news. Workers that could not be seen tell nothing. */
  const tellMaintenances = (topology: string, kept: Kept, run: string | undefined, { fleet }: ReconcileResult) => {
    if (fleet?.workers === undefined) return;
    const news = maintenanceNews(kept.maintenances ?? [], fleet.maintenances ?? []);
    kept.maintenances = fleet.maintenances ?? [];
    if (news !== undefined) write(news.level, news.message, { topology, run, event: 'maintenance', ...news.fields });
  };

  return {
    say(level, message, fields = {}) {
      const held = level === 'debug' ? 0 : admit(['say', level, withoutMoments(message)]);
      if (held === undefined) return;
      write(level, message, { ...fields, ...(held === 0 ? {} : { suppressed: held }) });
    },
    listener(event) {
      const { topology, type } = event;
      const kept = keptOf(topology);
      const line = (level: LineLevel, message: string, fields: Readonly<Record<string, unknown>> = {}) => {
        write(level, message, { topology, run: kept.run, event: type, ...fields });
      };
      switch (event.type) {
        case 'watch_started':
          return line('info', `watching ${event.file}, mode ${event.mode}`, { file: event.file, mode: event.mode });
        case 'topology_loaded':
          kept.isBad = false;
          return loaded(event, line);
        case 'topology_bad':
          kept.isBad = true;
          return bad(event.diagnostics, line, (codes) => admit([topology, 'bad', codes]));
        case 'leading': {
          const said = `${event.isLeader}: ${event.detail ?? ''}`;
          if (said === kept.leading) return;
          kept.leading = said;
          if (admit([topology, 'leading', said]) === undefined) return;
          return line('info', leadingText(event), { isLeader: event.isLeader });
        }
        case 'reconcile_started':
          kept.run = runId();
          kept.during = [];
          return line('debug', `looking: ${event.reasons.join(', ')}`, { reasons: event.reasons });
        case 'apply_event':
          return noteDuring(event.event, kept.during, line);
        case 'reconciled':
          return reconciled(topology, kept, event.result);
        case 'watch_stuck':
          return line('error', stuckText(event), { code: 'watch.stuck', silentMs: event.silentMs });
        case 'watch_stopped':
          all.delete(topology);
          return line('info', `watching has ended${event.detail === undefined ? '' : `: ${event.detail}`}`);
      }
    },
  };
}

const levels: readonly LineLevel[] = ['debug', 'info', 'warn', 'error'];

function worse(one: LineLevel, other: LineLevel): LineLevel {
  return levels.indexOf(one) >= levels.indexOf(other) ? one : other;
}

function loaded({ sha256, diagnostics }: Extract<WatchEvent, { type: 'topology_loaded' }>, line: WriteLine): void {
  const [first] = diagnostics ?? [];
  if (first === undefined) line('info', 'the topology is loaded', { sha256 });
  else line('warn', `the topology is loaded: ${first.summary}`, { sha256, diagnostics: diagnostics?.map(shown) });
}

function bad(found: readonly Diagnostic[], line: WriteLine, admit: (codes: unknown) => number | undefined): void {
  const held = admit(found.map(({ code, detail }) => [code, detail]));
  if (held === undefined) return;
  const diagnostics = found.slice(0, 20).map((one) => {
    const at = placeText(one);
    return { ...shown(one), ...(at === undefined ? {} : { at }) };
  });
  const more = held === 0 ? {} : { suppressed: held };
  line('error', `the topology file is bad: ${badText(found)}`, { diagnostics, ...more });
}

/** The first error of a bad file with its place, and how many more there are. */
function badText(found: readonly Diagnostic[]): string {
  const errors = found.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return 'nothing is known of why';
  const place = placeText(first);
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  return `${place === undefined ? '' : `${place}: `}${first.summary}: ${first.detail}${more}`;
}

/** `topology.yaml:13:5`; undefined where it has no place. */
export function placeText({ range }: Pick<Diagnostic, 'range'>): string | undefined {
  return range === undefined ? undefined : `${range.file}:${range.start.line}:${range.start.column}`;
}

function leadingText({ isLeader, detail }: Extract<WatchEvent, { type: 'leading' }>): string {
  const text = isLeader ? 'this process leads' : 'this process stands by';
  return detail === undefined ? text : `${text}: ${detail}`;
}

/** For a person, in the log and at a terminal. */
export function stuckText({ silentMs }: Extract<WatchEvent, { type: 'watch_stuck' }>): string {
  return `no progress for ${duration(silentMs / 1000)}: the lead is given up`;
}

function randomId(): string {
  return randomBytes(4).toString('hex');
}
