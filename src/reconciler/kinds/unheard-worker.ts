import type { Step } from '../../domain/documents.js';
import { isMasterOnline, isWorkerOnline, silenceLimit } from '../../domain/rows.js';
import { restartAfter, workerHeartbeat } from '../../facts/liveness.js';
import { moment } from '../../text/times.js';
import { counted } from '../../text/words.js';
import type { SeenWorker } from '../view/worker.js';
import { scaleOutFirst } from './catalog.js';
import type { DiffContext } from './kind.js';

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
  if (hasMasterEnded(context)) return leave;
  if (service.startedAt === undefined) {
    const why = `Where ${restartAfter.value.join(', ')} was mended since its service began, restart the service.`;
    return { state: 'leave', why };
  }
  const age = (Date.parse(reachability.machine.observedAt) - Date.parse(service.startedAt)) / 1000;
  if (age < ageToRestart(row, context)) return leave;
  const interval = row?.heartbeatInterval ?? workerHeartbeat.value;
  return {
    state: 'restart',
    reason: `nothing is heard of it although its service runs since ${moment(service.startedAt)}`,
    comesBackWithin: interval + margin,
  };
}

/** Whether the master's certificate has ended: no restart of a worker helps then. */
function hasMasterEnded({ master, catalog }: DiffContext): boolean {
  const stored = master.certificate.known ? master.certificate.stored : undefined;
  return stored !== undefined && Date.parse(stored.notAfter) < Date.parse(catalog.observedAt);
}

/** Seconds that a service has to run unheard before it is restarted without a mend. */
function ageToRestart(row: SeenWorker['row'], { topology }: DiffContext): number {
  const patience = topology.policy.registrationTimeoutSeconds;
  return row === undefined ? patience : Math.max(patience, silenceLimit(row), row.lastOnlineAge / 2);
}
