import { createHash } from 'node:crypto';
import { timed } from '../domain/asked-time.js';
import type { Catalog, CatalogObservation } from '../domain/catalog.js';
import type { Plan } from '../domain/documents.js';
import { cutKey, isPossiblyCut, type MachineName, shortKey } from '../domain/machine-name.js';
import { isMasterOnline, isWorkerOnline, type WorkerRow } from '../domain/rows.js';
import { maintenanceCode } from '../reconciler/guards/guard.js';
import { needsRehearsal } from '../reconciler/guards/rehearsal-required.js';
import type { BackOff } from '../reconciler/hold/back-off.js';
import { type Holding, hold } from '../reconciler/hold/hold.js';
import { approvalsAt, readApprovals, suspendedAt } from '../reconciler/hold/notes.js';
import { observe } from '../reconciler/observe.js';
import { judgedPlan } from '../reconciler/plan/plan.js';
import type { Targets } from '../reconciler/plan/target-selection.js';
import { machineIn } from '../reconciler/steps/steps.js';
import { withHeartbeats } from '../reconciler/view/heartbeats.js';
import { isReached, type Observation } from '../reconciler/view/machine.js';
import { readSuspensions } from '../reconciler/view/suspensions.js';
import { type DesiredWorker, entriesOf, type Topology } from '../topology/topology.js';
import { windowsAt } from '../topology/values/change-windows.js';
import type { MachineCache } from './machine-cache.js';
import type { WatchOptions } from './watch-options.js';

/** Looks at the world again and again: at the catalog each time, at machines where there is a reason. */
export interface Looking {
  /** Throws what `Catalog.observe` throws. */
  look(
    topology: Topology,
    catalog: Pick<Catalog, 'observe' | 'readAccount'>,
    signal: AbortSignal,
  ): Promise<Observation>;
}

/** Milliseconds after which a machine is looked at again whose worker is not heard of. */
const unheardInterval = 60_000;

/** `clock`: of the watch, by which `machines` dates its answers too. */
export function looking(machines: MachineCache, clock: () => number): Looking {
  let before: Glance | undefined;
  let shown: Observation['machines'] = new Map();
  return {
    async look(topology, catalog, signal) {
      const seen = await timed(clock, () => catalog.observe(signal));
      // A worker that beats each ten minutes is not to be looked at again because it is silent for four.
      const now = { topology, catalog: withHeartbeats(topology, seen, shown) };
      const { changed, unheard } = reasonsToLook(before, now);
      before = now;
      for (const machine of changed) machines.drop(machine);
      for (const machine of unheard) machines.dropOlder(machine, unheardInterval);
      const { readAccount } = catalog;
      const world = { catalog: { observe: async () => seen, readAccount }, machines: machines.looking, clock };
      const observation = await observe(topology, world, signal);
      shown = observation.machines;
      return observation;
    },
  };
}

/** The machines that a new topology or what the catalog shows gives a reason to look at again. */
interface ReasonsToLook {
  /** At once: something about them is another than before. */
  readonly changed: readonly MachineName[];
  /** Soon: they are not heard of although they should be. */
  readonly unheard: readonly MachineName[];
}

/** A topology with what its catalog showed. */
interface Glance {
  readonly topology: Topology;
  readonly catalog: CatalogObservation;
}

/** Compares two looks; without one before, everything is new and nothing is a reason. */
function reasonsToLook(before: Glance | undefined, now: Glance): ReasonsToLook {
  const { master } = now.topology;
  const workers = now.topology.workers.filter(({ access }) => isReached(access));
  const rows = workers.length + (now.topology.leaving?.length ?? 0) === 0 ? none : rowsByMachine(now.catalog);
  const unheard = workers.filter(({ machine }) => {
    const mine = rows.get(cutKey(machine)) ?? [];
    const own = mine.filter((row) => shortKey(row.machineName ?? '') === shortKey(machine));
    // Rows of a name that is cut off may be of several machines: one that is offline may be any.
    const isUnheard = (row: WorkerRow) => row.enabled && isPossiblyCut(row.machineName ?? '') && !isWorkerOnline(row);
    return (own.some((row) => row.enabled) && !own.some(isWorkerOnline)) || mine.some(isUnheard);
  });
  const leaving = now.topology.leaving?.filter(({ access }) => isReached(access)) ?? [];
  const all = [...workers, ...leaving];
  const changed = before === undefined || all.length === 0 ? [] : changedWorkers(before, now, all, rows);
  const isOtherMaster =
    before !== undefined &&
    (standingOfMaster(before) !== standingOfMaster(now) ||
      JSON.stringify(before.topology.master) !== JSON.stringify(master));
  const nodes = master?.machines ?? [];
  // What keeps workers from being heard may be at the master as well as at themselves.
  return {
    changed: [...changed, ...(isOtherMaster || changed.length > 0 ? nodes : [])],
    unheard: [...unheard.map(({ machine }) => machine), ...(unheard.length > 0 ? nodes : [])],
  };
}

