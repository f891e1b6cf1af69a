import type { Step } from '../../domain/documents.js';
import { awaitMasterStep } from '../steps/await-master.js';
import { partsOf } from './cut-over-parts.js';
import { cutOverRollback } from './cut-over-rollback.js';
import { type DiffContext, type Difference, workerId } from './kind.js';

/*
 * The master's certificate or port changes under workers that run. Each of them pins one certificate and calls one port, and
 * the master has one of each: whoever is not emptied before is cut off with what it runs. So, in this order, and each only after all of the one before:
 *
 * 1. all that is prepared: the new certificate, and that each worker trusts it; the master is heard of
 * 2. all workers are emptied, at one time
 * 3. its address in the catalog, and the nodes one after another, those that do not answer first: config, port,
 *    its firewall where another port is to be let in, restart
 * 4. the master is heard of, with the certificate that it is to have
 * 5. one worker: config, restart, heard of. Until then all is taken back where a step fails.
 * 6. the other workers, each enabled when it is heard of
 *
 * Steps of 2 need the one wait of 1, and those of 6 the one worker of 5: a thousand workers do not each name the others.
 */

/** The steps of a plan with a cut-over in that order, with what takes them back; as they are where there is none. */
export function inCutOverOrder(differences: readonly Difference[], context: DiffContext): readonly Difference[] {
  const { cutOver, createdBy } = context.masterChange;
  if (cutOver === undefined) return differences;
  const parts = partsOf(differences, cutOver, context);
  const { chain, drains } = parts;
  const [start] = chain;
  if (start === undefined) return differences;
  const { registrationTimeoutSeconds, rollout } = context.topology.policy;
  // One that is as it should be has no change that could hold the waits.
  const waiting = context.master.nodes.find(({ name }) => chain.some((step) => step.target === `master/${name}`));
  if (waiting === undefined) return differences;
  const { name: machine } = waiting;
  const target = `master/${machine}`;
  const before = awaitMasterStep(
    target,
    'beforeSwitch',
    { machine, certificate: { thumbprint: null } },
    rollout.healthyWithinSeconds,
    parts.prepared,
  );
  const wanted = context.master.certificate.known ? context.master.certificate.thumbprint : null;
  const isMade = context.masterChange.isSwitched && createdBy !== undefined;
  const after = awaitMasterStep(
    target,
    'afterSwitch',
    { machine, certificate: isMade ? { createdBy } : { thumbprint: wanted }, anew: true },
    // A person who restarts a clustered service needs longer than a machine.
    chain.some((step) => step.manual === true) ? registrationTimeoutSeconds : rollout.healthyWithinSeconds,
    [chain.at(-1)?.id ?? start.id],
  );
  const order = new Map<string, readonly string[]>();
  const chainIds: ReadonlySet<string> = new Set(chain.map(({ id }) => id));
  const without = (needs: readonly string[]) => needs.filter((need) => !chainIds.has(need));
  for (const drain of drains) order.set(drain.id, [...without(drain.needs), before.id]);
  for (const [index, step] of chain.entries()) {
    const previous = index === 0 ? [before.id, ...drains.map(({ id }) => id)] : [chain[index - 1]?.id ?? before.id];
    order.set(step.id, [...new Set([...without(step.needs), ...previous])]);
  }
  const first = cutOver.first === undefined ? undefined : workerId(cutOver.first.worker.machine);
  const firstBack = parts.firstSteps.find(({ operation }) => operation === 'awaitWorker')?.id;
  const needsOf = (step: Step): readonly string[] => {
    const known = order.get(step.id);
    if (known !== undefined) return known;
    const isOfMaster = step.target.startsWith('master/');
    if (isOfMaster) return step.needs;
    const kept = step.needs.map((need) => (chainIds.has(need) ? after.id : need));
    const isAfter = step.operation === 'editConfig' || isEnabling(step) || kept.includes(after.id);
    const gate = step.target === first || firstBack === undefined ? after.id : firstBack;
    return isAfter ? [...new Set([...kept.filter((need) => need !== after.id), gate])] : kept;
  };
  const ordered = differences.map((difference): Difference => {
    const steps = difference.steps.map((step) => ({ ...step, needs: needsOf(step) }));
    if (difference.change.id !== target) return { ...difference, steps };
    const rollback = cutOverRollback({ ...parts, before, after, machine, differences }, context);
    return { ...difference, steps: [...steps, before, after], rollbacks: [...(difference.rollbacks ?? []), rollback] };
  });
  return ordered;
}

function isEnabling(step: Step): boolean {
  return step.operation === 'setWorkerEnabled' && step.arguments.enabled;
}
