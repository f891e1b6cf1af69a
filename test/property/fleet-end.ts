import type { Change, Plan } from '../../src/domain/documents.js';
import { sameMachine } from '../../src/domain/machine-name.js';
import { agentIdOf, type ModelMachine, type ModelWorld } from '../support/model-world.js';
import type { FleetRun } from './fleet-run.js';
import type { Scenario } from './fleet-scenario.js';

/** Guards that may stand between a topology and its world for ever: a person has to decide. */
const refusals = new Set([
  'guard.prune-limit',
  'guard.topology-shrunk',
  'guard.worker-protected',
  'guard.certificate-useless',
]);

/** What is left at the end without a reason in the world. */
export function unreasoned(scenario: Scenario, run: FleetRun): readonly string[] {
  const { last, world, topology } = run;
  if (!last.applyable) {
    const errors = last.diagnostics.filter((found) => found.severity === 'error');
    return errors.filter((found) => !refusals.has(found.code)).map((found) => `${found.code} ${found.detail}`);
  }
  const left = last.changes
    .filter((change) => !hasReason(change, scenario, run))
    .map((change) => `${change.id} ${change.reason}`);
  if (!isHealable(scenario)) return left;
  // A machine that was installed anew while it had another name left an enabled row of that name, which nobody beats for.
  if (isRenamed(scenario) && fillsTheRollout(run)) return left;
  // A machine that was given another's name is taken for a clone until its service runs: a person has to say.
  const inDoubt = new Set(last.changes.filter((change) => change.reasonCode === 'cloned').map((change) => change.id));
  const open = last.changes.filter((change) => change.action !== 'unmanaged' && !inDoubt.has(change.id));
  const undone = open.map((change) => change.id);
  for (const worker of topology.workers) {
    if (inDoubt.has(`worker/${worker.machine}`)) continue;
    const machine = machineNamed(world, worker.machine);
    const row = machine === undefined ? undefined : world.rows.get(agentIdOf(machine) ?? ('' as never));
    if (worker.enabled !== undefined && row?.enabled !== worker.enabled)
      undone.push(`${worker.machine} is not switched`);
    // One that does not try again is left as it is where the topology wants it out of service.
    const isLeft = worker.enabled === false && machine?.running === true && machine.gaveUp;
    if (machine === undefined || !(world.isHeard(machine) || isLeft)) undone.push(`${worker.machine} is not heard of`);
  }
  return [...left, ...undone];
}

function machineNamed(world: ModelWorld, name: string): ModelMachine | undefined {
  return [...world.machines.values()].find((machine) => sameMachine(machine.name, name));
}

/** Whether we can go everywhere, and nothing is missing that a person would have to bring. */
function isHealable({ workers, nodes, ...scenario }: Scenario): boolean {
  return (
    scenario.masterListed &&
    !scenario.masterClustered &&
    scenario.access === 'ssh' &&
    (scenario.scaleOut === 'enabled' || scenario.enableScaleOut === true) &&
    nodes.every((node) => node.administrator && node.hasKey) &&
    workers.every(
      (worker) =>
        worker.exists &&
        worker.administrator &&
        !worker.clustered &&
        worker.staleRow === 'none' &&
        worker.certificate === 'none' &&
        worker.listed &&
        worker.access === 'ssh',
    )
  );
}

function isRenamed({ foreign }: Scenario): boolean {
  return foreign.some(({ what }) => what === 'rename' || what === 'swap');
}

function hasReason(change: Change, scenario: Scenario, run: FleetRun): boolean {
  const { last, world } = run;
  const machine = machineNamed(world, change.id.split('/')[1] ?? '');
  const steps = last.steps.filter((step) => step.target === change.id);
  if (change.action === 'unmanaged' || steps.some((step) => step.manual === true)) return true;
  if (change.reasonCode === 'cloned') return isRenamed(scenario);
  if (change.action === 'unknown') return isDoubtful(change, machine, run);
  // What waits for a master that a person has to mend, or for a worker that cannot be heard of for another reason.
  if (waitsForAPerson(change, last)) return true;
  if (machine?.role === 'worker' && !world.isHeard(machine)) return true;
  // A worker that is to be removed and that nobody may stop registers again.
  if (change.action === 'remove') return true;
  return fillsTheRollout(run);
}

function isDoubtful({ reasonCode }: Change, machine: ModelMachine | undefined, { world, topology }: FleetRun) {
  switch (reasonCode) {
    case 'machine-unreached':
      return machine === undefined;
    case 'certificate-missing':
    case 'master-unseen':
      if (topology.access.transport !== 'ssh') return true;
      return ![...world.machines.values()].some(
        (node) => node.role === 'master' && [...node.root.values()].some((found) => found.keyReaders !== null),
      );
    // A worker that is connected cannot be brought over: somebody has to see to it.
    case 'switch-held':
    case 'awaiting-registration':
    case 'ambiguous':
      return true;
    default:
      return false;
  }
}

function waitsForAPerson(change: Change, { steps, changes }: Plan): boolean {
  const needs = new Set(steps.filter((step) => step.target === change.id).flatMap((step) => step.needs));
  const owners = new Set(steps.filter((step) => needs.has(step.id)).map((step) => step.target));
  return changes.some(
    (other) =>
      other.id !== change.id &&
      (owners.has(other.id) || other.id.startsWith('master/')) &&
      steps.some((step) => step.target === other.id && step.manual === true),
  );
}

/** A worker that should work and cannot be heard of takes a place of policy.rollout, until somebody disables it. */
function fillsTheRollout({ world, topology }: FleetRun): boolean {
  return [...world.rows.values()].some((row) => {
    const machine = world.machineOf(row.id);
    if (machine !== undefined && world.isHeard(machine)) return false;
    const isWanted = topology.workers.some(
      (worker) => worker.enabled === true && sameMachine(worker.machine, row.machineName ?? ''),
    );
    return row.enabled || isWanted;
  });
}
