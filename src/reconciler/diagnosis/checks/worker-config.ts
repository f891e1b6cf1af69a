import { type Check, ok, pages, unknown } from '../check.js';
import { atWorkers, cutOff, unlessHeard } from '../worker-machine.js';

export const workerConfig: Check = {
  id: 'worker.config',
  title: 'WorkerSettings.config can be read',
  reads: 'WorkerSettings.config of the worker’s machine: whether it is there, and is JSON',
  source: 'Microsoft: SSIS Scale Out Worker; that a service does not start without it is inferred',
  cause: 'WorkerSettings.config is gone or is no JSON: the service does not start with it.',
  remedy: 'Mend the file, or take the backup beside it; restart the service.',
  page: pages.worker,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: [...cutOff, { check: 'worker.service', at: 'same' }, { check: 'worker.config-unread', at: 'same' }],
  run(context) {
    return atWorkers(context, ({ worker, target, name, installation }) => {
      const { config, service } = installation;
      if (config.state === 'read') return ok(target);
      if (!config.isBroken) return unknown(target, `its WorkerSettings.config: ${config.problem}`);
      return {
        target,
        result: service.state === 'running' ? unlessHeard(worker) : 'error',
        summary: `WorkerSettings.config on ${name} is no config`,
        evidence: [{ read: 'WorkerSettings.config', where: name, value: config.problem }],
        cause: 'The service reads it when it starts. One that runs goes by what it has read, and does not start again.',
        remedy:
          'Mend the file: a backup of each change that scaleout made stands beside it (*.bak). Then restart the service.',
      };
    });
  },
};
