import { X509Certificate } from 'node:crypto';
import { createCertificate } from '../../../../packages/sandbox/src/certificate.js';
import type { InspectAnswer } from '../../../../src/providers/machines/script/answers.js';

/** A certificate that can be read. */
export const certificate = new X509Certificate((await createCertificate(new Date())).certificate);
export const certificateThumbprint = certificate.fingerprint.replaceAll(':', '');

/** Text that breaks what is not careful: quotes, PowerShell, line ends, right-to-left marks, characters beyond 16 bits. */
export const hostile = 'it\'s "$(throw 1)" `$env:PATH`;\r\n\t<Objs>&amp;\u202e\u200f{0} %PATH% \u{1F680}\u0000é';

/** What a machine with a worker answers to `inspect`. */
export function inspectAnswer(different: Partial<InspectAnswer> = {}): InspectAnswer {
  const der = certificate.raw.toString('base64');
  return {
    hostName: 'ETL01',
    clock: '2024-05-01T08:00:00.0000000Z',
    administrator: true,
    installations: [
      {
        role: 'worker',
        version: '160',
        service: {
          name: 'SSISScaleOutWorker160',
          startMode: 'Automatic',
          state: 'Running',
          account: 'NT SERVICE\\SSISScaleOutWorker160',
          accountSid: 'S-1-5-80-1',
          clustered: false,
        },
        config: { path: 'C:\\Program Files\\WorkerSettings.config', content: Buffer.from('{}').toString('base64') },
      },
    ],
    root: { value: { thumbprints: ['00'.repeat(20)], certificates: [] } },
    my: {
      value: {
        thumbprints: [certificateThumbprint],
        certificates: [{ certificate: der, friendlyName: hostile, hasKey: true, readers: ['S-1-5-80-1'] }],
      },
    },
    bindings: { value: [{ address: '0.0.0.0:8391', thumbprint: certificateThumbprint, store: 'Root' }] },
    firewall: { value: [{ name: 'ssis-scaleout-8391', enabled: true, allows: true, ports: ['8391'] }] },
    schannel: { sendTrustedIssuerList: 0, clientAuthTrustMode: null },
    trouble: [{ role: 'worker', kind: 'trust', file: 'C:\\log.txt', line: hostile }],
    logs: [{ role: 'worker', folders: ['C:\\logs'], newest: 'C:\\log.txt' }],
    ...different,
  };
}
