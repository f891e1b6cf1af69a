import { type StoredCertificate, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { isValidAt, otherStore, thumbprintOf } from './certificates.js';
import type { ConfigView } from './config.js';
import type { MachineView } from './machine.js';
import type { MasterView } from './master.js';

/** Which certificate a worker uses, or is to use. */
export type WorkerCertificate =
  /** It is on the machine, with its private key. */
  | { readonly state: 'present'; readonly stored: StoredCertificate }
  /** A new one is made there: what the config names is gone, has no key or has ended. */
  | { readonly state: 'create'; readonly reason: string; readonly replaces: Thumbprint | null }
  /** The topology names one that the machine does not have with its key: a person must bring it. */
  | { readonly state: 'missing'; readonly thumbprint: Thumbprint; readonly reason: string }
  /** `elsewhere`: its config names a store that nobody looks at. */
  | { readonly state: 'unknown'; readonly reason: string; readonly elsewhere?: true };

/**
 * The certificate that the topology names; else the one that the worker's config names; else one that the machine has
 * and that is trusted already or is ours; else a new one. Unknown where only a config that cannot be read could tell.
 */
export function workerCertificate(
  worker: DesiredWorker,
  machine: MachineView,
  config: ConfigView,
  view: { readonly master: MasterView; readonly mark: string },
): WorkerCertificate {
  if (config.state === 'unread' && worker.certificate === undefined) {
    return { state: 'unknown', reason: 'which certificate it uses stands in its config.' };
  }
  if (!machine.my.known) return { state: 'unknown', reason: machine.my.reason };
  const elsewhere = otherStore(config, worker.settings);
  if (elsewhere !== undefined) {
    const reason = `its config looks for the certificate in ${elsewhere}, and only LocalMachine\\My was looked at`;
    return { state: 'unknown', reason, elsewhere: true };
  }
  const withKey = machine.my.value.certificates.filter((found) => found.keyReaders !== null);
  const { certificate } = worker;
  if (certificate !== undefined) {
    const wanted = thumbprintOf(certificate);
    const stored = withKey.find((found) => found.thumbprint === wanted);
    if (stored !== undefined) return { state: 'present', stored };
    const isThere = machine.my.value.thumbprints.has(wanted);
    const reason = isThere ? 'is in My without its private key' : 'is not in My';
    return { state: 'missing', thumbprint: wanted, reason: `the certificate that the topology names ${reason}` };
  }
  const named = config.text(certificateKeys.value.worker);
  const configured = named === undefined || named === '' ? null : thumbprint(named);
  const valid = withKey.filter((found) => isValidAt(found, machine.observedAt));
  const stored =
    valid.find((found) => found.thumbprint === configured) ??
    valid.find((found) => found.friendlyName === view.mark) ??
    onlyTrusted(valid, machine, view.master);
  if (stored !== undefined) return { state: 'present', stored };
  return { state: 'create', reason: whyNone(configured, machine, withKey), replaces: configured };
}

/** Where the config names nothing useful: the one certificate that this machine and a node of the master trust. */
function onlyTrusted(
  certificates: readonly StoredCertificate[],
  { root }: MachineView,
  master: MasterView,
): StoredCertificate | undefined {
  if (!root.known) return undefined;
  const trusted = certificates.filter(
    ({ thumbprint: print, selfSigned }) =>
      selfSigned && root.value.thumbprints.has(print) && isTrustedBy(print, master),
  );
  return trusted.length === 1 ? trusted[0] : undefined;
}

function isTrustedBy(print: Thumbprint, { nodes }: MasterView): boolean {
  return nodes.some(
    ({ reachability }) =>
      reachability.state === 'seen' &&
      reachability.machine.root.known &&
      reachability.machine.root.value.thumbprints.has(print),
  );
}

function whyNone(configured: Thumbprint | null, { my }: MachineView, withKey: readonly StoredCertificate[]): string {
  if (configured === null) return 'its config names no certificate';
  if (withKey.some((found) => found.thumbprint === configured)) return 'its certificate has ended';
  const isThere = my.known && my.value.thumbprints.has(configured);
  return isThere ? 'its certificate has no private key' : 'the certificate that its config names is not on the machine';
}
