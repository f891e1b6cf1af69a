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
import type { WorkerView } from '../view/worker.js';
import type { AskedRotation } from './asked-rotation.js';
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

/** Why a worker that was asked for is not renewed by a plan, and what helps. */
interface LeftOut {
  readonly id: string;
  readonly because: string;
  readonly remedy: string;
}

/** The workers that were asked for, and whose service does not go over to another certificate by this plan. */
export function leftOutOfRotation(
  asked: AskedRotation,
  topology: Topology,
  observation: Observation,
  plan: Pick<Plan, 'changes' | 'steps'> & { readonly targets?: Targets | undefined },
): readonly LeftOut[] {
  if (asked.of !== 'workers') return [];
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
    return [{ id, ...whyNot(view, suspended.has(id), changed.has(id)) }];
  });
}

function restarts({ operation, manual }: Step): boolean {
  return operation === 'restartService' && manual !== true;
}

function whyNot(
  { worker, reachability, certificate }: WorkerView,
  isSuspended: boolean,
  isPrepared: boolean,
): Pick<LeftOut, 'because' | 'remedy'> {
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
  const byReason = new Map<string, { readonly remedy: string; readonly ids: string[] }>();
  for (const { id, because, remedy } of left) {
    const known = byReason.get(because);
    if (known === undefined) byReason.set(because, { remedy, ids: [id] });
    else known.ids.push(id);
  }
  return [...byReason].map(([because, { remedy, ids }]) => {
    const who = ids.length === 1 ? `${ids.join()} is not renewed` : `${counted(ids.length, 'worker')} are not renewed`;
    const names = ids.length === 1 ? '' : ` ${firstOf(ids, named)}.`;
    return diagnostic('plan.rotation-left-out', `${who}: ${because}.${names}`, { severity: 'warning', remedy });
  });
}
