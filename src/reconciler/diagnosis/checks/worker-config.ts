import { agentIdKey, certificateKeys, endpointKey } from '../../../facts/configs.js';
import type { InstallationView } from '../../view/machine.js';
import { keysInOtherCase, mendConfig } from '../broken-config.js';
import { type Check, type CheckedWorker, type Outcome, ok, pages, unknown } from '../check.js';
import { atWorkers, cutOff, unlessHeard } from '../worker-machine.js';

export const workerConfig: Check = {
  id: 'worker.config',
  title: 'WorkerSettings.config can be read, and its AgentId is one',
  reads:
    "WorkerSettings.config of the worker's machine: whether it is there, and is JSON; whether its AgentId is a GUID; of a worker that is not heard of, whether keys are written as setup writes them",
  source:
    'Microsoft: SSIS Scale Out Worker; that a service does not start without it, or with an AgentId that is none, is (inferred)',
  cause:
    'WorkerSettings.config is gone or is no JSON, or its AgentId is no GUID: the service does not start or cannot work with it.',
  remedy: 'Mend the file, or take the backup beside it; restart the service.',
  page: pages.worker,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: [...cutOff, { check: 'worker.service', at: 'same' }, { check: 'worker.config-unread', at: 'same' }],
  run(context) {
    return atWorkers(context, ({ worker, target, name, installation }) => {
      const { config, service } = installation;
      if (config.state === 'read') {
        const other =
          worker.isHeard === true ? undefined : keysInOtherCase(config, keys, 'WorkerSettings.config', name);
        return (
          badAgentId(worker, target, name, installation) ??
          (other && { target, result: 'error', ...other }) ??
          ok(target)
        );
      }
      if (!config.isBroken) return unknown(target, `its WorkerSettings.config: ${config.problem}`);
      return {
        target,
        result: service.state === 'running' ? unlessHeard(worker) : 'error',
        summary: `WorkerSettings.config on ${name} is no config`,
        evidence: [{ read: 'WorkerSettings.config', where: name, value: config.problem }],
        cause: 'The service reads it when it starts. One that runs goes by what it has read, and does not start again.',
        ...mendConfig(config, service),
      };
    });
  },
};

const { worker: own, masterOfWorker } = certificateKeys.value;
const keys = [endpointKey.value, masterOfWorker, own];

/** Undefined where there is none: the worker makes one at its first heartbeat. */
function badAgentId(
  worker: CheckedWorker,
  target: string,
  name: string,
  { config, agentId }: InstallationView,
): Outcome | undefined {
  const text = config.text(agentIdKey.value)?.trim() ?? '';
  if (text === '' || agentId !== undefined) return undefined;
  return {
    target,
    result: unlessHeard(worker),
    summary: `AgentId of ${name} is no GUID`,
    evidence: [{ read: agentIdKey.value, where: `WorkerSettings.config on ${name}`, value: text }],
    cause: 'The worker is known to the catalog by it alone, and cannot work under one that is none.',
    remedy:
      'Write the WorkerAgentId of its row in catalog.worker_agents there, or nothing, so that it registers anew. Then restart the service.',
  };
}
