import { createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { makeCertificate, readCertificate } from '../../../src/model/machines/certificate.js';

const notBefore = Date.UTC(2024, 4, 1, 8);
const names = ['SQLETL01', 'sqletl01.corp.example', 'O\'Neil "$(x)` \n\u200f😀', '*.wild.example', 'x'.repeat(200)];
const make = (change: Partial<Parameters<typeof makeCertificate>[0]> = {}) =>
  makeCertificate({ names, usage: 'server', notBefore, notAfter: Date.UTC(2029, 4, 1), ...change }, randomBytes);

describe('a certificate of a simulated machine', () => {
  it('is a real one: RSA 2048, SHA-256, signed by itself, with several common names and no alternative name', () => {
    const { der, thumbprint } = make();
    const x509 = new X509Certificate(Buffer.from(der, 'base64'));
    expect(x509.verify(x509.publicKey)).toBe(true);
    expect(x509.publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
    expect(x509.subjectAltName).toBe(undefined);
    expect(x509.fingerprint.replaceAll(':', '')).toBe(thumbprint);
    expect([Date.parse(x509.validFrom), Date.parse(x509.validTo)]).toEqual([notBefore, Date.UTC(2029, 4, 1)]);
  });

  it('is read by another library alike', () => {
    const { der } = make();
    const certificate = forge.pki.certificateFromAsn1(
      forge.asn1.fromDer(Buffer.from(der, 'base64').toString('binary')),
    );
    expect(certificate.subject.attributes.map(({ value }) => Buffer.from(String(value), 'binary').toString())).toEqual(
      names,
    );
    expect(certificate.siginfo.algorithmOid).toBe('1.2.840.113549.1.1.11');
    expect(certificate.getExtension('extKeyUsage')).toMatchObject({ serverAuth: true });
    expect(certificate.getExtension('keyUsage')).toMatchObject({ digitalSignature: true, keyEncipherment: true });
    expect(certificate.verify(certificate)).toBe(true);
  });

  it('covers each of its names in any case, a wildcard for one label, and nothing else', () => {
    const certificate = readCertificate(make().der);
    const covered = ['sqletl01', 'SQLETL01.corp.example', names[2] ?? '', 'a.wild.example'];
    for (const host of covered) expect(certificate?.covers(host)).toBe(true);
    for (const host of ['', 'etl01', 'wild.example', 'a.b.wild.example', '*', '\0']) {
      expect(certificate?.covers(host)).toBe(false);
    }
  });

  it('is another each time, of one key', () => {
    const [one, other] = [make(), make()];
    expect(one.thumbprint).not.toBe(other.thumbprint);
    const keys = [one, other].map(({ der }) => new X509Certificate(Buffer.from(der, 'base64')).publicKey);
    const [first, second] = keys.map((key) => createPublicKey(key.export({ type: 'spki', format: 'pem' })));
    expect(first !== undefined && second !== undefined && first.equals(second)).toBe(true);
  });

  it('can be good beyond 2050', () => {
    const { der } = make({ notAfter: Date.UTC(2077, 0) });
    expect(readCertificate(der)?.notAfter).toBe(Date.UTC(2077, 0));
  });

  it.each(['', 'rubbish', 'AAAA'])('is not %j', (text) => {
    expect(readCertificate(text)).toBe(undefined);
  });
});
