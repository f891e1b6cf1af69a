import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { atWorkers, cutOff, unlessHeard } from '../worker-machine.js';

export const workerConfigUnread: Check = {
  id: 'worker.config-unread',
  title: 'The service goes by what its config says now',
  reads: 'when WorkerSettings.config was last written by scaleout, against the start of the service',
  source: 'Microsoft: SSIS Scale Out Worker: a change of the config needs a restart of the service',
  cause: 'The config was changed, and the service was not restarted since.',
  remedy: 'Restart the service: scaleout apply takes it out of service first.',
  page: pages.worker,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    return atWorkers(context, ({ worker, target, name, installation }) => {
      const { service } = installation;
      if (service.state !== 'running') return unknown(target, 'its service does not run');
      if (service.configUnread !== true) {
        if (service.configWritten !== true || worker.isHeard === true) return ok(target);
        return unknown(target, 'its config was written since its service began, and not by scaleout');
      }
      return {
        target,
        result: unlessHeard(worker),
        summary: `The service on ${name} runs with an older config`,
        evidence: [
          { read: 'start', where: `service ${service.name} on ${name}`, value: service.startedAt ?? '(not seen)' },
          { read: 'WorkerSettings.config', where: name, value: 'written after that' },
        ],
        cause: 'It reads the file when it starts. What was mended in it since does not count yet.',
        remedy: 'Apply the topology: it takes the worker out of service, restarts it and takes it in again.',
        ...applyCommand(context, target),
      };
    });
  },
};
