import { firstLease, heartbeatErrorTolerance, taskReport } from '../../facts/liveness.js';

/*
 * The times that a drain goes by, in milliseconds. Names in brackets are settings of the product, whose defaults these are;
 * pull_task and update_task_status are procedures of the published SSISDB script (internal schema).
 */

/**
 * The longest lease of a task that no report names: its first one. Every report sets a new end, and names the worker in
 * the execution. A disabled worker may not report (27252).
 */
export const leaseLength = firstLease.value * 1000;

/**
 * After so much silence a worker is disabled without a wait where its leases cannot be seen. It may run its packages all
 * the same: it ends them only when the master answers it with errors (HeartbeatErrorTolerance), and one that is cut off
 * from the network gets no answer.
 */
export const longSilence = heartbeatErrorTolerance.value * 1000;

/** A pull that had begun when the worker was disabled has ended after this: pull_task takes milliseconds. */
export const settling = 2_000;

/**
 * Within this an execution that a worker with room may take shows who runs it: a report each ten seconds, and as much again for a worker to ask for it, for which no figure is documented.
 */
export const firstReport = 2 * taskReport.value * 1000;

/** How long a drain waits at most for a moment at which no execution was started just before. */
export const quietLimit = 60_000;

/** Milliseconds between two looks while the worker runs something: short at first, for it may be idle soon. */
export function lookInterval(waited: number): number {
  if (waited < 10_000) return 1_000;
  return waited < 300_000 ? 5_000 : 10_000;
}

/** Between two looks for a quiet moment. */
export const quietInterval = 1_000;

/** Between two looks at a worker that is disabled and may hold a lease. */
export const leaseInterval = 5_000;

/** After this the user is told again what is waited for. */
export const tellEvery = 30_000;
