import { workerMark } from '../../domain/machine-name.js';
import {
  type Certificate,
  type MachineObservation,
  type StoredCertificate,
  type Thumbprint,
  thumbprint,
} from '../../domain/machines.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { certificateKeys } from '../../facts/configs.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { isValidAt, otherStore, thumbprintOf } from './certificates.js';
import type { ConfigView } from './config.js';
import type { InstallationView, MachineView } from './machine.js';
import type { MasterView } from './master.js';
import { type Renewal, type RenewalTimes, renewalOf, youngest } from './renewal.js';

/** Which certificate a worker uses, or is to use. */
export type WorkerCertificate =
  /** It is on the machine, with its private key. `renewal`: it is to be replaced. */
  | { readonly state: 'present'; readonly stored: StoredCertificate; readonly renewal?: Renewal }
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
  installation: InstallationView,
  view: { readonly master: MasterView; readonly mark: string; readonly times: RenewalTimes },
): WorkerCertificate {
  const { config } = installation;
  const present = (stored: StoredCertificate): WorkerCertificate => {
    const renewal = renewalOf(stored, { worker, machine, installation, mark: view.mark }, view.times);
    return { state: 'present', stored, ...(renewal === undefined ? {} : { renewal }) };
  };
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
    if (stored !== undefined) return present(stored);
    const isThere = machine.my.value.thumbprints.has(wanted);
    const reason = isThere ? 'is in My without its private key' : 'is not in My';
    return { state: 'missing', thumbprint: wanted, reason: `the certificate that the topology names ${reason}` };
  }
  const named = config.text(certificateKeys.value.worker);
  const configured = named === undefined || named === '' ? null : thumbprint(named);
  // The master judges it by its own clock, and that of the machine or of the SQL Server may be off: what works is not given up for that.
  const valid = withKey.filter((found) => isValidAt(found, machine.observedAt) || isValidAt(found, view.times.at));
  const stored =
    valid.find((found) => found.thumbprint === configured) ??
    youngest(valid.filter((found) => found.friendlyName === view.mark)) ??
    onlyTrusted(valid, machine, view.master);
  if (stored !== undefined) return present(stored);
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

/*
 * A certificate in LocalMachine\Root of a master's node that may sign others makes whoever has its private key an
 * authority there: the server then trusts what they sign, for any purpose. Those who may write a topology are not meant
 * to be that. So the worker's own machine has to show such a certificate as its own, or the topology has to say
 * `authority: true`, which nobody overlooks in a review.
 */

/** A worker's certificate that may sign others. */
export interface SigningCertificate {
  readonly certificate: SigningPart;
  /** Who stands for it, so that it may be trusted; undefined: nobody does. */
  readonly vouchedBy?: 'machine' | 'topology';
  /** Why the machine does not stand for it: a clause. */
  readonly doubt: string;
}

type SigningPart = Pick<Certificate, 'thumbprint' | 'subject' | 'authority'>;

/** The certificate of a worker where it may sign others; `config` is that of its machine, where it was looked at. */
export function signingCertificate(
  worker: DesiredWorker,
  own: WorkerCertificate,
  config?: ConfigView,
): SigningCertificate | undefined {
  const certificate = shownCertificate(worker, own);
  if (certificate === undefined || certificate.authority === null) return undefined;
  const doubt = own.state === 'present' ? unnamed(config, certificate.thumbprint) : own.reason;
  if (doubt === undefined) return { certificate, vouchedBy: 'machine', doubt: '' };
  return { certificate, doubt, ...(worker.certificate?.authority === true ? { vouchedBy: 'topology' } : {}) };
}

/** With its public half: of one that nobody has shown it is not known what it may do. */
function shownCertificate({ certificate }: DesiredWorker, own: WorkerCertificate): Certificate | undefined {
  if (own.state === 'present') return own.stored;
  return certificate !== undefined && 'file' in certificate ? certificate.certificate : undefined;
}

/** The key is there; undefined where the machine's config names the certificate as well. */
function unnamed(config: ConfigView | undefined, print: Thumbprint): string | undefined {
  const named = thumbprint(config?.text(certificateKeys.value.worker) ?? '');
  if (named === print) return undefined;
  return `WorkerSettings.config of its machine names ${named === '' ? 'no certificate' : named}`;
}

/** Warns of one that is trusted, or is to be; see `gatherAuthorities`. */
export function authorityWarning(whose: string, { thumbprint: print, authority }: SigningPart): Diagnostic {
  return diagnostic('plan.certificate-authority', `${whose}: ${print} (${authority})`, { severity: 'warning' });
}

/** Warns of those in a node's Root that this topology brought there, also for workers that use another one now. */
export function authoritiesIn({ root }: Pick<MachineObservation, 'root'>, topology: string): readonly Diagnostic[] {
  if (!root.known) return [];
  const prefix = workerMark(topology, '');
  return root.value.certificates
    .filter((found) => found.authority !== null && found.keyReaders === null && found.friendlyName.startsWith(prefix))
    .map((found) => authorityWarning(found.friendlyName.slice(prefix.length), found));
}

/** Certificates that are named; the others are counted. */
const named = 10;

/** One warning in place of all that `authorityWarning` made, where the first of them stands: a farm may have hundreds. */
export function gatherAuthorities(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const [first, ...others] = diagnostics.filter(isAuthority);
  if (first === undefined) return diagnostics;
  // A machine's name may be written in either case.
  const details = new Map([first, ...others].map(({ detail }) => [detail.toUpperCase(), detail]));
  const shown = [...details.values()].slice(0, named);
  const more = details.size - shown.length;
  const detail = `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
  return diagnostics.flatMap((found) => (found === first ? [{ ...found, detail }] : isAuthority(found) ? [] : [found]));
}

function isAuthority({ code }: Diagnostic): boolean {
  return code === 'plan.certificate-authority';
}
