import { exclusiveCaTrust } from '../../facts/certificates.js';
import { moment } from '../../text/times.js';
import { firstOf } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { coversHost, isValidAt } from './certificates.js';
import type { MasterNode, NewCertificate } from './master-certificate.js';

/** Why a certificate is not fit for the master: a clause, and a sentence of what a person does about it. */
interface Unfit {
  readonly why: string;
  readonly helps: string;
}

/** Nodes that are named. */
const named = 3;

/** What is wrong with a new certificate of the master itself, as far as it is there to be read. */
export function unfitFor(
  to: NewCertificate,
  nodes: readonly MasterNode[],
  { master }: Topology,
  at: string,
): readonly Unfit[] {
  const certificate = to.state === 'present' ? to.stored : to.state === 'missing' ? to.certificate : undefined;
  if (certificate === undefined) return [];
  const { thumbprint, notBefore, notAfter, selfSigned } = certificate;
  const found: Unfit[] = [];
  if (!isValidAt(certificate, at)) {
    found.push({
      why: `${thumbprint} is valid only from ${moment(notBefore)} to ${moment(notAfter)}`,
      helps: 'Name a certificate in master.certificate that is valid now.',
    });
  }
  const refusing = selfSigned ? [] : nodes.filter(refusesForIssued).map(({ name }) => name);
  if (refusing.length > 0) {
    found.push({
      why: `${thumbprint} was issued by an authority, and with it in Root of ${firstOf(refusing, named)} Windows refuses the certificates of all workers (403)`,
      helps:
        'Name a self-signed one, and take this one out of Root where it is already. Or set the SCHANNEL value ClientAuthTrustMode to 2 on each node first.',
    });
  }
  const host = master?.endpoint === undefined ? undefined : new URL(master.endpoint).hostname;
  if (host !== undefined && !coversHost(certificate, host)) {
    found.push({
      why: `${thumbprint} is not for ${host}, the host of master.endpoint`,
      helps: 'Bring a certificate that has this name among its names.',
    });
  }
  return found;
}

/** Whether client certificates are refused there for one in Root that is not self-signed. */
function refusesForIssued({ reachability }: MasterNode): boolean {
  return reachability.state !== 'seen' || reachability.machine.schannel.clientAuthTrustMode !== exclusiveCaTrust.value;
}
