import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { der, objectId, octets, positive, sequence, tagged } from '../../packages/sandbox/src/der.js';
import { readCertificate } from '../../src/certificate/read-certificate.js';
import { readCertificateFile } from '../../src/certificate/read-certificate-file.js';
import { type ErrorCode, isScaleoutError } from '../../src/errors/errors.js';
import { commonName, keyOf, makeCertificate, pem } from '../support/certificates.js';

const one = makeCertificate();
const other = makeCertificate({ subject: [[commonName('ETL02')]] });
const expected = readCertificate(one);
const text = pem('CERTIFICATE', one);

/** The code and the sentence with which a file is refused. */
function refusal(bytes: Uint8Array | string): readonly [ErrorCode, string] {
  try {
    readCertificateFile(Buffer.from(bytes));
  } catch (error) {
    if (isScaleoutError(error)) return [error.code, error.message];
    throw error;
  }
  throw new Error('The file was taken');
}

describe('a certificate file', () => {
  it.each([
    ['DER', one],
    ['PEM', text],
    ['PEM with CRLF', pem('CERTIFICATE', one, '\r\n')],
    ['PEM without an end of the last line', text.trimEnd()],
    ['PEM with a mark', `\uFEFF${text}`],
    ['PEM with text before and behind, as openssl prints it', `subject=CN = ETL01\n${text}\nDone\n`],
    [
      'PEM with all that openssl prints of it, also of the usage of its private key',
      `X509v3 Private Key Usage Period:\n  Public-Key: (2048 bit)\n${text}`,
    ],
    ['PEM in UTF-16, as Windows PowerShell writes it', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    [
      'PEM in lines of 76 characters',
      `-----BEGIN CERTIFICATE-----\n${one
        .toString('base64')
        .match(/.{1,76}/g)
        ?.join('\n')}\n-----END CERTIFICATE-----`,
    ],
    ['the older name of its kind', pem('X509 CERTIFICATE', one)],
  ])('in %s is read', (_name, bytes) => {
    expect(readCertificateFile(Buffer.from(bytes))).toEqual(expected);
  });

  it('with a key of an elliptic curve is read', () => {
    expect(readCertificateFile(makeCertificate({ key: keyOf('ec') }))).toMatchObject({ names: ['ETL01'] });
  });
});

const rsa = keyOf('rsa2048');
const pkcs8 = rsa.export({ type: 'pkcs8', format: 'der' });
const pkcs1 = rsa.export({ type: 'pkcs1', format: 'der' });
const sec1 = keyOf('ec').export({ type: 'sec1', format: 'der' });
const pem8 = rsa.export({ type: 'pkcs8', format: 'pem' }).toString();
const locked = rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
const lockedDer = rsa.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'x' });
const signedData = sequence(objectId('1.2.840.113549.1.7.2'), tagged(0, sequence(positive(Buffer.from([1])))));
const pfx = sequence(positive(Buffer.from([3])), sequence(objectId('1.2.840.113549.1.7.1'), tagged(0, octets(one))));

describe('a private key in a certificate file', () => {
  it.each([
    ['behind the certificate', text + pem8],
    ['before it', pem8 + text],
    ['of RSA alone', pem('RSA PRIVATE KEY', pkcs1)],
    ['of EC', text + pem('EC PRIVATE KEY', sec1)],
    ['encrypted', text + locked],
    ["in OpenSSH's form", text + pem('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1\0'))],
    ['whose end was cut off', text + pem8.slice(0, 200)],
    ['in UTF-16', Buffer.from(`\uFEFF${text}${pem8}`, 'utf16le')],
    ['in DER (PKCS #8)', pkcs8],
    ['in DER (PKCS #1)', pkcs1],
    ['in DER (SEC 1)', sec1],
    ['in DER, encrypted', lockedDer],
    ['in DER behind the certificate', Buffer.concat([one, pkcs8])],
    ['in a block that claims to be a certificate', pem('CERTIFICATE', pkcs8)],
    ['behind the certificate in its own block', pem('CERTIFICATE', Buffer.concat([one, pkcs1]))],
    ['as openssl prints it', `${text}RSA Private-Key: (2048 bit, 2 primes)\nmodulus:\n`],
    ['in UTF-16 behind a text that is not', Buffer.concat([Buffer.from(text), Buffer.from(pem8, 'utf16le')])],
    ['of PuTTY', `${text}PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 14\nAAAA\n`],
    ['of SSH2', `${text}---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAAA\n`],
    ['of .NET', `${text}<RSAKeyValue><Modulus>AAAA</Modulus><D>AAAA</D></RSAKeyValue>`],
  ])('%s is refused', (_name, bytes) => {
    const [code, detail] = refusal(bytes);
    expect(code).toBe('topology.certificate-key');
    expect(detail).toBe('The file holds a private key.');
  });

  it('in a PFX is refused', () => {
    expect(refusal(pfx)).toEqual([
      'topology.certificate-key',
      'The file is a PFX (PKCS #12), which carries a private key.',
    ]);
  });

  it('in a whole PFX is refused', () => {
    const { pki, pkcs12, asn1 } = forge;
    const made = pkcs12.toPkcs12Asn1(pki.privateKeyFromPem(pem8), pki.certificateFromPem(text), 'x', { count: 1 });
    expect(refusal(Buffer.from(asn1.toDer(made).getBytes(), 'binary'))[0]).toBe('topology.certificate-key');
  });
});

describe('a file that is no one certificate', () => {
  it.each([
    ['empty', '', 'The file is empty.'],
    ['text', 'hello\n', 'The file is neither DER nor PEM.'],
    ['two in PEM', text + pem('CERTIFICATE', other), 'The file holds 2 certificates; it must hold one.'],
    ['the same twice', text + text, 'The file holds 2 certificates; it must hold one.'],
    ['two in DER', Buffer.concat([one, other]), 'The file holds 2 certificates; it must hold one.'],
    ['a bundle', pem('PKCS7', signedData), 'The file is a PKCS #7 bundle (.p7b).'],
    ['a bundle in DER', signedData, 'The file is a PKCS #7 bundle (.p7b).'],
    ['a request', pem('CERTIFICATE REQUEST', one), 'The file holds no certificate but CERTIFICATE REQUEST.'],
    ['a public key', pem('PUBLIC KEY', one), 'The file holds no certificate but PUBLIC KEY.'],
    ['a damaged one', pem('CERTIFICATE', one.subarray(0, 400)), 'The certificate in the file is damaged.'],
    ['half of one in DER', one.subarray(0, 400), 'The file is neither DER nor PEM.'],
    [
      'one with more behind it',
      Buffer.concat([one, Buffer.from('x')]),
      'The file holds something behind the certificate.',
    ],
    [
      'one with more behind it in its block',
      pem('CERTIFICATE', Buffer.concat([one, Buffer.from('x')])),
      'The file holds something behind the certificate.',
    ],
    [
      'two in one block',
      pem('CERTIFICATE', Buffer.concat([one, other])),
      'The file holds something behind the certificate.',
    ],
    [
      'what has the shape of one',
      sequence(sequence(), sequence(), der(0x03, Buffer.from([0]))),
      'The certificate in the file is damaged.',
    ],
    ['zeros', Buffer.alloc(100), 'The file is neither DER nor PEM.'],
  ])('%s: it is refused', (_name, bytes, detail) => {
    expect(refusal(bytes)).toEqual(['topology.certificate-unusable', detail]);
  });
});
