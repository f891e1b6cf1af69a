import type { Topology } from '../../topology/topology.js';
import type { Observation } from '../view/machine.js';
import { bareTarget } from './alike.js';
import type { CheckId } from './check-id.js';
import { diagnose, type Finding } from './diagnose.js';
import { fleetHealth } from './health.js';

/** Something that keeps the master or workers from working, with whom. */
export interface OutageCause {
  readonly finding: Finding;
  readonly isMasterSilent: boolean;
  /** Machines of enabled workers that are not heard of. */
  readonly offline: readonly string[];
  /** Listed machines that have no row. */
  readonly unregistered: readonly string[];
}

const outages: ReadonlySet<CheckId> = new Set(['master.silent', 'worker.offline', 'worker.unregistered']);

/** Why it cannot be told whether a worker works. */
const doubts: ReadonlySet<CheckId> = new Set(['worker.agent-id-shared']);

/**
 * The causes of what is out of service, the one from which most follows first; what no cause was found for stands as its
 * own; and why of a worker nobody can tell. Where Scale Out is off, that alone. Where nothing is out there are none, and no check is made.
 */
export function outageCauses(topology: Topology, observation: Observation): readonly OutageCause[] {
  const { master, workers } = fleetHealth(topology, observation);
  const isDoubtful = workers.some(({ state, isWanted }) => state === 'unknown' && isWanted);
  if (master.state !== 'down' && !isDoubtful && !workers.some(({ state }) => state === 'down')) return [];
  if (observation.catalog.scaleOut !== 'enabled') return scaleOutOff(topology, observation);
  return diagnose(topology, observation).findings.flatMap((finding) => {
    const out = outagesIn(finding);
    return out.length === 0 && !(isDoubtful && doubts.has(finding.id)) ? [] : [causeOf(finding, out)];
  });
}

/** Then nothing runs on a worker, whatever else is wrong with master and workers. */
function scaleOutOff(topology: Topology, observation: Observation): readonly OutageCause[] {
  const { findings } = diagnose(topology, observation);
  const out = findings.flatMap(outagesIn);
  if (out.length === 0) return [];
  return findings.filter(({ id }) => id === 'catalog.scale-out-off').map((finding) => causeOf(finding, out));
}

function causeOf(finding: Finding, out: readonly Finding[]): OutageCause {
  const machines = (id: CheckId) => out.filter((one) => one.id === id).map(bareTarget);
  return {
    finding,
    isMasterSilent: out.some(({ id }) => id === 'master.silent'),
    offline: machines('worker.offline'),
    unregistered: machines('worker.unregistered'),
  };
}

export function isOutage({ id }: Finding): boolean {
  return outages.has(id);
}

function outagesIn(finding: Finding): readonly Finding[] {
  const below = finding.consequences.flatMap(outagesIn);
  return isOutage(finding) ? [finding, ...below] : below;
}
