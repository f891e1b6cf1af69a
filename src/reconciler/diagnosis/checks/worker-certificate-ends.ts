import { endsSoon } from '../certificate-time.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { judgedAt } from '../clocks.js';
import { atWorkerCertificates, noCertificate } from '../worker-certificate.js';

export const workerCertificateEnds: Check = {
  id: 'worker.certificate-ends',
  title: 'The worker’s certificate does not end soon',
  reads:
    'NotAfter of the certificate that WorkerSettings.config names, against policy.certificates.warnBefore of the topology',
  source:
    'Microsoft: Deal with certificates; New-SelfSignedCertificate makes certificates of one year unless it is told otherwise',
  cause: 'New-SelfSignedCertificate makes certificates of one year.',
  remedy: 'Replace it before its end, or let scaleout apply make a new one after it.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const times = { at: judgedAt(context), warnBeforeDays: context.warnBeforeDays };
    return atWorkerCertificates(context, (certificate, { target, name }) => {
      if (!('stored' in certificate) || certificate.stored === undefined) return unknown(target, noCertificate);
      const where = `LocalMachine\\My on ${name}`;
      const ends = endsSoon(certificate.stored, `The certificate of ${name}`, where, times);
      if (ends === undefined) return ok(target);
      return {
        target,
        result: 'warning',
        ...ends,
        cause: 'From then on the master refuses the worker.',
        remedy:
          'Put a new certificate with its key into LocalMachine\\My there and name it in the topology (certificate), or wait: once it has ended, scaleout apply makes a new one.',
      };
    });
  },
};
