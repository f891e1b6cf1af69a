import type { CatalogNotes } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { nameKey, sameMachine } from '../../domain/machine-name.js';
import { age, moment } from '../../text/times.js';
import { fieldsOf, isInstant, readList } from './note-list.js';

/** What a maintenance notes of its worker besides: it is emptied and disabled while the suspension holds. */
export interface Drained {
  /** Whether the worker was enabled before. */
  readonly enabled: boolean;
  /** How long its work is waited for, and what is done then; absent: as the policy says. */
  readonly timeoutSeconds?: number;
  readonly onTimeout?: 'stop' | 'disable';
  /** Seconds for which it holds from when the worker is emptied: the note gets its `until` then. Absent: it has one, or no end. */
  readonly lengthSeconds?: number;
  /** True: it has been seen disabled and without work since. */
  readonly emptied?: true;
}

/** Watch, and apply unless it is told otherwise, leave a topology, or one worker of it, alone. */
export interface Suspension {
  readonly topology: string;
  /** The id of a change: `worker/ETL01`; absent: all of the topology. */
  readonly target?: string;
  readonly reason: string;
  /** `anna@build7` */
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** ISO 8601, UTC: when it ends by itself; absent: when somebody resumes. */
  readonly until?: string;
  /** Present: it is a maintenance, which also wants the worker emptied and disabled. Older versions do not know it. */
  readonly drained?: Drained;
}

/** A suspension that empties its worker: `scaleout drain`. */
export interface Maintained extends Suspension {
  readonly target: string;
  readonly drained: Drained;
}

export function isMaintenance(suspension: Suspension): suspension is Maintained {
  return suspension.drained !== undefined && suspension.target !== undefined;
}

/** `until 2026-11-24 14:00:00 UTC`, `for 4 h once it is emptied`; undefined where it holds until somebody ends it. */
export function endWords(
  { until, drained }: Pick<Suspension, 'until' | 'drained'>,
  show: (iso: string) => string = moment,
): string | undefined {
  if (until !== undefined) return `until ${show(until)}`;
  return drained?.lengthSeconds === undefined ? undefined : `for ${age(drained.lengthSeconds)} once it is emptied`;
}

/** The note of a maintenance whose worker has been emptied at that moment in Unix milliseconds: what it is to last counts from then. */
export function emptiedAt<Note extends Maintained>(note: Note, now: number): Note {
  const { lengthSeconds, ...drained } = note.drained;
  const isOpen = note.until === undefined && lengthSeconds !== undefined;
  const until = isOpen ? { until: new Date(now + lengthSeconds * 1000).toISOString() } : {};
  return { ...note, ...until, drained: { ...drained, emptied: true } };
}

/** What stands in the catalog; unknown where it may not be seen or is not what we write. */
export function readSuspensions(notes: Known<CatalogNotes>): Known<readonly Suspension[]> {
  if (!notes.known) return { known: false, reason: notes.reason };
  const value = readList(notes.value.suspensions, suspensionOf);
  return value === undefined
    ? { known: false, reason: 'the note ssis-scaleout.suspensions in the catalog cannot be read' }
    : { known: true, value };
}

/** Null: there is none to keep. */
export function writeSuspensions(suspensions: readonly Suspension[]): string | null {
  return suspensions.length === 0 ? null : JSON.stringify(suspensions);
}

/** Those that have not ended, at a moment in Unix milliseconds. */
export function suspensionsAt(suspensions: readonly Suspension[], now: number): readonly Suspension[] {
  return suspensions.filter(({ until }) => until === undefined || Date.parse(until) > now);
}

/** Those that have not ended, and maintenances whoever's time is over: their workers may not be back yet. */
export function suspensionsToKeep(suspensions: readonly Suspension[], now: number): readonly Suspension[] {
  return suspensions.filter((one) => isMaintenance(one) || suspensionsAt([one], now).length > 0);
}

/** With one more, in place of an older one of the same. */
export function suspended(suspensions: readonly Suspension[], added: Suspension): readonly Suspension[] {
  return [...resumed(suspensions, added), added];
}

