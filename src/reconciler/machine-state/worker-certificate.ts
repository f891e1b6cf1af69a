import { workerStore } from '../../facts/certificates.js';
import { certificateKeys } from '../../facts/configs.js';
import type { CertificateSource, DesiredWorker } from '../../topology/topology.js';
import { type MachineObservation, type StoredCertificate, type Thumbprint, thumbprint } from '../machines.js';
import { isValidAt } from './certificate-warnings.js';
import type { ConfigView } from './config-view.js';
import type { MasterView } from './master-view.js';

/** The thumbprint of the certificate that a topology names. */
export function thumbprintOf(source: CertificateSource): Thumbprint {
  return 'thumbprint' in source ? source.thumbprint : source.certificate.thumbprint;
}

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
 * and that is trusted already or is ours; else a new one.
 */
export function workerCertificate(
  worker: DesiredWorker,
  machine: MachineObservation,
  config: ConfigView,
  view: { readonly master: MasterView; readonly mark: string },
): WorkerCertificate {
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

/** The store that a worker's config names, where it is another one than LocalMachine\My; `settings` are those to come. */
export function otherStore(config: ConfigView, settings: DesiredWorker['settings'] = {}): string | undefined {
  const usual = workerStore.value;
  const named = (key: keyof typeof usual) => {
    const text = String(settings[key] ?? config.text(key) ?? '').trim();
    return text === '' ? usual[key] : text;
  };
  const location = named('StoreLocation');
  const name = named('StoreName');
  const isUsual = sameText(location, usual.StoreLocation) && sameText(name, usual.StoreName);
  return isUsual ? undefined : `${location}\\${name}`;
}

const sameText = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/** Where the config names nothing useful: the one certificate that this machine and a node of the master trust. */
function onlyTrusted(
  certificates: readonly StoredCertificate[],
  { root }: MachineObservation,
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
    ({ sight }) =>
      sight.state === 'seen' && sight.machine.root.known && sight.machine.root.value.thumbprints.has(print),
  );
}

function whyNone(
  configured: Thumbprint | null,
  { my }: MachineObservation,
  withKey: readonly StoredCertificate[],
): string {
  if (configured === null) return 'its config names no certificate';
  if (withKey.some((found) => found.thumbprint === configured)) return 'its certificate has ended';
  const isThere = my.known && my.value.thumbprints.has(configured);
  return isThere ? 'its certificate has no private key' : 'the certificate that its config names is not on the machine';
}
