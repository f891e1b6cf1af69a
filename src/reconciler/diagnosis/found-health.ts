import type { Topology } from '../../topology/topology.js';
import type { Observation } from '../view/machine.js';
import type { CheckId } from './check-id.js';
import { diagnose, type Finding } from './diagnose.js';
import { type Health, type NodeHealth, sentence } from './part-health.js';
import type { WorkerHealth } from './worker-health.js';

/** What a diagnosis has found, by target; of each the first that tells most. */
export type FoundParts = ReadonlyMap<string, Finding>;

/** Health goes by heartbeats and by ends of certificates itself, and says so in words of its own. */
const toldByHealth: ReadonlySet<CheckId> = new Set([
  'master.machine-unreached',
  'master.certificate-expired',
  'master.certificate-ends',
  'master.silent',
  'worker.machine-unreached',
  'worker.certificate-expired',
  'worker.certificate-ends',
  'worker.unregistered',
  'worker.offline',
]);

const none: FoundParts = new Map();

/** Where no machine was looked at, the catalog alone tells, and no check is made. */
export function foundParts(topology: Topology, observation: Observation): FoundParts {
  if (observation.machines.size === 0) return none;
  const found = new Map<string, Finding>();
  const add = (finding: Finding) => {
    const known = found.get(finding.target);
    if (!toldByHealth.has(finding.id) && (known === undefined || rank(finding) < rank(known))) {
      found.set(finding.target, finding);
    }
    finding.consequences.forEach(add);
  };
  diagnose(topology, observation).findings.forEach(add);
  return found;
}

function rank({ result, isDisabling }: Finding): number {
  return (isDisabling === true ? 0 : 1) + (result === 'error' ? 0 : 2);
}

/** Nothing that was found makes better what its heartbeats or its service have told. */
function isOpen({ state }: Health): boolean {
  return state === 'healthy' || state === 'degraded';
}

/** What is felt at the active node is felt at the master. */
export function masterWith(health: Health, found: FoundParts): Health {
  if (!isOpen(health)) return health;
  const wrong = [...found.values()].find(
    ({ target, result }) => result === 'error' && (target === 'master' || target.startsWith('master/')),
  );
  return wrong === undefined ? health : { state: 'degraded', reason: sentence(wrong.summary) };
}

export function nodeWith(health: NodeHealth, found: FoundParts): NodeHealth {
  const { machine } = health;
  const wrong = isOpen(health) ? found.get(`master/${machine}`) : undefined;
  if (wrong === undefined) return health;
  if (wrong.isDisabling !== true)
    return { machine, state: 'degraded', isFaulty: true, reason: sentence(wrong.summary) };
  const state = wrong.result === 'error' ? 'down' : 'degraded';
  return { machine, state, isDisabled: true, reason: sentence(`${machine} cannot be the master: ${wrong.summary}`) };
}

/** One that is still heard of may be of no use all the same. What may come of a warning is not said of it yet. */
export function workersWith(all: readonly WorkerHealth[], found: FoundParts): readonly WorkerHealth[] {
  if (found.size === 0) return all;
  return all.map((health) => {
    const wrong = health.isWanted && isOpen(health) ? found.get(`worker/${health.machine}`) : undefined;
    if (wrong?.result !== 'error') return health;
    const { machine, rows, isWanted } = health;
    return { machine, rows, isWanted, state: 'degraded', isFaulty: true, reason: sentence(wrong.summary) };
  });
}