function changedWorkers(
  before: Glance,
  now: Glance,
  workers: readonly DesiredWorker[],
  rows: Rows,
): readonly MachineName[] {
  const isSame = before.topology.source.sha256 === now.topology.source.sha256;
  const wished = isSame ? undefined : new Map(entriesOf(before.topology).map((one) => [one.machine, wishOf(one)]));
  const rowsBefore = rowsByMachine(before.catalog);
  return workers
    .filter((worker) => {
      if (wished !== undefined && wished.get(worker.machine) !== wishOf(worker)) return true;
      const key = cutKey(worker.machine);
      return standingOf(rowsBefore.get(key)) !== standingOf(rows.get(key));
    })
    .map(({ machine }) => machine);
}

type Rows = ReadonlyMap<string, readonly WorkerRow[]>;

const none: Rows = new Map();

function rowsByMachine({ workers }: CatalogObservation): Rows {
  const found = new Map<string, WorkerRow[]>();
  for (const row of workers.known ? workers.value : []) {
    const key = cutKey(row.machineName ?? '');
    const known = found.get(key);
    if (known === undefined) found.set(key, [row]);
    else known.push(row);
  }
  return found;
}

/** What of the rows of a machine says something of the machine. */
function standingOf(rows: readonly WorkerRow[] = []): string {
  return rows.map((row) => `${row.id}${isWorkerOnline(row)}`).join();
}

function standingOfMaster({ catalog: { master } }: Glance): string {
  const { machineName, port, certificateThumbprint } = master;
  return JSON.stringify([isMasterOnline(master), machineName, port, certificateThumbprint]);
}

function wishOf({ range: _, access, ...worker }: DesiredWorker): string {
  const { range: __, ...reach } = access;
  return JSON.stringify([worker, reach]);
}

/** What differs, and what of it is done now. */
export interface Decision {
  readonly everything: Plan;
  readonly holding: Holding;
}

/** Plans, and parts the plan into what may be done now and what is held back. Throws as `plan` does. */
export function decide(
  topology: Topology,
  observation: Observation,
  options: Pick<WatchOptions, 'mode' | 'approve' | 'time' | 'toolVersion' | 'sandbox'>,
  { backOff, standby }: { readonly backOff: BackOff; readonly standby: string | undefined },
): Decision {
  const { mode, approve, time, toolVersion, sandbox } = options;
  const now = time.now();
  const createdAt = new Date(now).toISOString();
  const planFor = (targets: Targets) =>
    judgedPlan(topology, observation, {
      createdAt,
      toolVersion,
      targets,
      isHolding: true,
      ...(sandbox === undefined ? {} : { sandbox }),
    });
  const judged = planFor({ include: [], exclude: [] });
  const everything = judged.plan;
  const ids = everything.changes.filter(({ action }) => action !== 'unmanaged').map(({ id }) => id);
  backOff.retain(new Set(ids));
  if (ids.length === 0) return { everything, holding: { held: [], plan: everything } };
  const { notes, observedAt } = observation.catalog;
  const approvals = readApprovals(notes);
  const approved = new Map(
    approvals.known ? approvalsAt(approvals.value, now).map((one) => [one.fingerprint, one] as const) : [],
  );
  // A person has asked for these, for now: windows are for what a watch finds by itself.
  const draining = new Set(
    everything.changes.flatMap(({ id, reasonCode }) => (reasonCode === maintenanceCode ? id : [])),
  );
  const closed = windowsAt(topology.policy.windows ?? [], now);
  const holding = hold(judged, planFor, {
    mode,
    ...(standby === undefined ? {} : { standby }),
    // By the server's clock, as plan and status go: every replica and every person sees the same end.
    suspended: suspendedAt(readSuspensions(notes), topology.name, Date.parse(observedAt), draining),
    backedOff: (id) => backOff.hindrance(id, () => targetFingerprint(id, everything, observation)),
    closed: (id) => (draining.has(id) ? undefined : closed(id)),
    approve,
    needsRehearsal: (change) => needsRehearsal(change, topology.policy),
    isApproved(fingerprint, { rehearsal }) {
      const approval = approved.get(fingerprint);
      return approval !== undefined && (!rehearsal || approval.rehearsal !== undefined);
    },
  });
  return { everything, holding };
}

/**
 * Of what is wanted and seen of a change's target, in lower-case hexadecimal: it differs when the topology, what the
 * change would do, our rights, or the machines' answers about them are others.
 */
export function targetFingerprint(
  target: string,
  { topology, changes, steps }: Pick<Plan, 'topology' | 'changes' | 'steps'>,
  { catalog, machines }: Observation,
): string {
  const change = changes.find(({ id }) => id === target);
  const own = steps.filter((step) => step.target === target);
  const places = new Set(own.flatMap((step) => machineIn(step) ?? []));
  const administrators = [...places].map((place) => {
    const seen = machines.get(place.toUpperCase());
    return [place, seen?.known === true && seen.value.administrator];
  });
  const parts = [topology.sha256, change?.fields, own, administrators, catalog.login, catalog.scaleOut];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
