import type { MachineObservation } from '../../domain/machines.js';
import { issuerListBytes } from '../../facts/certificates.js';

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
