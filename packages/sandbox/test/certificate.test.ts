import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { connect, createServer } from 'node:tls';
import forge from 'node-forge';
import { describe, expect, test } from 'vitest';
import { certificateName, createCertificate, needsRenewal } from '../src/certificate.js';
import { layoutOf } from '../src/directory/layout.js';
import { loadCertificate } from '../src/directory/server-files.js';
import { lacking } from './support/posix.js';
import { temporaryDirectory } from './support/temporary-directory.js';

const now = new Date('2025-03-01T00:00:00Z');
const made = createCertificate(now);
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('the certificate', () => {
  test('names this machine in every way that a client may ask for it', async () => {
    const certificate = new X509Certificate((await made).certificate);
    expect(certificate.checkHost(certificateName)).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('::1')).toBe('::1');
    if (/^[a-z0-9.-]+$/i.test(hostname())) expect(certificate.checkHost(hostname())).toBeDefined();
    expect(certificate.checkHost('example.com')).toBeUndefined();
  });

  test('is signed with SHA-256 by its own RSA key of 2048 bits', async () => {
    const { certificate, key } = await made;
    const read = new X509Certificate(certificate);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    // sha256WithRSAEncryption in DER (RFC 4055): 1.2.840.113549.1.1.11
    expect(read.raw.includes(Buffer.from('06092a864886f70d01010b', 'hex'))).toBe(true);
  });

  test("is read by another library as what it is: a server that is its own authority, and nobody else's", async () => {
    const read = forge.pki.certificateFromPem((await made).certificate);
    expect(read.verify(read)).toBe(true);
    const { notBefore, notAfter } = read.validity;
    expect([notBefore, notAfter]).toEqual([later(-1), later(825)]);
    expect(read.extensions).toMatchObject([
      { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
      {
        name: 'keyUsage',
        critical: true,
        digitalSignature: true,
        keyEncipherment: true,
        keyCertSign: true,
        cRLSign: false,
      },
      { name: 'extKeyUsage', critical: false, serverAuth: true },
      { name: 'subjectAltName', critical: false },
    ]);
  });

  test('has a serial number that can be read, whatever it is', async () => {
    const { key } = await made;
    for (let count = 0; count < 20; count++) {
      const { certificate } = await createCertificate(now, key);
      expect(new X509Certificate(certificate).serialNumber).toMatch(/^[0-9A-F]{32}$/);
    }
  });

  test('is what a TLS client takes that trusts it alone', async () => {
    const { certificate, key } = await createCertificate(new Date());
    const server = createServer({ cert: certificate, key }, (socket) => socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const client = connect({ host: '127.0.0.1', port: address.port, ca: certificate, servername: certificateName });
    await once(client, 'secureConnect');
    expect(client.authorized).toBe(true);
    client.destroy();
    server.close();
  });

  test('is due for renewal in its last 30 days, before its time, and when it cannot be read', async () => {
    const { certificate } = await made;
    expect(needsRenewal(certificate, now)).toBe(false);
    expect(needsRenewal(certificate, later(794))).toBe(false);
    expect(needsRenewal(certificate, later(796))).toBe(true);
    expect(needsRenewal(certificate, later(-2))).toBe(true);
    expect(needsRenewal('rubbish', now)).toBe(true);
  });
});

describe("a directory's certificate", () => {
  test('is made once, its key for the owner alone', async () => {
    using at = temporaryDirectory();
    const layout = layoutOf(at.path);
    const first = await loadCertificate(layout, now);
    expect(await loadCertificate(layout, later(10))).toEqual(first);
    expect(readFileSync(layout.certificate, 'utf8')).toBe(first.certificate);
    if (lacking.modes === undefined) expect(statSync(layout.key).mode & 0o777).toBe(0o600);
  });

  test('is renewed with the same key', async () => {
    using at = temporaryDirectory();
    const layout = layoutOf(at.path);
    const first = await loadCertificate(layout, now);
    const second = await loadCertificate(layout, later(800));
    expect(second.key).toBe(first.key);
    expect(second.certificate).not.toBe(first.certificate);
    expect(needsRenewal(second.certificate, later(800))).toBe(false);
  });

  test('is made again where a file of it was damaged', async () => {
    using at = temporaryDirectory();
    const layout = layoutOf(at.path);
    const first = await loadCertificate(layout, now);
    writeFileSync(layout.certificate, 'rubbish');
    const second = await loadCertificate(layout, now);
    expect(second.key).toBe(first.key);
    writeFileSync(layout.key, 'rubbish');
    const third = await loadCertificate(layout, now);
    expect(new X509Certificate(third.certificate).checkPrivateKey(createPrivateKey(third.key))).toBe(true);
  });
});
