import type { Step, StepOf } from '../../domain/documents.js';
import { isServing } from '../view/master-certificate.js';
import { masterAddressId } from './catalog.js';
import { type DiffContext, type Difference, workerId } from './kind.js';
import type { CutOver } from './master-change.js';

/** The steps of a cut-over, by what they are in it. */
export interface CutOverParts {
  /** Ids of the steps that prepare it. */
  readonly prepared: readonly string[];
  readonly drains: readonly StepOf<'drainWorker'>[];
  /** What changes the master's address in the catalog and the nodes, in the order in which it is done. */
  readonly chain: readonly Step[];
  /** Those of the first worker that are done after the master. */
  readonly firstSteps: readonly Step[];
}

export function partsOf(differences: readonly Difference[], cutOver: CutOver, context: DiffContext): CutOverParts {
  const byChange = new Map(differences.map((difference) => [difference.change.id, difference.steps]));
  const nodes = [
    ...context.master.nodes.filter((node) => !isServing(node)),
    ...context.master.nodes.filter((node) => isServing(node)),
  ].filter(({ name }) => !context.isExcluded(`master/${name}`));
  const ofNodes = nodes.flatMap(({ name }) => byChange.get(`master/${name}`) ?? []);
  const ofWorkers = [...cutOver.members].flatMap(({ worker }) => byChange.get(workerId(worker.machine)) ?? []);
  const first = cutOver.first === undefined ? undefined : workerId(cutOver.first.worker.machine);
  const isLate = ({ operation }: Step) =>
    operation === 'editConfig' || operation === 'restartService' || operation === 'awaitWorker';
  const ofAddress = context.isExcluded(masterAddressId) ? [] : (byChange.get(masterAddressId) ?? []);
  // Our rule lets in one port: the new one takes the place of the one that workers call.
  const isFirewallOfChain = context.masterChange.move !== undefined;
  const isInChain = (step: Step) => isOfChain(step) || (isFirewallOfChain && step.operation === 'openFirewall');
  return {
    prepared: [
      ...ofNodes.filter((step) => !isInChain(step) && step.manual !== true),
      ...ofWorkers.filter(({ operation, manual }) => operation === 'trustCertificate' && manual !== true),
    ].map(({ id }) => id),
    drains: ofWorkers.filter(
      (step): step is StepOf<'drainWorker'> => step.operation === 'drainWorker' && step.arguments.together === true,
    ),
    chain: [...ofAddress, ...ofNodes.filter(isInChain)],
    firstSteps: (first === undefined ? [] : (byChange.get(first) ?? [])).filter(isLate),
  };
}

function isOfChain({ operation }: Step): boolean {
  return ['editConfig', 'bindPort', 'restartService', 'startService'].includes(operation);
}
