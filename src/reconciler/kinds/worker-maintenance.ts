import { isWorkerOnline } from '../../domain/rows.js';
import { maintenanceCode } from '../guards/guard.js';
import { drainStep } from '../steps/drain-worker.js';
import type { FleetView } from '../view/fleet.js';
import { drainPolicy, isToBeEmptied, isWantedEnabled, type Maintenance } from '../view/maintenance.js';
import { endWords } from '../view/suspensions.js';
import type { WorkerView } from '../view/worker.js';
import { ChangeBuilder, type DiffContext, type Difference, workerId } from './kind.js';
import { runningWork } from './worker-enabled.js';

/** What becomes of the rest of a worker in maintenance. `disabled`: it is compared, and the worker stays disabled. */
export type Maintained = 'asWished' | 'disabled';

/** `in maintenance by anna@build7 until 2026-11-24 14:00:00 UTC: patching` */
export function maintenanceWords(maintenance: Pick<Maintenance, 'who' | 'until' | 'reason' | 'drained'>): string {
  const { who, reason } = maintenance;
  return `in maintenance by ${who} ${endWords(maintenance) ?? 'until somebody ends it'}: ${reason}`;
}

/** The ids of the changes that maintenances ask for now: their workers are to be emptied and disabled. */
export function drainingIds({
  workers,
  maintenances,
}: Pick<FleetView, 'workers' | 'maintenances'>): ReadonlySet<string> {
  if (maintenances.length === 0) return none;
  const draining = workers.filter(isToBeEmptied);
  return new Set(draining.map(({ worker }) => workerId(worker.machine)));
}

const none: ReadonlySet<string> = new Set();

/**
 * The workers as they are wanted for their maintenances. One whose `enabled` the topology does not manage is wanted as it was
 * before, once its maintenance is over.
 */
export function asMaintained(
  { workers, maintenances }: Pick<FleetView, 'workers' | 'maintenances'>,
  maintained: Maintained,
): readonly WorkerView[] {
  if (maintenances.length === 0) return workers;
  return workers.map((view) => {
    const { worker, maintenance } = view;
    if (maintenance === undefined) return view;
    const isHeld = maintained === 'disabled' && !maintenance.isOver;
    const enabled = isHeld ? false : isWantedEnabled(view);
    return enabled === worker.enabled || enabled === undefined ? view : { ...view, worker: { ...worker, enabled } };
  });
}

/**
 * The change of a worker that its maintenance wants emptied and disabled; nothing else of it is touched. It comes back, so that
 * `protect` does not forbid it. Undefined where there is nothing to be done for it.
 */
export function compareMaintenance(view: WorkerView, context: DiffContext): Difference | undefined {
  const { worker, row, maintenance } = view;
  const { topology, catalog, availability } = context;
  if (row === undefined || maintenance === undefined || !isToBeEmptied(view)) return undefined;
  const change = new ChangeBuilder(workerId(worker.machine));
  const policy = drainPolicy(maintenance, topology.policy);
  const work = runningWork(catalog, row, { name: change.id, drain: policy });
  const isLast = row.enabled && availability.noneLeft && isWorkerOnline(row);
  const last = isLast ? '; no other worker would be left' : '';
  const field = { path: 'enabled', before: row.enabled, after: false };
  change.addReason({
    reason: `${maintenanceWords(maintenance)}${last}`,
    reasonCode: maintenanceCode,
    ...(row.enabled ? { field } : {}),
  });
  change.tell(...work.diagnostics);
  // What was cut off by the policy is not enabled again, nor is one that somebody else had disabled before.
  const continues = !row.enabled && maintenance.drained.enabled && policy.onTimeout === 'stop';
  change.addStep(
    drainStep(change.id, 'drain', row, policy, {
      needs: availability.enableFirst === undefined ? [] : [availability.enableFirst],
      risk: isLast || work.lost ? 'destructive' : 'disruptive',
      ...(continues ? { continues } : {}),
    }),
  );
  return change.build('update');
}
