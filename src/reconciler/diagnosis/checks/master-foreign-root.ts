import { exclusiveCaTrust, strangerStatus } from '../../../facts/certificates.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { atNodes, isAnyHeard, nodeFault, untilFailover } from '../master-node.js';

/** Certificates that are named; the others are counted. */
const most = 5;

export const masterForeignRoot: Check = {
  id: 'master.foreign-root',
  title: 'Root of each node has self-signed certificates alone',
  reads:
    'certificates in LocalMachine\\Root of each node that are not self-signed; ClientAuthTrustMode and SendTrustedIssuerList of SCHANNEL',
  source: 'Microsoft: KB 2802568; Troubleshoot Scale Out (403 Forbidden)',
  cause: 'Certificates that are not self-signed stand in Root: Windows then refuses every client certificate.',
  remedy: 'Move them to Intermediate Certification Authorities, or set ClientAuthTrustMode to 2.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const isOpen = isAnyHeard(context);
    return atNodes(context, ({ checked, target, name, machine }) => {
      if (!machine.root.known) return unknown(target, `its Root: ${machine.root.reason}`);
      const { clientAuthTrustMode, sendTrustedIssuerList } = machine.schannel;
      const foreign = machine.root.value.certificates.filter(({ selfSigned }) => !selfSigned);
      if (foreign.length === 0 || clientAuthTrustMode === exclusiveCaTrust.value) return ok(target);
      const felt = nodeFault([checked], ['cutOff']);
      const fault = isOpen && checked.isActive ? ({ result: 'warning' } as const) : felt;
      const { listSent, listNotSent } = strangerStatus.value;
      const status = sendTrustedIssuerList === 1 ? listSent : listNotSent;
      const count = foreign.length === 1 ? 'a certificate that is' : `${foreign.length} certificates that are`;
      return {
        target,
        ...fault,
        summary: `Root of ${name} has ${count} not self-signed`,
        evidence: [
          ...foreign.slice(0, most).map(({ thumbprint, subject, issuer }) => ({
            read: thumbprint,
            where: `LocalMachine\\Root on ${name}`,
            value: `${subject}, issued by ${issuer}`,
          })),
          {
            read: 'ClientAuthTrustMode',
            where: `SCHANNEL on ${name}`,
            value: String(clientAuthTrustMode ?? '(not set)'),
          },
        ],
        cause: `With one of them Windows refuses every client certificate, so that all workers get ${status}.${felt.result === 'warning' ? untilFailover(felt) : ''}`,
        remedy: `Move them to Intermediate Certification Authorities. Where a group policy puts them back, have it changed, or set ClientAuthTrustMode to ${exclusiveCaTrust.value} and restart the machine.`,
      };
    });
  },
};
