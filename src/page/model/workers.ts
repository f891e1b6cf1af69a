import { createHash } from 'node:crypto';
import type { Change } from '../../domain/documents.js';
import { nameKey } from '../../domain/machine-name.js';
import { workerAgentId } from '../../domain/rows.js';
import { healthByRow } from '../../reconciler/diagnosis/health.js';
import type { WorkerHealth } from '../../reconciler/diagnosis/worker-health.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import { type StatedMaintenance, statedMaintenances } from '../../reconciler/view/maintenance.js';
import { isMaintenance, readSuspensions, type Suspension, suspensionsOf } from '../../reconciler/view/suspensions.js';
import type { WorkerView } from '../../reconciler/view/worker.js';
import type { WorkerStatus } from '../../status/worker-status.js';
import { printable } from '../../text/printable.js';
import { cut, type WorkerRow } from '../wire/worker-row.js';
import { differences, isDifference, type Look, targetKey } from './look.js';
import { type Fare, fareOf } from './worker-fare.js';

/** A row of the catalog, or a listed worker without one, with what is known of it. */
export interface ShownWorker {
  readonly row: WorkerRow;
  readonly status: WorkerStatus;
  readonly fare: Fare;
  /** Undefined: the topology does not list it, or an earlier installation left this row behind. */
  readonly view: WorkerView | undefined;
  /** What differs of it. */
  readonly changes: readonly Change[];
}

/** In the order of status: the listed ones first. */
export function shownWorkers(look: Look): readonly ShownWorker[] {
  const { status, fleet, health, topology, observation, heldBy, changesOf } = look;
  const { ofRow, ofMachine } = healthByRow(health);
  const views = new Map([...fleet.workers, ...fleet.leaving].map((view) => [workerId(view.worker.machine), view]));
  const maintenances = byTarget(statedMaintenances(fleet), (one: StatedMaintenance) => one.maintenance.target);
  const read = readSuspensions(observation.catalog.notes);
  const holding = read.known ? suspensionsOf(read.value, topology.name, Date.parse(status.observedAt)) : [];
  const suspensions = byTarget(
    holding.filter((one) => !isMaintenance(one)),
    ({ target }: Suspension) => target,
  );
  const keys = workerKeys(status.workers);
  return status.workers.map((worker, index): ShownWorker => {
    const { target, workerAgentId: id } = worker;
    const isStale = worker.standing === 'stale';
    const view = isStale ? undefined : views.get(target ?? '');
    const own = isStale ? staleChanges(worker, changesOf) : (changesOf.get(targetKey(target ?? '')) ?? []);
    const changes = own.filter(isDifference);
    const fare = fareOf({
      status: worker,
      health: healthOf(worker, id === null ? undefined : ofRow.get(workerAgentId(id)), ofMachine),
      view,
      isRemoved: changes.some(({ action }) => action === 'remove'),
      maintenance: maintenances.get(nameKey(target ?? '')),
      suspension: suspensions.get(nameKey(target ?? '')),
    });
    const isHeld = changes.length > 0 && changes.every(({ id: change }) => heldBy.has(change));
    const row = rowOf(worker, { key: keys[index] ?? '', fare, view, changes, isHeld });
    return { row, status: worker, fare, view, changes };
  });
}

function byTarget<One>(all: readonly One[], targetOf: (one: One) => string | undefined): ReadonlyMap<string, One> {
  return new Map(
    all.flatMap((one) => {
      const target = targetOf(one);
      return target === undefined ? [] : [[nameKey(target), one] as const];
    }),
  );
}

/** A listed worker without a row is known by its machine, as is one whose row cannot be read. */
function healthOf(
  { machine, standing, health }: WorkerStatus,
  ofRow: WorkerHealth | undefined,
  ofMachine: ReadonlyMap<string, WorkerHealth>,
): WorkerHealth | undefined {
  const found = ofRow ?? ofMachine.get(machine ?? '');
  if (found !== undefined || health === undefined) return found;
  return { ...health, machine: machine ?? '', rows: [], isWanted: standing !== 'leaving' };
}

