import { type Check, type Outcome, ok, pages, unknown } from '../check.js';
import { badStartMode, stoppedService } from '../service-state.js';
import { cutOff } from '../worker-machine.js';

export const workerService: Check = {
  id: 'worker.service',
  title: "The worker's service is there and runs",
  reads:
    "services SSISScaleOutWorkerNNN of the worker's machine: state, start mode, and whether a failover cluster owns it",
  source: 'Microsoft: Troubleshoot Scale Out, walkthrough',
  cause: 'The feature is not installed, or the service is stopped or disabled.',
  remedy: 'Apply the topology: it starts it and sets it to start automatically.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    return context.workers.flatMap(({ target, name, machine, seen, isWanted, unseen }): readonly Outcome[] => {
      if (!isWanted) return [];
      if (unseen !== undefined || machine === undefined || seen === undefined) return [unseen ?? ok(target)];
      const { installation } = machine;
      if (installation === undefined) {
        return [
          {
            target,
            result: 'error',
            summary: `${name} has no Scale Out Worker`,
            evidence: [{ read: 'services SSISScaleOutWorkerNNN', where: name, value: '(none)' }],
            cause: 'The feature Integration Services, Scale Out Worker is not installed there.',
            remedy: "Run the setup of SQL Server of the master's version on that machine and add the feature.",
          },
        ];
      }
      const { service } = installation;
      if (service.clustered !== false && service.state !== 'running') {
        return [unknown(target, 'its service does not run, and a failover cluster decides on that, or may')];
      }
      const wrong =
        stoppedService(context, target, name, 'worker', service) ??
        badStartMode(context, target, name, 'worker', service);
      return [wrong ?? ok(target)];
    });
  },
};
