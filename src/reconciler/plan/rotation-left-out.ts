import type { Plan, Step } from '../../domain/documents.js';
import { nameKey } from '../../domain/machine-name.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { counted, firstOf } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { workerId } from '../kinds/kind.js';
import { masterId } from '../kinds/master-nodes.js';
import { namesOwnCertificate } from '../steps/edit-config.js';
import { fleetView } from '../view/fleet.js';
import { isReached, type Observation } from '../view/machine.js';
import { masterRotation } from '../view/master-rotation.js';
import type { WorkerView } from '../view/worker.js';
import { type AskedRotation, withRotation } from './asked-rotation.js';
import { excludedBy, type Targets } from './target-selection.js';

/** Workers that one sentence names. */
const named = 12;

/** The ids that a plan of this rotation is of: nothing else of the topology is brought in order with it. */
export function rotationTargets(asked: AskedRotation, { master, workers }: Topology): readonly string[] {
  if (asked.of === 'workers' && asked.ids !== 'all') return asked.ids;
  const chosen =
    asked.of === 'workers'
      ? workers.filter(({ certificate, access }) => certificate === undefined && isReached(access))
      : workers;
  const nodes = asked.of === 'master' ? (master?.machines ?? []).map(masterId) : [];
  return [...nodes, ...chosen.map(({ machine }) => workerId(machine))];
}

/** Why what was asked for is not done by a plan, and what helps. */
interface LeftOut {
  readonly id: string;
  /** What it is not. */
  readonly not: 'renewed' | 'prepared';
  readonly because: string;
  readonly remedy: string;
}

/**
 * What was asked for and is not done by this plan: workers whose service does not go over to another certificate; of what
 * prepares the master's the machines that are not ready after it. A switch is made as a whole, or refused.
 */
export function leftOutOfRotation(
  asked: AskedRotation,
  topology: Topology,
  observation: Observation,
  plan: Pick<Plan, 'changes' | 'steps'> & { readonly targets?: Targets | undefined },
): readonly LeftOut[] {
  if (asked.of === 'master') return asked.phase === 'prepare' ? unprepared(asked, topology, observation, plan) : [];
  const { ids } = asked;
  const keys = ids === 'all' ? undefined : new Set(ids.map(nameKey));
  const isExcluded = excludedBy(plan.targets ?? { include: [], exclude: [] });
  const switched = new Set(
    plan.steps.filter((step) => step.manual !== true && namesOwnCertificate(step)).map(({ target }) => target),
  );
  const restarted = new Set(plan.steps.filter(restarts).map(({ target }) => target));
  const suspended = new Set(plan.changes.flatMap((change) => (change.suspended === undefined ? [] : [change.id])));
  const changed = new Set(plan.steps.map(({ target }) => target));
  return fleetView(topology, observation).workers.flatMap((view) => {
    const id = workerId(view.worker.machine);
    if ((keys !== undefined && !keys.has(nameKey(id))) || isExcluded(id) || switched.has(id)) return [];
    // A switch that was cut off before the restart goes on with it.
    if (view.installation?.service.configUnread === true && restarted.has(id)) return [];
    return [{ id, not: 'renewed', ...whyNot(view, suspended.has(id), changed.has(id)) }];
  });
}

function unprepared(
  asked: AskedRotation,
  given: Topology,
  observation: Observation,
  { steps, targets }: Parameters<typeof leftOutOfRotation>[3],
): readonly LeftOut[] {
  const topology = withRotation(given, asked);
  const isExcluded = excludedBy(targets ?? { include: [], exclude: [] });
  const context = { topology, catalog: observation.catalog, isChosen: () => true, isExcluded };
  const { nodes, workers, bring } = masterRotation(fleetView(topology, observation), context);
  if (bring !== undefined) {
    const remedy =
      'Bring one with its private key to LocalMachine\\Root of each node, and name it as master.certificate in the topology.';
    return [{ id: 'master', not: 'prepared', because: bring, remedy }];
  }
  const handled = new Set(steps.filter(({ manual }) => manual !== true).map(({ target }) => target));
  const manual = new Set(steps.filter((step) => step.manual === true).map(({ target }) => target));
  return [...nodes, ...workers].flatMap(({ id, state }): readonly LeftOut[] => {
    const isLeft = state !== 'ready' && !isExcluded(id) && (manual.has(id) || !handled.has(id));
    if (!isLeft) return [];
    const because = manual.has(id) ? 'a step of it is left to a person' : 'whether it is ready could not be seen';
    const remedy = 'Have done what the plan says of it; scaleout rotate master --status shows when it is ready.';
    return [{ id, not: 'prepared', because, remedy }];
  });
}

function restarts({ operation, manual }: Step): boolean {
  return operation === 'restartService' && manual !== true;
}

function whyNot(
  { worker, reachability, certificate, maintenance }: WorkerView,
  isSuspended: boolean,
  isPrepared: boolean,
): Pick<LeftOut, 'because' | 'remedy'> {
  if (isSuspended && maintenance !== undefined) {
    const remedy = 'End that with scaleout undrain, or add --include-suspended: the worker stays disabled then.';
    return { because: 'it is in maintenance', remedy };
  }
  if (isSuspended) {
    return { because: 'it is suspended', remedy: 'End that with scaleout resume, or add --include-suspended.' };
  }
  if (worker.certificate !== undefined) {
    return {
      because: 'the topology names its certificate, so a person brings the next one',
      remedy: 'Bring one with its private key to My of the machine, name it in the topology, and run scaleout apply.',
    };
  }
  if (!isReached(worker.access)) {
    return {
      because: 'nobody goes to its machine from here',
      remedy: 'See docs/certificates.md: its administrator brings the next one.',
    };
  }
  if (reachability.state !== 'seen' || certificate.state === 'unknown') {
    return { because: 'its certificate could not be looked at', remedy: 'Mend what is told of it, then rotate it.' };
  }
  if (certificate.state === 'present' && !certificate.stored.selfSigned) {
    return {
      because: 'an authority has issued its certificate, and renews it',
      remedy: 'Have the authority issue the next one, name it in the topology, and run scaleout apply.',
    };
  }
  if (certificate.state === 'present' && certificate.stored.keyInTpm === true) {
    return {
      because: 'the private key of its certificate lies in the TPM',
      remedy: 'A person makes the next one there: name it in the topology, and run scaleout apply.',
    };
  }
  return isPrepared
    ? {
        because: 'only what comes before the switch is in this plan',
        remedy: 'The plan says what keeps the switch. Mend that, then rotate it again: it goes on from there.',
      }
    : { because: 'nothing of it can be done now', remedy: 'The plan says what keeps it.' };
}

/** A warning for each reason, with the workers that it holds for. */
export function leftOutWarnings(left: readonly LeftOut[]): readonly Diagnostic[] {
  const byReason = new Map<string, Pick<LeftOut, 'not' | 'remedy'> & { readonly ids: string[] }>();
  for (const { id, not, because, remedy } of left) {
    const known = byReason.get(because);
    if (known === undefined) byReason.set(because, { not, remedy, ids: [id] });
    else known.ids.push(id);
  }
  return [...byReason].map(([because, { not, remedy, ids }]) => {
    const many = not === 'renewed' ? 'worker' : 'machine';
    const who = ids.length === 1 ? `${ids.join()} is not ${not}` : `${counted(ids.length, many)} are not ${not}`;
    const names = ids.length === 1 ? '' : ` ${firstOf(ids, named)}.`;
    return diagnostic('plan.rotation-left-out', `${who}: ${because}.${names}`, { severity: 'warning', remedy });
  });
}
