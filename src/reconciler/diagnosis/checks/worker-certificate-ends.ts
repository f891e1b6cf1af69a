import { applyCommand } from '../apply-command.js';
import { endsSoon } from '../certificate-time.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { judgedAt } from '../clocks.js';
import { quotedText } from '../powershell.js';
import { atWorkerCertificates, noCertificate } from '../worker-certificate.js';

export const workerCertificateEnds: Check = {
  id: 'worker.certificate-ends',
  title: "The worker's certificate does not end soon",
  reads:
    'NotAfter of the certificate that WorkerSettings.config names, against policy.certificates.warnBefore of the topology',
  source:
    'Microsoft: Deal with certificates; New-SelfSignedCertificate makes certificates of one year unless it is told otherwise',
  cause: 'New-SelfSignedCertificate makes certificates of one year.',
  remedy:
    'Apply the topology, which replaces one that is ours to make (policy.certificates.renewBefore). Else make a new one with its key there before that end, name it in the topology (certificate), and apply.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const times = { at: judgedAt(context), warnBeforeDays: context.warnBeforeDays };
    return atWorkerCertificates(context, (certificate, { target, name, worker }) => {
      if (!('stored' in certificate) || certificate.stored === undefined) return unknown(target, noCertificate);
      const where = `LocalMachine\\My on ${name}`;
      const ends = endsSoon(certificate.stored, `The certificate of ${name}`, where, times);
      if (ends === undefined) return ok(target);
      const found = {
        target,
        result: 'warning',
        ...ends,
        cause: 'From then on the master refuses the worker.',
      } as const;
      const own = worker.machine?.certificate;
      if (own?.state === 'present' && own.renewal?.by === 'us') {
        return {
          ...found,
          remedy:
            'Apply the topology, now or in a quiet hour: it makes a new one there, has every node of the master trust it, and restarts the worker with it when it is drained. Where it cannot, the plan says what keeps it.',
          ...applyCommand(context, target),
        };
      }
      return {
        ...found,
        remedy:
          'Renew it now, in a quiet hour: make a new one with its key in LocalMachine\\My there (in PowerShell on that machine, below), name it at that worker in the topology, certificate: { thumbprint: … }, and apply: it has every node of the master trust it, writes its thumbprint, and restarts the worker when it is drained.',
        command: `New-SelfSignedCertificate -Subject ${quotedText(`CN=${name}`)} -DnsName ${quotedText(name)} -HashAlgorithm SHA256 -CertStoreLocation Cert:\\LocalMachine\\My -NotAfter (Get-Date).AddYears(5) -KeyUsage DigitalSignature, KeyEncipherment -TextExtension '2.5.29.37={text}1.3.6.1.5.5.7.3.2', '2.5.29.19={text}'`,
      };
    });
  },
};
