import type { Step } from '../../domain/documents.js';
import { isMasterOnline, isWorkerOnline, silenceLimit } from '../../domain/rows.js';
import { restartAfter, workerHeartbeat } from '../../facts/liveness.js';
import { counted } from '../../text/words.js';
import { drainBeforeStop, drainStep } from '../steps/drain-worker.js';
import { isOurs, placeOf } from '../steps/machine-step.js';
import type { SeenWorker } from '../view/worker.js';
import { scaleOutFirst } from './catalog.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { compareService, type ServiceSteps } from './service.js';
import { disableStep, mayHoldWork, runningWork } from './worker-enabled.js';

/**
 * A worker that may have work is emptied before it is restarted; for good, where the topology wants it disabled. One that
 * is disabled already may have been left with work by a drain that was cut off, and one that is offline may run on.
 */
export function drainFirst(
  change: ChangeBuilder,
  seen: SeenWorker,
  needs: readonly string[],
  context: DiffContext,
): string | undefined {
  const { worker, row } = seen;
  const { service } = seen.installation;
  if (row === undefined || service.state !== 'running' || service.clustered !== false) return undefined;
  if (!isOurs(placeOf(change, seen))) return undefined;
  const isForGood = worker.enabled === false && row.enabled;
  if (!isForGood && !isWorkerOnline(row) && !mayHoldWork(row, context)) return undefined;
  if (isForGood) {
    const { step } = disableStep(change.id, { worker, row }, context);
    return change.addStep(drainBeforeStop(step, needs));
  }
  const { drain } = context.topology.policy;
  const { lost, diagnostics } = runningWork(context.catalog, row, { name: change.id, drain });
  change.tell(...diagnostics);
  const continues = !row.enabled && worker.enabled === true ? ({ continues: true } as const) : {};
  const risk = lost ? 'destructive' : 'disruptive';
  return change.addStep(drainStep(change.id, 'drain', row, drain, { needs, risk, ...continues, beforeStop: true }));
}

/** What there is to do with a worker's service. */
interface ServiceWish {
  readonly needs: readonly string[];
  readonly needsRestart: boolean;
  readonly isDrained: boolean;
  readonly unheard: UnheardWorker | undefined;
}

/** Compares a worker's service; one that is not heard of may be restarted for that alone. */
export function compareWorkerService(
  change: ChangeBuilder,
  seen: SeenWorker,
  { needs, needsRestart, isDrained, unheard }: ServiceWish,
  context: DiffContext,
): ServiceSteps {
  const { row, installation } = seen;
  const { masterReady, topology } = context;
  const isUnheard = unheard?.state === 'restart';
  // A worker that cannot reach the master when it starts may not try again: the master is ready before.
  const isOnline = row !== undefined && isWorkerOnline(row);
  return compareService(change, placeOf(change, seen), installation.service, {
    name: 'its service',
    isRestarted: needsRestart || isUnheard,
    needs,
    needsBesides: isOnline ? masterReady : [...masterReady, ...scaleOutFirst(context)],
    stop: {
      workerAgentId: row?.id,
      heartbeatInterval: row?.heartbeatInterval,
      afterDrain: isDrained ? topology.policy.drain.onTimeout : undefined,
      ...(isUnheard ? { unheard: true } : {}),
      ...(isUnheard && unheard.comesBackWithin !== undefined ? { comesBackWithin: unheard.comesBackWithin } : {}),
    },
    ...(isUnheard ? { risk: 'safe' } : {}),
  });
}

/** What is to be done about a running worker that nothing is heard of. */
export type UnheardWorker =
  | {
      readonly state: 'restart';
      /** Nothing was mended by this plan: why it is restarted all the same, a phrase. */
      readonly reason?: string;
      /** Seconds in which it may come back by itself: it is not restarted then. */
      readonly comesBackWithin?: number;
    }
  /** It is left as it runs: why, a sentence; undefined where that needs no word. */
  | { readonly state: 'leave'; readonly why?: string };

/** Seconds beyond a heartbeat's time in which a worker that comes back by itself is heard of. */
const margin = 15;

/**
 * Says whether the service of a worker that is not heard of is restarted, although nothing that it reads at its start has
 * changed: it could not reach the master, and nobody documents that it tries again. It is restarted
 *
 * - after a mend of this plan that lets it reach the master (see the fact `worker.restart-after`, and the master's own
 *   service, config and Scale Out);
 * - where a mend happened before, by another run or by hand: there is nothing to mend, the master is online, and yet the
 *   worker was not heard of within `policy.registrationTimeout` of its start. A later plan sees no mend, so it goes by how long the
 *   service runs. To restart it for ever would be of no use: it has to run for half of the time of its silence, so each
 *   further restart comes after twice the time. One that has never registered shows no such time; watch backs off there.
 *
 * A worker that is heard of is never restarted for that, and neither is one that may run packages.
 */
export function unheardWorker(
  { worker, row, reachability, installation }: SeenWorker,
  mends: readonly Step[],
  context: DiffContext,
): UnheardWorker {
  const { service } = installation;
  const leave: UnheardWorker = { state: 'leave' };
  if (service.state !== 'running' || (row !== undefined && isWorkerOnline(row))) return leave;
  const id = row?.id ?? installation.agentId;
  const { busy } = context.catalog;
  if (id !== undefined && !busy.known) return { state: 'leave', why: `It is not restarted: ${busy.reason}.` };
  const running = id !== undefined && busy.known ? (busy.value.get(id) ?? 0) : 0;
  if (running > 0) {
    const shown = counted(running, 'execution');
    return { state: 'leave', why: `It is not restarted: ${shown} of it may still run, as the catalog has it.` };
  }
  // What a person mends later is seen by a later plan.
  const mended = mends.filter((step) => step.manual !== true);
  if (mended.length + context.masterReady.length + scaleOutFirst(context).length > 0) return { state: 'restart' };
  // Nobody misses one that is out of service as the topology wants it.
  if (row !== undefined && worker.enabled === false && !row.enabled) return leave;
  if (context.catalog.scaleOut !== 'enabled' || isMasterOnline(context.catalog.master) !== true) return leave;
  if (service.startedAt === undefined) {
    const why = `Where ${restartAfter.value.join(', ')} was mended since its service began, restart the service.`;
    return { state: 'leave', why };
  }
  const age = (Date.parse(reachability.machine.observedAt) - Date.parse(service.startedAt)) / 1000;
  if (age < ageToRestart(row, context)) return leave;
  const interval = row?.heartbeatInterval ?? workerHeartbeat.value;
  return {
    state: 'restart',
    reason: `nothing is heard of it although its service runs since ${service.startedAt}`,
    comesBackWithin: interval + margin,
  };
}

/** Seconds that a service has to run unheard before it is restarted without a mend. */
function ageToRestart(row: SeenWorker['row'], { topology }: DiffContext): number {
  const patience = topology.policy.registrationTimeoutSeconds;
  return row === undefined ? patience : Math.max(patience, silenceLimit(row), row.lastOnlineAge / 2);
}
