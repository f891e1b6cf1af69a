import { expect, test } from 'vitest';
import { readCertificate } from '../../../src/certificate/read-certificate.js';
import { machineName } from '../../../src/domain/machine-name.js';
import { type MachineOperation, thumbprint } from '../../../src/domain/machines.js';
import { checkTrust } from '../../../src/providers/machines/open-machines.js';
import { authority, type CertificateWish, keyUsage, makeCertificate, noAuthority } from '../../support/certificates.js';

const node = machineName('SQLETL01');

function trust(wish: CertificateWish, granted = {}): MachineOperation {
  const bytes = makeCertificate(wish);
  const print = thumbprint(readCertificate(bytes).thumbprint);
  const certificate = bytes.toString('base64');
  return { operation: 'trustCertificate', certificate, thumbprint: print, mark: 'ssis-scaleout', ...granted };
}

const refused = expect.objectContaining({ code: 'guard.certificate-authority' });

test.each<[string, CertificateWish]>([
  ['says that it signs others', { extensions: [authority] }],
  ['has the usage to sign others', { extensions: [noAuthority, keyUsage(0x04)] }],
  ['is of version 1', { version: 1 }],
  ['cannot be read', { extensions: [noAuthority, noAuthority] }],
])('a certificate that a machine made and that %s is not sent to be trusted, unless it was granted', (_what, wish) => {
  expect(() => checkTrust(node, trust(wish))).toThrow(refused);
  expect(() => checkTrust(node, trust(wish, { authority: true }))).not.toThrow();
});

test.each<[string, CertificateWish]>([
  ['says that it signs nobody', { extensions: [noAuthority] }],
  ['is silent on it, as those of some tools are', {}],
])('a certificate that a machine made and that %s is sent', (_what, wish) => {
  expect(() => checkTrust(node, trust(wish))).not.toThrow();
});
