import { thumbprint as canonical, type StoredCertificate } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import type { DesiredWorker, Policy } from '../../topology/topology.js';
import { day, daysLeft, isValidAt, mayRead } from './certificates.js';
import type { InstallationView, MachineView } from './machine.js';
import type { MasterView } from './master.js';

/** That a worker's certificate is to be replaced by another one, and whose that is to make. */
export type Renewal =
  /** Ours. `successor`: an earlier run has made it. */
  | { readonly by: 'us'; readonly successor?: StoredCertificate }
  /** The topology names the one in use, an authority has issued it, or its private key lies in the TPM: a person brings the next one. */
  | { readonly by: 'person'; readonly because: 'named' | 'issued' | 'inTpm' };

/** What a worker's certificate is judged by: the clock of the SQL Server, and policy.certificates. */
export interface RenewalTimes {
  /** ISO 8601. */
  readonly at: string;
  readonly policy: Policy['certificates'];
}

interface OfWorker {
  readonly worker: DesiredWorker;
  readonly machine: MachineView;
  readonly installation: InstallationView;
  /** The friendly name of the certificates that are this worker's by our doing. */
  readonly mark: string;
}

/**
 * What there is to renew of the certificate that a worker uses; undefined: nothing yet. It ends soon, or a command asks for a
 * new one. While a service has not read the config that names the certificate, a switch to it is under way: that is finished
 * first.
 */
export function renewalOf(
  stored: StoredCertificate,
  { worker, machine, installation, mark }: OfWorker,
  { at, policy }: RenewalTimes,
): Renewal | undefined {
  const left = daysLeft(stored, at);
  const isDue = isWithin(left, policy.renewBeforeDays) || worker.renew === true;
  if (!isDue && left >= policy.warnBeforeDays) return undefined;
  if (worker.certificate !== undefined) return { by: 'person', because: 'named' };
  if (!stored.selfSigned) return { by: 'person', because: 'issued' };
  if (stored.keyInTpm === true) return { by: 'person', because: 'inTpm' };
  if (!isDue || !names(installation, stored) || installation.service.configUnread === true) return undefined;
  const successor = successorOf(stored, machine, mark, { at, policy });
  return { by: 'us', ...(successor === undefined ? {} : { successor }) };
}

function isWithin(left: number, days: number | undefined): boolean {
  return days !== undefined && left < days;
}

function names({ config }: InstallationView, { thumbprint }: StoredCertificate): boolean {
  return canonical(config.text(certificateKeys.value.worker) ?? '') === thumbprint;
}

/** One that we have made for this worker after the one in use, and that is not to be replaced itself. */
function successorOf(
  stored: StoredCertificate,
  { my, observedAt }: MachineView,
  mark: string,
  { at, policy }: RenewalTimes,
): StoredCertificate | undefined {
  if (!my.known) return undefined;
  const fit = my.value.certificates.filter(
    (found) =>
      found.friendlyName === mark &&
      found.thumbprint !== stored.thumbprint &&
      isUsable(found) &&
      isValidAt(found, observedAt) &&
      Date.parse(found.notBefore) > Date.parse(stored.notBefore) &&
      !isWithin(daysLeft(found, at), policy.renewBeforeDays),
  );
  return youngest(fit);
}

/** Self-signed, none that may sign others, and with a private key whose readers are seen. */
function isUsable({ selfSigned, authority, keyReaders, keyInTpm }: StoredCertificate): boolean {
  return selfSigned && authority === null && keyReaders?.known === true && keyInTpm !== true;
}

export function youngest(certificates: readonly StoredCertificate[]): StoredCertificate | undefined {
  return certificates.reduce<StoredCertificate | undefined>(
    (best, found) => (best === undefined || Date.parse(found.notBefore) > Date.parse(best.notBefore) ? found : best),
    undefined,
  );
}

/**
 * The certificate that a worker's service goes by while its config names a younger one, where that can be told: a switch was
 * cut off after the config was written. It is there with a key that the service may read, and the worker itself and every
 * node that was looked at trust it, so that one can go back to it. The service began before the younger one did: it cannot
 * be using that.
 */
export function certificateBefore(
  stored: StoredCertificate,
  { machine, installation }: Pick<OfWorker, 'machine' | 'installation'>,
  { nodes }: MasterView,
): StoredCertificate | undefined {
  const { service } = installation;
  const { my, root, observedAt } = machine;
  if (service.configUnread !== true || service.startedAt === undefined || !my.known || !root.known) return undefined;
  if (!(Date.parse(service.startedAt) < Date.parse(stored.notBefore))) return undefined;
  const seen = nodes.flatMap(({ reachability }) => (reachability.state === 'seen' ? [reachability.machine.root] : []));
  const roots = [root, ...seen];
  const fit = my.value.certificates.filter(
    (found) =>
      found.thumbprint !== stored.thumbprint &&
      found.selfSigned &&
      mayRead(found, service) === true &&
      isValidAt(found, observedAt) &&
      Date.parse(found.notBefore) < Date.parse(stored.notBefore) &&
      roots.every((one) => one.known && one.value.thumbprints.has(found.thumbprint)),
  );
  return seen.length === 0 ? undefined : youngest(fit);
}

/**
 * From when on, in Unix milliseconds, an old certificate of a worker may be distrusted: policy.certificates.keepOld after the
 * one in use (`current`) came into use, and after the old one itself was made, which may be the successor that was never
 * needed. Undefined: that cannot be told, and it is kept.
 */
export function oldKeptUntil(
  seen: Pick<OfWorker, 'worker' | 'mark' | 'installation'>,
  current: StoredCertificate,
  oldNotBefore: string,
  { keepOldDays }: Policy['certificates'],
): number | undefined {
  const since = inUseSince(seen, current);
  return since === undefined ? undefined : Math.max(since, Date.parse(oldNotBefore)) + keepOldDays * day;
}

/**
 * When the certificate in use came into use at the latest, in Unix milliseconds: the config that names it was written last
 * and its service had begun, whichever was first, for both may have happened again since. A switch may have waited for weeks
 * after ours was made, so its own beginning counts only where the machine does not say more.
 */
function inUseSince(
  { worker, mark, installation }: Pick<OfWorker, 'worker' | 'mark' | 'installation'>,
  current: StoredCertificate,
): number | undefined {
  const { startedAt, configWrittenAt } = installation.service;
  const isOurs = worker.certificate === undefined && current.friendlyName === mark;
  const made = isOurs ? Date.parse(current.notBefore) : undefined;
  if (startedAt === undefined || (isOurs && configWrittenAt === undefined)) return made;
  const came = Math.min(Date.parse(startedAt), Date.parse(configWrittenAt ?? startedAt));
  return Math.max(came, made ?? came);
}
