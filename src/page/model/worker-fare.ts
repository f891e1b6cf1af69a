import type { WorkerHealth } from '../../reconciler/diagnosis/worker-health.js';
import type { MaintenanceState, StatedMaintenance } from '../../reconciler/view/maintenance.js';
import { endWords, type Suspension } from '../../reconciler/view/suspensions.js';
import type { WorkerView } from '../../reconciler/view/worker.js';
import type { WorkerStatus } from '../../status/worker-status.js';
import { moment } from '../../text/times.js';
import type { Mark } from '../wire/worker-row.js';

/** How a worker fares, as a row and its page say it. */
export interface Fare {
  readonly mark: Mark;
  readonly word: string;
  /** Sentences; null: it is well. */
  readonly reason: string | null;
  /** ISO 8601, UTC. */
  readonly since: string | null;
}

/** What a worker is judged by. */
export interface FareParts {
  readonly status: WorkerStatus;
  readonly health: WorkerHealth | undefined;
  /** Undefined: the topology does not list it. */
  readonly view: WorkerView | undefined;
  readonly maintenance: StatedMaintenance | undefined;
  /** The plan removes its row for good. */
  readonly isRemoved: boolean;
  /** Of this worker alone. */
  readonly suspension: Suspension | undefined;
}

/** What is on purpose comes before what follows from it; what cannot be told never counts as well. */
export function fareOf({ status, health, view, maintenance, isRemoved, suspension }: FareParts): Fare {
  const { standing, enabled, certificate } = status;
  const { reason = null, since = null } = health ?? {};
  const fares = (mark: Mark, word: string, why: string | null = reason): Fare => ({ mark, word, reason: why, since });
  // Nobody wanted the one that is still enabled: executions may be given to it, and it takes none.
  if (standing === 'stale') {
    return fares(enabled === false ? 'off' : 'warn', 'stale', 'A newer row of this machine is the one of its worker.');
  }
  if (isRemoved && standing === 'unmanaged') {
    return fares('warn', 'to be removed', 'The topology does not list it, and the plan removes it for good.');
  }
  if (standing === 'leaving') return fares('off', 'leaving', 'It leaves for good: the topology has state: absent.');
  if (standing === 'unreadable') return fares('unknown', 'row unreadable');
  if (maintenance !== undefined && maintenance.state !== 'back') return maintained(maintenance, fares);
  switch (health?.state) {
    case 'down':
      return fares('bad', standing === 'awaitingRegistration' ? 'not registered' : downWord(health));
    case 'unknown':
      return fares('unknown', doubts[standing] ?? 'not known');
    case 'degraded':
      if (health.isFaulty === true) return fares('bad', 'fault found');
      if (certificate?.state === 'ended') return fares('bad', 'certificate ended');
      return fares('warn', 'ends soon');
    default:
  }
  const paused = suspension === undefined ? null : suspendedWords(suspension);
  if (standing === 'awaitingRegistration') return fares('off', 'not registered', paused ?? 'It is not wanted enabled.');
  if (enabled === false) {
    if (paused !== null) return fares('off', 'suspended', paused);
    // Nobody has it out on purpose that the file wants in.
    if (view?.worker.enabled === true)
      return fares('warn', 'disabled', 'It is disabled, though the topology has it enabled.');
    return fares('off', 'disabled', null);
  }
  if (view?.reachability.state === 'unreached') {
    const why = `It is heard of, but its machine could not be looked at: ${view.reachability.reason}.`;
    // As status says it: it is heard of, and so takes work. What differs of it is what is not known.
    return fares('ok', 'healthy', paused === null ? why : `${why} ${paused}`);
  }
  // It takes work all the same: only its changes are left alone.
  if (paused !== null) return fares('ok', 'suspended', paused);
  return fares('ok', standing === 'unmanaged' ? 'unmanaged' : 'healthy');
}

const doubts: Readonly<Partial<Record<WorkerStatus['standing'], string>>> = {
  cloned: 'cloned',
  sharedName: 'shared name',
  claimedTwice: 'claimed twice',
  ambiguous: 'several rows',
};

function downWord({ isLeftDisabled }: WorkerHealth): string {
  return isLeftDisabled === true ? 'left disabled' : 'offline';
}

const maintenanceWords = {
  draining: ['off', 'draining'],
  drained: ['off', 'maintenance'],
  over: ['warn', 'maintenance over'],
  back: ['ok', 'healthy'],
  unseen: ['unknown', 'maintenance'],
} as const satisfies Record<MaintenanceState, readonly [Mark, string]>;

function maintained(
  { maintenance, state }: StatedMaintenance,
  fares: (mark: Mark, word: string, why: string) => Fare,
): Fare {
  const [mark, word] = maintenanceWords[state];
  const over = state === 'over' ? ' Its time is over, and the worker is not back.' : '';
  const told = `It is in maintenance by ${maintenance.who}${ends(maintenance)}: ${maintenance.reason}.${over}`;
  return { ...fares(mark, word, told), since: maintenance.since };
}

function suspendedWords(suspension: Suspension): string {
  return `Its changes are suspended by ${suspension.who}${ends(suspension)}: ${suspension.reason}.`;
}

function ends(of: Suspension): string {
  const end = endWords(of, moment);
  return end === undefined ? '' : ` ${end}`;
}
