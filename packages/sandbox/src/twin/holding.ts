import { pullLease } from '../model/life/reporting.js';
import { taskStatus } from '../model/life/task.js';
import type { TwinExecution } from './description.js';

/** Who has a task, and in which status; undefined: nobody does, so that it is ready. */
export interface Holding {
  readonly worker: string;
  readonly status: number;
}

/** A worker of which the catalog shows no report yet has pulled its task. */
export function holdingOf({ status, worker, holder }: TwinExecution): Holding | undefined {
  const who = holder?.worker ?? worker;
  if (who === null) return undefined;
  const isPulled = status === 'pending' || holder?.status === 'pulled';
  return { worker: who, status: isPulled ? taskStatus.pulled : taskStatus.running };
}

/** When its holder took it, in unix milliseconds: the lease of one that was just pulled tells it, since no report has renewed it. */
export function takenAt({ status, holder, started }: TwinExecution, start: number): number {
  if (holder?.status === 'pulled') return start - Math.max(0, pullLease - holder.leaseLeft * 1000);
  return status === 'pending' ? start : Date.parse(started);
}

/** When its lease ends: as it was read, where it was, and never later than a lease of such a length that begins now. */
export function leaseEndAt({ holder }: TwinExecution, start: number, length: number): number {
  return start + Math.min(length, holder === null ? length : holder.leaseLeft * 1000);
}
