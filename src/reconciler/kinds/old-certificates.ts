import { sameMachine } from '../../domain/machine-name.js';
import { type StoredCertificate, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { certificateKeys } from '../../facts/configs.js';
import { distrustStep } from '../steps/distrust-certificate.js';
import type { StepPlace } from '../steps/machine-step.js';
import { oldKeptUntil } from '../view/renewal.js';
import { isSeen, type SeenWorker, type WorkerView } from '../view/worker.js';
import { certificatesInUse } from './certificates-in-use.js';
import type { ChangeBuilder, DiffContext } from './kind.js';

/** A place that trusts a certificate. */
type Trusting = Pick<StepPlace, 'machine' | 'reachability'> & { readonly found: StoredCertificate };

/** Takes the old certificates of a worker out of every Root that they are in. */
export type DistrustOld = (change: ChangeBuilder, view: WorkerView) => void;

/**
 * Certificates that were replaced stay trusted for policy.certificates.keepOld, so that one can go back. Then the public
 * halves that we have brought leave the Root of the master's nodes and of the worker itself: only of a worker that is heard
 * of with another one, and only those that nobody uses. Old private keys in My are left to a person.
 */
export function distrustOld(context: DiffContext): DistrustOld {
  const onNodes = trustedOnNodes(context);
  let inUse: ((print: Thumbprint) => boolean) | undefined;
  const isInUse = (print: Thumbprint) => {
    inUse ??= usedByAnybody(context);
    return inUse(print);
  };
  return (change, view) => {
    const current = certificateInUse(view);
    if (current === undefined || !isSeen(view)) return;
    const { machine } = view.reachability;
    const own = machine.root.known
      ? machine.root.value.certificates
          .filter((found) => isOld(found, view.mark, current))
          .map((found) => ({ machine: view.worker.machine, reachability: view.reachability, found }))
      : [];
    const other = (onNodes.get(view.mark) ?? []).filter((one) => !sameMachine(one.machine, view.worker.machine));
    for (const { found, ...where } of [...other, ...own]) {
      const { thumbprint: print } = found;
      if (print === current.thumbprint || !isOver(found, view, current, context) || isInUse(print)) continue;
      change.addReason({
        reason: 'a certificate that it does not use any more is still trusted',
        reasonCode: 'old-certificate-trusted',
        field: { path: `trustedBy.${where.machine}`, before: print, after: null },
      });
      change.addStep(distrustStep({ target: change.id, ...where }, print, [], 'safe'));
    }
  };
}

/** The certificate that a worker surely goes by: it is heard of, and its service has read the config that names it. */
function certificateInUse(view: WorkerView): StoredCertificate | undefined {
  const { certificate, row } = view;
  if (!isSeen(view) || certificate.state !== 'present' || row === undefined || !isWorkerOnline(row)) return undefined;
  const { config, service } = view.installation;
  const { stored } = certificate;
  const isRead = service.state === 'running' && service.configUnread !== true && service.configWritten !== true;
  const isNamed = thumbprint(config.text(certificateKeys.value.worker) ?? '') === stored.thumbprint;
  return isRead && isNamed ? stored : undefined;
}

/** By the marks of the workers, what the nodes of the master trust of them by our doing, but for what they use. */
function trustedOnNodes({ master, workers }: DiffContext): ReadonlyMap<string, readonly Trusting[]> {
  const found = new Map<string, Trusting[]>();
  const current = new Map<string, Thumbprint>();
  for (const { mark, certificate } of workers) {
    if (certificate.state === 'present') current.set(mark, certificate.stored.thumbprint);
  }
  for (const { name, reachability } of master.nodes) {
    if (reachability.state !== 'seen' || !reachability.machine.root.known) continue;
    for (const certificate of reachability.machine.root.value.certificates) {
      const { friendlyName: mark, thumbprint: print, keyReaders } = certificate;
      const own = current.get(mark);
      if (own === undefined || own === print || keyReaders !== null) continue;
      const known = found.get(mark);
      const trusting = { machine: name, reachability, found: certificate };
      if (known === undefined) found.set(mark, [trusting]);
      else known.push(trusting);
    }
  }
  return found;
}

function isOld(found: StoredCertificate, mark: string, current: StoredCertificate): boolean {
  return found.friendlyName === mark && found.keyReaders === null && found.thumbprint !== current.thumbprint;
}

/** Whether policy.certificates.keepOld has passed. */
function isOver(
  { notBefore }: StoredCertificate,
  seen: SeenWorker,
  current: StoredCertificate,
  { topology, catalog }: DiffContext,
): boolean {
  const until = oldKeptUntil(seen, current, notBefore, topology.policy.certificates);
  return until !== undefined && Date.parse(catalog.observedAt) >= until;
}

/**
 * Listed workers, the master, and the machines of workers that the topology does not list or that are to leave, as far as
 * they were looked at: any certificate whose key is there may be in use. One that works while its machine could not be
 * looked at may use any: machines that were made from one image share theirs.
 */
function usedByAnybody(context: DiffContext): (print: Thumbprint) => boolean {
  if (context.workers.some(isUnseenAtWork)) return () => true;
  const isInUse = certificatesInUse(context);
  const others = [...context.unlisted.map((row) => context.machineOf(row)), ...context.leaving];
  const stores = others.flatMap(({ reachability, installation }) =>
    reachability.state === 'seen' && installation !== undefined ? [reachability.machine.my] : [],
  );
  if (stores.some((my) => !my.known)) return () => true;
  const unlisted = new Set(stores.flatMap((my) => (my.known ? my.value.certificates : [])).flatMap(withKey));
  return (print) => isInUse(print) || unlisted.has(print);
}

function isUnseenAtWork({ worker, row, reachability }: WorkerView): boolean {
  const isUnseen = reachability.state === 'unreached' && worker.certificate === undefined;
  return isUnseen && row !== undefined && isWorkerOnline(row);
}

/** Its thumbprint, in a list, where a service may use it. */
function withKey({ thumbprint: print, keyReaders }: StoredCertificate): readonly Thumbprint[] {
  return keyReaders === null ? [] : [print];
}
