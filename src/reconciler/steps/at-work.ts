import type { StepOf } from '../../domain/documents.js';
import {
  isWorkerOnline,
  type WorkerAgentId,
  type WorkerRow,
  type WorkerWork,
  workerAgentId,
} from '../../domain/rows.js';
import { ScaleoutError } from '../../errors/errors.js';
import { firstLease, workerHeartbeat } from '../../facts/liveness.js';
import { duration } from '../../text/times.js';
import { counted } from '../../text/words.js';
import { describeExecutions } from '../drain/words.js';
import { installationBeside, machineView } from '../view/machine.js';
import { machineOf } from './machine-step.js';
import type { World } from './step.js';
import { heartbeatOf } from './worker-row.js';

type StopStep = StepOf<'stopService'> | StepOf<'restartService'>;

/** What a step that stops a worker's service judges by itself right before. */
export interface StopOptions {
  /** Its row. */
  readonly workerAgentId: string | undefined;
  /** See `WorkerRow.heartbeatInterval`. */
  readonly heartbeatInterval: number | undefined;
  /** A step before it has emptied the worker: what that did with work that did not end in time. */
  readonly afterDrain: 'stop' | 'disable' | undefined;
}

/** The arguments for that. */
export function stopArguments({ workerAgentId: id, heartbeatInterval, afterDrain }: StopOptions) {
  return {
    ...(id === undefined ? {} : { workerAgentId: id }),
    ...(heartbeatInterval === undefined ? {} : { heartbeatInterval }),
    ...(afterDrain === undefined ? {} : { afterDrain }),
  };
}

/** Whether the service is a worker's: masters run no packages. */
export function isWorkers({ target }: StopStep): boolean {
  return target.startsWith('worker/');
}

/** The row of a worker whose service is about to be stopped. */
export interface StoppedWorker {
  /** Of the machine as it is now; undefined where its config has no AgentId, and none was planned for. */
  readonly id: WorkerAgentId | undefined;
  /** Undefined: it is not registered. */
  readonly row: WorkerRow | undefined;
  readonly work: WorkerWork | undefined;
}

/**
 * The worker whose service a step stops, as catalog and machine show it now. The row that counts is the one whose id the
 * machine's config has now. Throws `guard.step-stale` where the step was planned for another one: the machine was installed
 * anew or changed places with another.
 */
export async function stoppedWorker(step: StopStep, world: World, signal: AbortSignal): Promise<StoppedWorker> {
  const { workerAgentId: plannedId } = step.arguments;
  const planned = plannedId === undefined ? undefined : workerAgentId(plannedId);
  const own = await idNow(step, world, signal);
  if (planned !== undefined && own !== undefined && planned !== own) {
    const detail = `${machineOf(step)} was row ${planned} when it was planned, and its config has the AgentId ${own} now.`;
    throw new ScaleoutError('guard.step-stale', detail);
  }
  const id = planned ?? own;
  if (id === undefined) return { id, row: undefined, work: undefined };
  const work = await world.catalog.readWork(id, signal);
  const row = work.row === null ? undefined : { ...work.row, ...heartbeatOf(step.arguments) };
  return { id, row, work };
}

/** The AgentId that the config beside the step's service has now; undefined where it has none. */
async function idNow(step: StopStep, { machines }: World, signal: AbortSignal): Promise<WorkerAgentId | undefined> {
  const machine = machineOf(step);
  const seen = await machines.inspect(machine, signal);
  if (!seen.known) throw new ScaleoutError('machine.unreachable', `${machine}: ${seen.reason}`);
  return installationBeside(machineView(seen.value), step.arguments.service)?.agentId;
}

/**
 * Refuses to stop the service of a worker that takes work, or that may run a package, for that would be killed. Silence
 * does not count: a worker that is cut off from the network may run on. Executions and leases are asked, and what cannot
 * be seen is not taken for nothing.
 */
export function refuseAtWork(step: StopStep, { row, work }: StoppedWorker): void {
  const { afterDrain } = step.arguments;
  // Its drain has judged what it runs; somebody may have enabled it since, offline or not.
  if (row?.enabled === true && (afterDrain !== undefined || isWorkerOnline(row))) {
    throw new ScaleoutError('guard.step-stale', `${step.target} takes work, and did not when it was planned.`);
  }
  if (work === undefined || afterDrain === 'disable') return;
  const held = afterDrain === undefined ? heldBy(work, row) : leasesOf(work);
  if (held !== undefined) throw new ScaleoutError('guard.worker-at-work', `${step.target} ${held}.`);
}

function leasesOf({ leases }: WorkerWork): string | undefined {
  if (!leases.known || leases.value.length === 0) return undefined;
  return `holds ${counted(leases.value.length, 'task')} whose lease has not ended`;
}

/** What a worker that was not drained may run, a clause; undefined where it holds nothing. */
function heldBy(work: WorkerWork, row: WorkerRow | undefined): string | undefined {
  const { executions, elsewhere, leases } = work;
  const leased = leasesOf(work);
  if (leased !== undefined) return leased;
  // Of one without a row the leases alone tell: nobody can drain it, and its executions may stay as they are for ever.
  if (leases.known && row === undefined) return undefined;
  if (executions.known && executions.value.length > 0) return `may still run ${describeExecutions(executions.value)}`;
  if (leases.known) return undefined;
  if (!executions.known) return row === undefined ? undefined : `may run packages: ${executions.reason}`;
  if (row === undefined || isWorkerOnline(row)) return undefined;
  // A task that it pulled right before it fell silent names nobody, and is its own until the first lease ends.
  if (elsewhere.known && elsewhere.value.pending === 0) return undefined;
  const silent = row.lastOnlineAge;
  if (silent > (row.heartbeatInterval ?? workerHeartbeat.value) + firstLease.value) return undefined;
  return `is offline for ${duration(silent)}, and may hold a task that it has not reported on; what it holds cannot be seen: ${leases.reason}`;
}
