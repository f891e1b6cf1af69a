import { diagnose } from '../reconciler/diagnosis/diagnose.js';
import { type FleetHealth, fleetHealth, shownHealth, unknownHealth } from '../reconciler/diagnosis/health.js';
import type { Health } from '../reconciler/diagnosis/part-health.js';
import type { Observation } from '../reconciler/view/machine.js';
import type { Topology } from '../topology/topology.js';

/** What is wrong and follows from nothing else that is, in few words. */
export interface ShortFinding {
  /** `worker.key-unreadable` */
  readonly id: string;
  /** `worker/ETL01` */
  readonly target: string;
  readonly severity: 'error' | 'warning';
  /** A sentence without its stop. */
  readonly summary: string;
  /** How many findings follow from it. */
  readonly consequences: number;
}

/** Whether packages can run, and what is wrong: another question than what differs. */
export interface FleetCondition {
  readonly health: FleetHealth;
  /** The worst first. */
  readonly findings: readonly ShortFinding[];
}

/** Pure, and without any look of its own. */
export function conditionOf(topology: Topology, observation: Observation): FleetCondition {
  const findings = diagnose(topology, observation).findings.map(
    ({ id, target, result, summary, consequences }): ShortFinding => ({
      id,
      target,
      severity: result,
      summary,
      consequences: following(consequences),
    }),
  );
  return { health: fleetHealth(topology, observation), findings };
}

/** Of a world that could not be looked at; `why` is a clause. What was found before says nothing any more. */
export function unseen(why: string): FleetCondition {
  return { health: unknownHealth(why), findings: [] };
}

interface Followed {
  readonly consequences: readonly Followed[];
}

function following(consequences: readonly Followed[]): number {
  return consequences.reduce((sum, one) => sum + 1 + following(one.consequences), 0);
}

/** Nodes and workers that are not healthy, without what nobody ever looks at. */
export function unhealthyParts({ nodes, workers }: FleetHealth): readonly (Health & { readonly target: string })[] {
  const seen = nodes.filter(({ isOutOfSight }) => isOutOfSight !== true);
  return [
    ...seen.map((node) => ({ target: `master/${node.machine}`, ...node })),
    ...workers.map((worker) => ({ target: `worker/${worker.machine}`, ...worker })),
  ].filter(({ state }) => state !== 'healthy');
}

/** What programs are shown of it: of a fleet of any size only what is not healthy. */
export function shownCondition({ health, findings }: FleetCondition) {
  const unhealthy = unhealthyParts(health).map(({ target, ...part }) => ({ target, ...shownHealth(part) }));
  return { health: { ...shownHealth(health), master: health.master, unhealthy }, findings };
}

/** What tells one condition from another, whatever time has passed. */
export function conditionKey({ health, findings }: FleetCondition): string {
  const { state, master, ending } = health;
  const parts = unhealthyParts(health).map((part) => [part.target, part.state]);
  return JSON.stringify([
    state,
    master.state,
    parts,
    ending.map(({ thumbprint, secondsLeft }) => [thumbprint, secondsLeft < 0]),
    findings.map(({ id, target }) => [id, target]),
  ]);
}