/** Without those of that topology or target. A maintenance is another thing than a suspension of the same worker: both can hold. */
export function resumed(
  suspensions: readonly Suspension[],
  of: Pick<Suspension, 'topology' | 'target' | 'drained'>,
): readonly Suspension[] {
  return suspensions.filter(
    (one) => !(isOf(one, of) && isMaintenance(one) === (of.drained !== undefined && of.target !== undefined)),
  );
}

/** The maintenance of a worker, whether or not its time is over. */
export function maintenanceOf(
  suspensions: readonly Suspension[],
  of: { readonly topology: string; readonly target: string },
): Maintained | undefined {
  return suspensions.filter(isMaintenance).find((one) => isOf(one, of));
}

function isOf(one: Suspension, of: Pick<Suspension, 'topology' | 'target'>): boolean {
  return sameName(one.topology, of.topology) && sameTarget(one.target, of.target);
}

/** Those of one topology that hold at a moment in Unix milliseconds. */
export function suspensionsOf(
  suspensions: readonly Suspension[],
  topology: string,
  now: number,
): readonly Suspension[] {
  return suspensionsAt(suspensions, now).filter((one) => sameName(one.topology, topology));
}

/**
 * Which of the suspensions of a topology a change falls under; that of its worker before that of everything. A change in
 * `draining` is what a maintenance itself asks for, so that this one does not hold it back.
 */
export function suspensionFor<Held extends Pick<Suspension, 'target' | 'drained'>>(
  suspensions: readonly Held[],
  changeId: string,
  draining: ReadonlySet<string> = none,
): Held | undefined {
  const isDraining = draining.has(changeId);
  const own = suspensions.filter(
    ({ target, drained }) =>
      target !== undefined && isWithin(changeId, target) && !(isDraining && drained !== undefined),
  );
  // A worker that both hold is told as in maintenance: that says why it is disabled.
  const first = own.find(({ drained }) => drained !== undefined) ?? own[0];
  return first ?? suspensions.find(({ target }) => target === undefined);
}

const none: ReadonlySet<string> = new Set();

/** Whether a change is of that target: a further row of a worker is, too. */
function isWithin(changeId: string, target: string): boolean {
  return sameTarget(target, changeId) || sameTarget(target, changeId.split('/', 2).join('/'));
}

function suspensionOf(value: unknown): Suspension | undefined {
  const { topology, target, reason, who, since, until, drained: maintained } = fieldsOf(value) ?? {};
  if (typeof topology !== 'string' || typeof reason !== 'string' || typeof who !== 'string') return undefined;
  if (!isInstant(since) || (target !== undefined && typeof target !== 'string')) return undefined;
  if (until !== undefined && !isInstant(until)) return undefined;
  const drained = maintained === undefined ? undefined : drainedOf(maintained);
  // A maintenance that cannot be read is no suspension that could be: the worker would stay disabled for a reason nobody sees.
  if (maintained !== undefined && (drained === undefined || target === undefined)) return undefined;
  return {
    topology,
    ...(target === undefined ? {} : { target }),
    reason,
    who,
    since,
    ...(until === undefined ? {} : { until }),
    ...(drained === undefined ? {} : { drained }),
  };
}

function drainedOf(value: unknown): Drained | undefined {
  const { enabled, timeoutSeconds, onTimeout, lengthSeconds, emptied } = fieldsOf(value) ?? {};
  if (typeof enabled !== 'boolean' || (emptied !== undefined && emptied !== true)) return undefined;
  if (timeoutSeconds !== undefined && !isPositive(timeoutSeconds)) return undefined;
  if (lengthSeconds !== undefined && !isPositive(lengthSeconds)) return undefined;
  if (onTimeout !== undefined && onTimeout !== 'stop' && onTimeout !== 'disable') return undefined;
  return {
    enabled,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(onTimeout === undefined ? {} : { onTimeout }),
    ...(lengthSeconds === undefined ? {} : { lengthSeconds }),
    ...(emptied === undefined ? {} : { emptied }),
  };
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}

function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

const prefix = 'worker/';

/** The same id; of a worker also by the other one of its names. */
export function sameTarget(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (sameName(one, other)) return true;
  const areWorkers = [one, other].every((id) => id.toLowerCase().startsWith(prefix));
  return areWorkers && sameMachine(one.slice(prefix.length), other.slice(prefix.length));
}
