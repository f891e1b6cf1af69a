import { agentIdKey } from '../../facts/configs.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { AgentIdOf } from '../matched-workers.js';
import type { Observation } from '../observation.js';
import { type WorkerAgentId, workerAgentId } from '../worker-row.js';
import { type ConfigView, configOf } from './config-view.js';
import { installationOf } from './installation-of.js';
import { sightOf } from './sight.js';

/** Gives AgentId of a worker's own config; undefined where its machine was not looked at or has made none yet. */
export function agentIds(observation: Observation): AgentIdOf {
  if (observation.machines.size === 0) return () => undefined;
  return (worker) => configuredAgentId(worker, observation);
}

function configuredAgentId(worker: DesiredWorker, observation: Observation): WorkerAgentId | undefined {
  const sight = sightOf(worker.access, worker.machine, observation);
  if (sight.state !== 'seen') return undefined;
  const installation = installationOf(sight.machine, 'worker', observation.catalog.server.productVersion);
  return installation === undefined ? undefined : agentIdIn(configOf(installation));
}

/** The worker's id in its config, in braces or not; undefined where it has none yet, or all zeros. */
export function agentIdIn(config: ConfigView): WorkerAgentId | undefined {
  const guid = config.text(agentIdKey.value)?.replace(/[{}]/g, '').trim() ?? '';
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid) && !/^[0-]+$/.test(guid);
  return isId ? workerAgentId(guid) : undefined;
}
