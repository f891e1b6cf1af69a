import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import forge from 'node-forge';

/** A certificate for a test, and its key. */
export interface TestCertificate {
  readonly pem: string;
  readonly key: string;
  /** Base64 of DER. */
  readonly der: string;
  readonly thumbprint: string;
}

export interface TestCertificateOptions {
  readonly issuer?: string;
  readonly days?: number;
  /** Seconds from now to the beginning of its validity. */
  readonly begin?: number;
}

/** Makes an RSA certificate of that common name: valid for two days, self-signed unless another issuer is named. */
export function testCertificate(
  name: string,
  { issuer = name, days = 1825, begin = -2 * 86_400 }: TestCertificateOptions = {},
) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const forgeKey = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(forgeKey.n, forgeKey.e);
  certificate.serialNumber = '0102';
  certificate.validity.notBefore = new Date(Date.now() + begin * 1000);
  certificate.validity.notAfter = new Date(Date.now() + days * 86_400_000);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer([{ name: 'commonName', value: issuer }]);
  certificate.sign(forgeKey, forge.md.sha256.create());
  const pem = forge.pki.certificateToPem(certificate);
  const read = new X509Certificate(pem);
  const thumbprint = read.fingerprint.replaceAll(':', '');
  return { pem, key, der: read.raw.toString('base64'), thumbprint } satisfies TestCertificate;
}

/** As the simulated store holds it. */
export function stored(certificate: TestCertificate, friendlyName = '', withKey = false): object {
  return { pem: certificate.pem, friendlyName, ...(withKey ? { key: certificate.key } : {}) };
}

/** A PFX with the certificate and its key, encrypted as every Windows reads it (3DES, SHA-1). */
export function pfxOf({ pem, key }: TestCertificate, password: string): Buffer {
  const asn1 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(key),
    [forge.pki.certificateFromPem(pem)],
    password,
    { algorithm: '3des' },
  );
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}
