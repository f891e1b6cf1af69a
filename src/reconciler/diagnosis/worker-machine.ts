import type { ReadConfig } from '../view/config.js';
import type { InstallationView, MachineView } from '../view/machine.js';
import {
  type CheckContext,
  type CheckedWorker,
  type Consequence,
  type FindingSeverity,
  type Outcome,
  unknown,
} from './check.js';

/** A worker that should run packages, on a machine that was looked at and has a Scale Out Worker. */
export interface SeenWorkerMachine {
  readonly worker: CheckedWorker;
  readonly target: string;
  readonly name: string;
  readonly machine: MachineView;
  readonly installation: InstallationView;
}

/**
 * Makes a check at each worker that should run packages and whose machine shows a Scale Out Worker. Of every other one that
 * should, it says why it could not be made; what a worker out of service has is nobody's fault.
 */
export function atWorkers(
  { workers }: CheckContext,
  check: (seen: SeenWorkerMachine) => Outcome | undefined,
): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const worker of workers) {
    if (!worker.isWanted) continue;
    const { target, name, unseen } = worker;
    const outcome =
      unseen ?? atSeen(worker, (machine, installation) => check({ worker, target, name, machine, installation }));
    if (outcome !== undefined) outcomes.push(outcome);
  }
  return outcomes;
}

function atSeen(
  { target, seen, machine }: CheckedWorker,
  check: (machine: MachineView, installation: InstallationView) => Outcome | undefined,
): Outcome | undefined {
  if (seen === undefined || machine?.installation === undefined) {
    return unknown(target, 'no Scale Out Worker is installed on its machine');
  }
  return check(seen, machine.installation);
}

/** The same where the check goes by WorkerSettings.config. */
export function atWorkerConfigs(
  context: CheckContext,
  check: (seen: SeenWorkerMachine & { readonly config: ReadConfig }) => Outcome | undefined,
): readonly Outcome[] {
  return atWorkers(context, (seen) => {
    const { config } = seen.installation;
    if (config.state === 'unread') return unknown(seen.target, 'its WorkerSettings.config could not be read');
    return check({ ...seen, config });
  });
}

/** Of what a worker that is heard of seems to do without: its service may have begun before, so it comes at the next start. */
export function unlessHeard({ isHeard }: CheckedWorker): FindingSeverity {
  return isHeard === true ? 'warning' : 'error';
}

/** A worker that cannot reach its master, or is refused there. */
export const cutOff: readonly Consequence[] = (['worker.offline', 'worker.unregistered', 'worker.log'] as const).map(
  (check) => ({ check, at: 'same' }),
);
