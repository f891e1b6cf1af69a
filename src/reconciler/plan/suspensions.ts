import type { CatalogNotes } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { nameKey, sameMachine } from '../../domain/machine-name.js';
import { workerId } from '../kinds/kind.js';
import { fieldsOf, isInstant, readList } from './note-list.js';

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

/** With one more, in place of an older one of the same. */
export function suspended(suspensions: readonly Suspension[], added: Suspension): readonly Suspension[] {
  return [...resumed(suspensions, added), added];
}

/** Without those of that topology or target. */
export function resumed(
  suspensions: readonly Suspension[],
  of: Pick<Suspension, 'topology' | 'target'>,
): readonly Suspension[] {
  return suspensions.filter((one) => !(sameName(one.topology, of.topology) && sameTarget(one.target, of.target)));
}

/** Those of one topology that hold at a moment in Unix milliseconds. */
export function suspensionsOf(
  suspensions: readonly Suspension[],
  topology: string,
  now: number,
): readonly Suspension[] {
  return suspensionsAt(suspensions, now).filter((one) => sameName(one.topology, topology));
}

/** Which of the suspensions of a topology a change falls under; that of its worker before that of everything. */
export function suspensionFor(suspensions: readonly Suspension[], changeId: string): Suspension | undefined {
  const own = suspensions.find(({ target }) => target !== undefined && isWithin(changeId, target));
  return own ?? suspensions.find(({ target }) => target === undefined);
}

/** Whether a change is of that target: a further row of a worker is, too. */
function isWithin(changeId: string, target: string): boolean {
  return sameTarget(target, changeId) || sameTarget(target, changeId.split('/', 2).join('/'));
}

function suspensionOf(value: unknown): Suspension | undefined {
  const { topology, target, reason, who, since, until } = fieldsOf(value) ?? {};
  if (typeof topology !== 'string' || typeof reason !== 'string' || typeof who !== 'string') return undefined;
  if (!isInstant(since) || (target !== undefined && typeof target !== 'string')) return undefined;
  if (until !== undefined && !isInstant(until)) return undefined;
  return {
    topology,
    ...(target === undefined ? {} : { target }),
    reason,
    who,
    since,
    ...(until === undefined ? {} : { until }),
  };
}

function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

/** The same id; of a worker also by the other one of its names. */
function sameTarget(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (sameName(one, other)) return true;
  const prefix = workerId('');
  const areWorkers = [one, other].every((id) => id.toLowerCase().startsWith(prefix));
  return areWorkers && sameMachine(one.slice(prefix.length), other.slice(prefix.length));
}