function staleChanges(
  { target = '', workerAgentId: agent }: WorkerStatus,
  changesOf: Look['changesOf'],
): readonly Change[] {
  const all = changesOf.get(targetKey(target)) ?? [];
  return all.filter(({ id }) => agent !== null && nameKey(id).endsWith(`/${nameKey(agent)}`));
}

interface RowParts {
  readonly key: string;
  readonly fare: Fare;
  readonly view: WorkerView | undefined;
  readonly changes: readonly Change[];
  readonly isHeld: boolean;
}

/** Bytes of JSON, somewhat more than `packRow` keeps: nothing of a book is kept in memory. */
const longest = 80;

function rowOf(status: WorkerStatus, { key, fare, view, changes, isHeld }: RowParts): WorkerRow {
  const {
    machine,
    workerAgentId: id,
    enabled,
    lastOnline,
    runningExecutions,
    description,
    certificate,
    standing,
  } = status;
  return {
    key,
    name: cut(printable(nameOf(machine, id).slice(0, longest)), longest),
    mark: fare.mark,
    word: fare.word,
    enabled,
    beat: secondsOf(lastOnline),
    running: id === null ? null : whole(runningExecutions),
    slots: whole(Number(view?.installation?.config.text('MaxTaskCount') ?? Number.NaN)),
    ends: secondsOf(certificate?.notAfter ?? null),
    differs: differing(changes, view),
    held: isHeld,
    listed: view !== undefined || standing === 'stale',
    description: cut(printable((description ?? '').slice(0, longest)), longest),
  };
}

/** What is shown in place of a machine's name where the row has none, or one that nobody can see, so that there is something to click. */
export function nameOf(machine: string | null, id: string | null): string {
  const isSeen = machine !== null && /[\p{L}\p{N}\p{P}\p{S}]/u.test(machine);
  return isSeen ? machine : `(no name) ${id ?? ''}`.trim();
}

/** Null: of some of it that is not known. */
function differing(changes: readonly Change[], view: WorkerView | undefined): number | null {
  if (changes.some(({ action }) => action === 'unknown')) return null;
  if (changes.length === 0 && view?.reachability.state === 'unreached') return null;
  const count = changes.reduce((sum, one) => sum + differences(one), 0);
  return Math.min(count, 999);
}

/** Unix seconds. What is no time is none, and so is what no calendar has. */
export function secondsOf(iso: string | null): number | null {
  const seconds = Math.floor(Date.parse(iso ?? '') / 1000);
  return Math.abs(seconds) < 1e11 ? seconds : null;
}

/** A count as it is shown; a foreign number may be anything. */
function whole(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 0 && value < 1_000_000 ? value : null;
}

/** Stays one word of an address, and takes at most 40 bytes of it and of JSON. */
const plain = /^(?!\.)[A-Za-z0-9_.-]{1,40}$/;

/**
 * What tells each from all others, and stays so while it is there: the name of its machine where that is plain and no other
 * has it, else its id.
 */
export function workerKeys(
  workers: readonly Pick<WorkerStatus, 'machine' | 'workerAgentId' | 'standing'>[],
): readonly string[] {
  const named = new Map<string, number>();
  for (const { machine, standing } of workers) {
    // The row that was left behind gets its id, so that the worker keeps its name.
    if (machine === null || standing === 'stale') continue;
    const key = nameKey(machine);
    named.set(key, (named.get(key) ?? 0) + 1);
  }
  const taken = new Set<string>();
  return workers.map(({ machine, workerAgentId: agent, standing }) => {
    const isOne = machine !== null && standing !== 'stale' && named.get(nameKey(machine)) === 1;
    const own = isOne && plain.test(machine) ? machine : (agent ?? digest(machine ?? ''));
    let key = own;
    for (let count = 2; taken.has(nameKey(key)); count += 1) key = `${digest(own)}.${count}`;
    taken.add(nameKey(key));
    return key;
  });
}

function digest(text: string): string {
  return `x-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
}
