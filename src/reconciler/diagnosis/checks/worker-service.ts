import { type Check, type Outcome, ok, pages, unknown } from '../check.js';
import { stoppedService } from '../service-state.js';

export const workerService: Check = {
  id: 'worker.service',
  title: 'The worker’s service is there and runs',
  reads: 'services SSISScaleOutWorkerNNN of the worker’s machine: state, start mode',
  source: 'Microsoft: Troubleshoot Scale Out, walkthrough',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: [
    { check: 'worker.offline', at: 'same' },
    { check: 'worker.unregistered', at: 'same' },
  ],
  run({ workers }) {
    return workers.flatMap(({ target, name, machine, seen, isWanted }): readonly Outcome[] => {
      if (machine === undefined || !isWanted) return [];
      if (seen === undefined) return [unknown(target, unseen(machine.reachability))];
      const { installation } = machine;
      if (installation === undefined) {
        return [
          {
            target,
            result: 'error',
            summary: `${name} has no Scale Out Worker`,
            evidence: [{ read: 'services SSISScaleOutWorkerNNN', where: name, value: '(none)' }],
            cause: 'The feature Integration Services, Scale Out Worker is not installed there.',
            remedy: 'Run the setup of SQL Server of the master’s version on that machine and add the feature.',
          },
        ];
      }
      const wrong = stoppedService(target, name, 'worker', installation.service);
      return [wrong ?? ok(target)];
    });
  },
};

function unseen(reachability: { readonly state: string; readonly reason?: string }): string {
  if (reachability.state === 'unreached') return reachability.reason ?? 'its machine could not be looked at';
  return `its machine is not looked at: access ${reachability.state}`;
}
