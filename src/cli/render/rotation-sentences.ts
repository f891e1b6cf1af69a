import type { Plan, Step } from '../../domain/documents.js';
import { namesOwnCertificate } from '../../reconciler/steps/edit-config.js';
import { printable } from '../../text/printable.js';
import { age } from '../../text/times.js';
import { firstOf, listed } from '../../text/words.js';

/** Workers are named up to here, then counted. */
const mostNamed = 8;

/** What a plan does to certificates, by the phases of a rotation: it prepares, it switches, it completes; a sentence each. */
export function rotationSentences(plan: Plan): readonly string[] {
  const { rollbacks = [], steps, changes, diagnostics } = plan;
  const codes = new Set(diagnostics.map(({ code }) => code));
  const isMasterSwitched = codes.has('plan.master-switch');
  const ofMaster = (wanted: Step['operation']) =>
    steps.some(({ operation, target }) => operation === wanted && target.startsWith('master/'));
  const isMasterMade = !isMasterSwitched && ofMaster('createCertificate');
  const isMasterReplaced = isMasterMade && ofMaster('bindPort');
  const isMasterPrepared = isMasterMade && !isMasterReplaced;
  const held = new Set(rollbacks.flatMap((rollback) => rollback.steps));
  const naming = steps.filter(namesOwnCertificate);
  const renewing = new Set(naming.filter(({ id }) => held.has(id)).map(targetOf));
  const named = new Set(naming.map(targetOf));
  const isMaking = new Set(steps.filter(({ operation }) => operation === 'createCertificate').map(targetOf));
  // A new worker's first certificate is in the place of none.
  const making = changes.filter(
    ({ id, fields }) =>
      isMaking.has(id) &&
      !renewing.has(id) &&
      fields.some(({ path, before }) => path === 'certificate' && before !== null),
  );
  const preparing = making.filter(({ id }) => !named.has(id));
  const replacing = making.filter(({ id }) => named.has(id));
  const updated = new Set(changes.flatMap(({ id, action }) => (action === 'update' ? [id] : [])));
  const completing = new Set(
    steps.filter((step) => step.operation === 'distrustCertificate' && updated.has(step.target)).map(targetOf),
  );
  const many = (ids: Iterable<string>) => {
    const names = [...ids].map(printable);
    return names.length > mostNamed ? firstOf(names, mostNamed) : listed(names);
  };
  return [
    ...(isMasterPrepared
      ? ['Prepares another certificate of the master: it is made and trusted, and nothing that runs changes.']
      : []),
    ...(isMasterReplaced ? ['Replaces the certificate of the master: no worker is heard of with the one in use.'] : []),
    ...(preparing.length > 0
      ? [`Prepares another certificate of ${many(preparing.map(({ id }) => id))}: it is not used by this plan.`]
      : []),
    ...(replacing.length > 0
      ? [
          `Replaces the certificate of ${many(replacing.map(({ id }) => id))}. Where a step fails, the old one is not taken into use again: apply goes on with the new one.`,
        ]
      : []),
    ...(renewing.size > 0
      ? [
          `Switches ${many(renewing)} to another certificate, once every node of the master trusts it.`,
          ...renewalTime(plan, renewing),
        ]
      : []),
    ...(isMasterSwitched ? [masterSwitch(plan)] : []),
    ...(completing.size > 0
      ? [
          `Completes what was switched before: a certificate that is not used any more is trusted no more (${many(completing)}).`,
        ]
      : []),
  ];
}

/** What somebody has to know who agrees to it: what stands still, and for how long. */
export function masterSwitch({ steps }: Pick<Plan, 'steps'>): string {
  const drains = drainTimes(steps.filter(isTogether));
  const wait =
    drains === 0
      ? 'Until master and workers are restarted, which takes some minutes, packages wait.'
      : `A worker that is idle takes no work from the beginning on, a busy one once its packages have ended. Until the last of them has (${age(drains)} at most), and master and workers are restarted (some minutes more), packages wait.`;
  return `Switches the master to another certificate: all workers are emptied and taken out of service for that, then brought back. ${wait} No running package is lost.`;
}

function isTogether(step: Step): boolean {
  return step.operation === 'drainWorker' && step.arguments.together === true;
}

/** The longest that one of these drains waits, in seconds. */
function drainTimes(steps: readonly Step[]): number {
  return Math.max(0, ...steps.map((step) => (step.operation === 'drainWorker' ? step.arguments.timeoutSeconds : 0)));
}

/** How long it takes at the worst until all of several workers have gone over. */
function renewalTime({ steps, rollout }: Plan, renewing: ReadonlySet<string>): readonly string[] {
  const own = steps.filter((step) => renewing.has(step.target) && !isTogether(step));
  const drained = new Set(own.filter(({ operation }) => operation === 'drainWorker').map(targetOf)).size;
  if (rollout?.workers === undefined || drained < 2) return [];
  const { maxUnavailable, unavailable } = rollout.workers;
  const atOnce = Math.max(1, maxUnavailable - unavailable);
  const drain = drainTimes(own);
  const online = Math.max(
    0,
    ...own.map((step) => (step.operation === 'awaitWorker' ? step.arguments.timeoutSeconds : 0)),
  );
  const how = atOnce === 1 ? 'one after another' : `${atOnce} at a time`;
  const all = Math.ceil(drained / atOnce) * (drain + online);
  return [
    `They go ${how}: each waits up to ${age(drain)} for its packages, and up to ${age(online)} until it is heard of again. For all ${drained} that is ${age(all)} at the worst, besides pauses.`,
  ];
}

function targetOf({ target }: Step): string {
  return target;
}
