import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { startHttp } from '../../../src/http/start-http.js';
import { openTlsFiles } from '../../../src/page/login/tls-files.js';
import { commonName, keyOf, makeCertificate, pem } from '../../support/certificates.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { until } from '../../support/until.js';

const keyText = (kind: 'rsa2048' | 'ec') => keyOf(kind).export({ type: 'pkcs8', format: 'pem' }).toString();

function certificateOf(name: string, kind: 'rsa2048' | 'ec'): string {
  return pem('CERTIFICATE', makeCertificate({ key: keyOf(kind), subject: [[commonName(name)]] }));
}

/** The name in the certificate that a new connection is shown. */
function shownAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerX509Certificate()?.raw ?? '').subject);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

test('a renewed certificate is taken without a new start, and a bad file keeps the one before', async () => {
  using folder = temporaryDirectory();
  const files = { certificate: join(folder.path, 'page.pem'), privateKey: join(folder.path, 'page.key') };
  await writeFile(files.certificate, certificateOf('first', 'rsa2048'));
  await writeFile(files.privateKey, keyText('rsa2048'));
  const logged: string[] = [];
  const tls = await openTlsFiles(files, (level, text) => void logged.push(`${level}: ${text}`), 10);
  await using service = await startHttp({ address: { host: '127.0.0.1', port: 0 }, tls, routes: () => undefined });
  expect(await shownAt(service.port)).toBe('CN=first');

  // The certificate is there, and its key is not yet.
  await writeFile(files.certificate, certificateOf('second', 'ec'));
  await until('the half is told of', () => logged.length > 0);
  expect(logged[0]).toMatch(/^warn: The certificate from before stays in use: /);
  expect(await shownAt(service.port)).toBe('CN=first');
  await writeFile(files.privateKey, keyText('ec'));
  await until('both are taken', () => logged.some((line) => line.startsWith('info: ')));
  expect(await shownAt(service.port)).toBe('CN=second');

  await writeFile(files.certificate, 'nonsense');
  await until('the nonsense is told of', () => (logged.at(-1) ?? '').startsWith('warn: '));
  expect(await shownAt(service.port)).toBe('CN=second');
  expect(logged.join()).not.toContain('PRIVATE');
});
