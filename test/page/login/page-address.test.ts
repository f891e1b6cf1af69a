import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressRange, whyNoPage } from '../../../src/page/login/page-address.js';
import { readTls } from '../../../src/page/login/tls-files.js';
import { keyOf } from '../../support/certificates.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

test('networks and addresses are told apart from anything else', () => {
  expect(addressRange('10.1.0.0/16')?.('10.1.2.3')).toBe(true);
  expect(addressRange('10.1.0.0/16')?.('10.2.2.3')).toBe(false);
  expect(addressRange('fd00::/8')?.('fd12::1')).toBe(true);
  expect(addressRange('::1')?.('127.0.0.1')).toBe(false);
  for (const text of ['', '10.0.0.0/33', '10.0.0.0/', 'proxy.example', 'fe80::1%eth0', '10.0.0.0/8/8']) {
    expect(addressRange(text)).toBeUndefined();
  }
});

test('other machines reach a page only with a login, and over TLS or by a proxy', () => {
  const here = { host: '127.0.0.1', isLoopback: true };
  const everywhere = { host: '0.0.0.0', isLoopback: false };
  const settings = { tls: undefined, proxy: undefined };
  const tls = { certificate: 'a.pem', privateKey: 'a.key' };
  expect(whyNoPage(here, undefined)).toBeUndefined();
  expect(whyNoPage(everywhere, undefined)).toMatchObject({ code: 'login.needed' });
  expect(whyNoPage(everywhere, settings)).toMatchObject({ code: 'login.tls-needed' });
  expect(whyNoPage(everywhere, { ...settings, tls })).toBeUndefined();
});

test('a certificate that is not there, and a key that is not its own', async () => {
  using folder = temporaryDirectory();
  const files = { certificate: join(folder.path, 'page.pem'), privateKey: join(folder.path, 'page.key') };
  await expect(readTls(files)).rejects.toMatchObject({
    code: 'login.tls-unusable',
    message: expect.stringContaining('page.pem does not exist'),
  });
  await writeFile(files.certificate, 'no certificate');
  await writeFile(files.privateKey, keyOf('ec').export({ type: 'pkcs8', format: 'pem' }));
  await expect(readTls(files)).rejects.toMatchObject({ code: 'login.tls-unusable' });
});
