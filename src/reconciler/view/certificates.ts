import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Known } from '../../domain/known.js';
import {
  type Certificate,
  type CertificateStore,
  type MachineObservation,
  type MachineService,
  type StoredCertificate,
  type Thumbprint,
  thumbprint,
} from '../../domain/machines.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { issuerListBytes, workerStore } from '../../facts/certificates.js';
import { moment } from '../../text/times.js';
import type { CertificateSource, DesiredWorker, Topology } from '../../topology/topology.js';
import type { ConfigView } from './config.js';

/** The thumbprint of the certificate that a topology names. */
export function thumbprintOf(source: CertificateSource): Thumbprint {
  return 'thumbprint' in source ? source.thumbprint : source.certificate.thumbprint;
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

/** Milliseconds. */
export const day = 86_400_000;

/** When a certificate is judged, ISO 8601, and how many days before its end it is warned of. */
export interface CertificateTimes {
  readonly at: string;
  readonly warnBeforeDays: number;
}

/** By the clock of the SQL Server, and policy.certificates.warnBefore. */
export function certificateTimes(
  { policy }: Topology,
  { observedAt }: { readonly observedAt: string },
): CertificateTimes {
  return { at: observedAt, warnBeforeDays: policy.certificates.warnBeforeDays };
}

/** What is wrong, or soon will be, with a certificate that is in use. */
export function certificateWarnings(
  certificate: Certificate,
  whose: string,
  { at, warnBeforeDays }: CertificateTimes,
): readonly Diagnostic[] {
  const name = `${whose} (${certificate.thumbprint})`;
  const left = daysLeft(certificate, at);
  const found: Diagnostic[] = [];
  if (left < 0) {
    const detail = `${name} ended ${moment(certificate.notAfter)}.`;
    found.push(diagnostic('plan.certificate-expired', detail, { severity: 'warning' }));
  } else if (left < warnBeforeDays) {
    const detail = `${name} ends ${moment(certificate.notAfter)}, in ${left} day${left === 1 ? '' : 's'}.`;
    found.push(diagnostic('plan.certificate-expires', detail, { severity: 'warning' }));
  }
  if (Date.parse(certificate.notBefore) > Date.parse(at)) {
    const detail = `${name} is valid only from ${moment(certificate.notBefore)} on.`;
    found.push(diagnostic('plan.certificate-expired', detail, { severity: 'warning' }));
  }
  if (certificate.weakness !== null) {
    const detail = `${name}: ${certificate.weakness}.`;
    found.push(diagnostic('plan.certificate-weak', detail, { severity: 'warning' }));
  }
  return found;
}

/** Whole days until its end; negative where it has ended. */
export function daysLeft({ notAfter }: Pick<Certificate, 'notAfter'>, at: string): number {
  return Math.floor((Date.parse(notAfter) - Date.parse(at)) / day);
}

export function isValidAt({ notBefore, notAfter }: Certificate, at: string): boolean {
  const moment = Date.parse(at);
  return Date.parse(notBefore) <= moment && moment <= Date.parse(notAfter);
}

/** The certificate that a config names, in the store where its service looks for it. */
export type NamedCertificate =
  /** With a private key, as far as is known. */
  | { readonly state: 'present'; readonly stored: StoredCertificate }
  /** The store has no private key for it, or the key is not among those of the machine. */
  | { readonly state: 'keyless'; readonly thumbprint: Thumbprint; readonly stored?: StoredCertificate }
  | { readonly state: 'missing'; readonly written: string }
  | { readonly state: 'unnamed' }
  | { readonly state: 'unknown'; readonly reason: string };

/** `written`: the thumbprint as the config has it. One with other characters in it names nothing (`config.thumbprint-keys`). */
export function namedCertificate(written: string | undefined, store: Known<CertificateStore>): NamedCertificate {
  if (written === undefined || written.trim() === '') return { state: 'unnamed' };
  if (!store.known) return { state: 'unknown', reason: store.reason };
  const wanted = thumbprint(written);
  if (!/^[0-9a-f]{40}$/i.test(written.trim()) || !store.value.thumbprints.has(wanted)) {
    return { state: 'missing', written };
  }
  const stored = store.value.certificates.find((found) => found.thumbprint === wanted);
  if (stored === undefined) return { state: 'keyless', thumbprint: wanted };
  const isKeyless = stored.keyReaders === null || isKeyLost(stored);
  return isKeyless ? { state: 'keyless', thumbprint: wanted, stored } : { state: 'present', stored };
}

/** What the machines' script says where the key that a certificate names is none of the machine's. */
const lostKey = /is not among the keys of this machine/;

/** Whether the store says that there is a private key, and the machine has none. */
function isKeyLost({ keyReaders, keyInTpm }: StoredCertificate): boolean {
  return keyInTpm !== true && keyReaders?.known === false && lostKey.test(keyReaders.reason);
}

const localSystem = 'S-1-5-18';

/** Groups that every service belongs to: Everyone, Authenticated Users, Users. */
const everyService = ['S-1-1-0', 'S-1-5-11', 'S-1-5-32-545'];

/** NT SERVICE\ALL SERVICES, and what the SIDs of its members begin with. */
const allServices = 'S-1-5-80-0';
const serviceSid = 'S-1-5-80-';

/**
 * Whether a service's account may read a certificate's private key; undefined where that cannot be told. Membership in
 * other groups cannot be seen: an account that has the right only by one of them is granted it once more, by name.
 */
export function mayRead({ keyReaders }: StoredCertificate, service: MachineService): boolean | undefined {
  if (keyReaders === null) return false;
  if (!keyReaders.known) return undefined;
  const sid = service.accountSid ?? (/^(\.\\)?LocalSystem$/i.test(service.account) ? localSystem : undefined);
  if (sid === undefined) return undefined;
  const readers = new Set(keyReaders.value.map((reader) => reader.toUpperCase()));
  if (readers.has(sid.toUpperCase()) || everyService.some((group) => readers.has(group))) return true;
  return sid.toUpperCase().startsWith(serviceSid) && readers.has(allServices);
}

/**
 * Whether a certificate is for a host: by any of its names, without case. A wildcard stands for the first label alone
 * (RFC 6125, 6.4.3). Common names count as well: setup's certificates have no other.
 */
export function coversHost({ names }: Pick<Certificate, 'names'>, host: string): boolean {
  const wanted = canonical(host);
  if (wanted === '') return false;
  return names.some((name) => {
    const own = canonical(name);
    if (own === wanted) return true;
    if (!own.startsWith('*.') || isIP(wanted) !== 0) return false;
    const dot = wanted.indexOf('.');
    return dot > 0 && own.slice(1) === wanted.slice(dot);
  });
}

function canonical(name: string): string {
  const bare = name
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
  if (isIP(bare) === 6) return new URL(`http://[${bare}]/`).hostname;
  const wildcard = bare.startsWith('*.');
  const ascii = domainToASCII(wildcard ? bare.slice(2) : bare);
  if (ascii === '') return bare;
  return wildcard ? `*.${ascii}` : ascii;
}

/** Bytes of subjects in Root from which on the list of trusted issuers is warned of: three quarters of what it holds. */
export const issuerListWarnFrom = (issuerListBytes.value * 3) / 4;

/** Windows Server 2012, of which Microsoft says that it sends the list whatever the value is. */
const build2012 = 9200;

/** Whether Schannel on a machine sends the list of issuers that it trusts, which is cut where it is too long. */
export function isIssuerListSent({ schannel, build }: Pick<MachineObservation, 'schannel' | 'build'>): boolean {
  return schannel.sendTrustedIssuerList === 1 || (build !== undefined && build <= build2012);
}

/** Bytes that one name takes in it, nearly: its text as Windows shows it, and what DER puts around one common name. */
export function issuerBytes(subject: string): number {
  return subject.length + 11;
}
