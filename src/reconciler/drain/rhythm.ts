/*
 * The times that a drain goes by, in milliseconds. Names in brackets are settings of the product, whose defaults these are;
 * pull_task and update_task_status are procedures of the published SSISDB script (internal schema).
 */

/** pull_task leases a task for five minutes. A disabled worker may not renew the lease (27252). */
export const leaseLength = 300_000;

/** How long a worker tries to report before it gives its packages up (HeartbeatErrorTolerance 00:10:00). */
export const errorTolerance = 600_000;

/** A pull that had begun when the worker was disabled has ended after this: pull_task takes milliseconds. */
export const settling = 2_000;

/**
 * Within this an execution that a worker with room may take shows who runs it: a report each ten seconds
 * (TaskHeartbeatInterval 00:00:10), and as much again for a worker to ask for it, for which no figure is documented.
 */
export const firstReport = 20_000;

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
