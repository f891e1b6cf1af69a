import { type Certificate, type MachineObservation, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { workerMark } from '../../domain/marks.js';
import { type Diagnostic, diagnostic } from '../../errors/diagnostic.js';
import { certificateKeys } from '../../facts/configs.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { ConfigView } from './config.js';
import type { WorkerCertificate } from './worker-certificate.js';

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
