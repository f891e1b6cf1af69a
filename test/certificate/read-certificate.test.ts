import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { bits, der, objectId, octets, positive, sequence, tagged, utf8, yes } from '../../packages/sandbox/src/der.js';
import { makeCertificate as setupCertificate } from '../../packages/sandbox/src/model/machines/certificate.js';
import { readCertificate } from '../../src/certificate/read-certificate.js';
import { isScaleoutError } from '../../src/errors/errors.js';
import {
  address,
  authority,
  basicConstraints,
  bmpString,
  type CertificateWish,
  commonName,
  dnsName,
  extension,
  keyOf,
  keyUsage,
  latin1String,
  makeCertificate,
  noAuthority,
  organization,
  printableString,
  universalString,
  uri,
} from '../support/certificates.js';

const namesOf = (wish: CertificateWish) => readCertificate(makeCertificate(wish)).names;

describe('a certificate', () => {
  it('tells its thumbprint, its times in UTC, and carries its public half', () => {
    const der = makeCertificate({ notBefore: '2020-02-29T23:59:59Z', notAfter: '2055-01-01T00:00:00Z' });
    expect(readCertificate(der)).toEqual({
      thumbprint: createHash('sha1').update(der).digest('hex').toUpperCase(),
      der: der.toString('base64'),
      subject: 'CN=ETL01',
      issuer: 'CN=ETL01',
      names: ['ETL01'],
      notBefore: '2020-02-29T23:59:59.000Z',
      notAfter: '2055-01-01T00:00:00.000Z',
      selfSigned: true,
      weakness: null,
      authority: 'nothing in it says that it may not',
    });
  });

  it('is read from a view into other bytes', () => {
    const der = makeCertificate();
    const view = Buffer.concat([Buffer.alloc(7), der, Buffer.alloc(9)]).subarray(7, 7 + der.length);
    expect(readCertificate(view)).toEqual(readCertificate(der));
  });

  it.each([
    ['no bytes', Buffer.alloc(0)],
    ['text', Buffer.from('not a certificate')],
    ['half of one', makeCertificate().subarray(0, 300)],
    ['a key', keyOf('rsa2048').export({ type: 'pkcs8', format: 'der' })],
  ])('is refused where it is %s', (_name, bytes) => {
    expect(() => readCertificate(bytes)).toThrow(
      expect.toSatisfy((error: unknown) => isScaleoutError(error, 'machine.certificate-invalid')),
    );
  });
});

describe('the names', () => {
  it('are every common name of the subject in order, then the alternative names', () => {
    const subject = [
      [commonName('SQLETL01')],
      [[organization, utf8('Corp')] as const],
      [commonName('sqletl01.corp.example')],
    ];
    const alternativeNames = [dnsName('*.corp.example'), address(10, 0, 0, 5), dnsName('SQLETL01')];
    expect(namesOf({ subject, alternativeNames })).toEqual([
      'SQLETL01',
      'sqletl01.corp.example',
      '*.corp.example',
      '10.0.0.5',
    ]);
  });

  it('of one set are found too', () => {
    expect(namesOf({ subject: [[commonName('A'), [organization, utf8('CN=Evil')], commonName('B')]] })).toEqual([
      'A',
      'B',
    ]);
  });

  it('are none where the subject is empty', () => {
    expect(namesOf({ subject: [] })).toEqual([]);
    expect(namesOf({ subject: [], alternativeNames: [dnsName('etl01')] })).toEqual(['etl01']);
  });

  it.each(['a"b', 'a, CN=b', 'a+b=c', 'a\\b', ' a ', 'a\nCN=b', '#61', '<a>;', 'Größe\u{1F525}', 'a\u0000b', ''])(
    'are what stands there: %j',
    (name) => {
      expect(namesOf({ subject: [[commonName(name)]] })).toEqual([name]);
    },
  );

  it.each([
    ['BMPString', bmpString('Größe ETL')],
    ['T61String, which everybody writes in Latin-1', latin1String('Größe ETL')],
    ['UTF8String', utf8('Größe ETL')],
    ['UniversalString', universalString('Größe ETL')],
  ])('are read from %s', (_kind, value) => {
    expect(namesOf({ subject: [[commonName('', value)]] })).toEqual(['Größe ETL']);
  });

  it('in PrintableString are read', () => {
    expect(namesOf({ subject: [[commonName('', printableString('ETL01'))]] })).toEqual(['ETL01']);
  });

  it('are of DNS names and addresses alone, whatever stands in the others', () => {
    const alternativeNames = [
      uri('http://x/, DNS:evil'),
      dnsName('a, DNS:evil'),
      dnsName('etl01'),
      address(...Array(15).fill(0), 1),
    ];
    expect(namesOf({ subject: [], alternativeNames })).toEqual(['a, DNS:evil', 'etl01', '0:0:0:0:0:0:0:1']);
  });
});

describe('self-signed', () => {
  it('is not what only claims its issuer', () => {
    const certificate = readCertificate(makeCertificate({ signedBy: keyOf('ec') }));
    expect(certificate).toMatchObject({ subject: certificate.issuer, selfSigned: false });
  });

  it('is not what another one issued', () => {
    const certificate = readCertificate(makeCertificate({ issuer: [[commonName('Corp CA')]], signedBy: keyOf('ec') }));
    expect(certificate).toMatchObject({ subject: 'CN=ETL01', issuer: 'CN=Corp CA', selfSigned: false });
  });

  it.each(['ec', 'ed25519', 'rsa2048'] as const)('is seen with a key of %s, which is not weak', (kind) => {
    expect(readCertificate(makeCertificate({ key: keyOf(kind) }))).toMatchObject({ selfSigned: true, weakness: null });
  });
});

describe('a weakness', () => {
  it('is not seen in a key of a kind that nobody knows, and the rest is read', () => {
    // The object identifier of P-256, with another last number.
    const [curve, unknown] = [Buffer.from('06082a8648ce3d030107', 'hex'), Buffer.from('06082a8648ce3d03017f', 'hex')];
    const der = makeCertificate({ key: keyOf('ec') });
    expect(der.includes(curve)).toBe(true);
    unknown.copy(der, der.indexOf(curve));
    expect(() => new X509Certificate(der).publicKey).toThrow();
    expect(readCertificate(der)).toMatchObject({ names: ['ETL01'], selfSigned: false, weakness: null });
  });

  it.each([
    ['signed with MD5', { digest: 'md5' }],
    ['signed with SHA-1', { digest: 'sha1' }],
    ['signed with SHA-1', { digest: 'sha1', key: keyOf('ec') }],
    ['RSA key of 1024 bits', { key: keyOf('rsa1024') }],
    [null, { digest: 'sha384' }],
    [null, { key: keyOf('ec') }],
  ] satisfies readonly (readonly [string | null, CertificateWish])[])('%s is told', (weakness, wish) => {
    expect(readCertificate(makeCertificate(wish)).weakness).toBe(weakness);
  });
});

const authorityOf = (wish: CertificateWish) => readCertificate(makeCertificate(wish)).authority;

const ca = 'its basicConstraints say CA';
const signs = 'its key usage holds keyCertSign';
const silent = 'nothing in it says that it may not';
const unreadable = 'what it may do cannot be read';

const no = der(0x01, Buffer.from([0]));
const one = positive(Buffer.from([1]));
/** digitalSignature and keyEncipherment. */
const client = keyUsage(0xa0);

describe('a certificate may sign others', () => {
  it.each<[string, CertificateWish, string]>([
    ['whose basic constraints say CA', { extensions: [authority] }, ca],
    ['with a limit to the length of chains', { extensions: [basicConstraints(yes, one)] }, ca],
    ['whose CA is true in BER', { extensions: [basicConstraints(der(0x01, Buffer.from([1])))] }, ca],
    ['that says CA, and whose key usage does not', { extensions: [client, authority] }, ca],
    ['whose key usage alone holds keyCertSign', { extensions: [keyUsage(0x04)] }, signs],
    ['whose key usage holds it among others', { extensions: [keyUsage(0xa6)] }, signs],
    ['that says no CA, and whose key usage holds it', { extensions: [noAuthority, keyUsage(0x84)] }, signs],
    ['of version 1', { version: 1 }, 'it is of X.509 version 1, which cannot say that it may not'],
    ['of version 2', { version: 2 }, 'it is of X.509 version 2, which cannot say that it may not'],
    ['without extensions', {}, silent],
    ['with other extensions alone', { alternativeNames: [dnsName('etl01')] }, silent],
  ])('%s', (_what, wish, why) => {
    expect(authorityOf(wish)).toBe(why);
  });

  it.each<[string, readonly Buffer[]]>([
    ['two basic constraints, the first of which say no', [noAuthority, authority]],
    ['two basic constraints that say no', [noAuthority, noAuthority]],
    ['two key usages', [client, client]],
    [
      'the older basic constraints beside new ones that say no',
      [extension('2.5.29.10', sequence(bits(Buffer.from([0x80])))), noAuthority],
    ],
    ['basic constraints with a length and no word of CA', [basicConstraints(one)]],
    ['basic constraints with more than there is', [basicConstraints(no, one, one)]],
    ['basic constraints whose CA is of another kind', [basicConstraints(one, yes)]],
    ['basic constraints whose CA has two bytes', [basicConstraints(der(0x01, Buffer.from([0, 0])))]],
    ['basic constraints with something behind them', [extension('2.5.29.19', Buffer.concat([sequence(), yes]))]],
    ['basic constraints that are no DER', [extension('2.5.29.19', Buffer.from([0x30, 0x05]))]],
    ['empty basic constraints', [extension('2.5.29.19', Buffer.alloc(0))]],
    ['a key usage without bits', [keyUsage()]],
    ['a key usage with bits that there are not', [keyUsage(0x80, 0x40)]],
    ['a key usage of three bytes', [keyUsage(0x80, 0x80, 0x01)]],
    ['a key usage of another kind', [extension('2.5.29.15', octets(Buffer.from([0x80])))]],
  ])('where it has %s: Windows may read it in another way', (_what, extensions) => {
    expect(authorityOf({ extensions })).toBe(unreadable);
  });
});

describe('a certificate that is BER and not DER, in which one reader sees what another does not', () => {
  const names = sequence(objectId('2.5.29.17'), octets(sequence(dnsName('etl01'))));
  /** A sequence of the same parts, whose end is marked instead of its length being said. */
  const endless = Buffer.concat([Buffer.from([0x30, 0x80]), names.subarray(2), Buffer.from([0, 0])]);
  /** One whose length takes more bytes than it needs. */
  const long = Buffer.concat([Buffer.from([0x30, 0x81]), names.subarray(1)]);
  const flagged = Buffer.from([0x30, 0x80, 0x01, 0x01, 0, 0, 0]);

  it.each<[string, readonly Buffer[]]>([
    ['an extension without a length, behind which one says CA', [client, endless, authority]],
    ['an extension without a length, behind which the key usage is', [noAuthority, endless, keyUsage(0x04)]],
    ['a length that is not the shortest', [client, long]],
    ['basic constraints without a length', [extension('2.5.29.19', flagged)]],
    ['an octet string of parts', [client, sequence(objectId('2.5.29.17'), der(0x24, octets(sequence())))]],
  ])('%s: it may sign others', (_what, extensions) => {
    expect(authorityOf({ extensions })).toBe(unreadable);
  });

  it('a number of the version whose last byte alone is that of version 3', () => {
    const made = makeCertificate({ extensions: [client] });
    const usual = tagged(0, positive(Buffer.from([2])));
    const at = made.indexOf(usual);
    expect(at).toBeGreaterThan(0);
    const odd = replaced(made, at, usual.length, tagged(0, der(0x02, Buffer.from([1, 2]))));
    expect(readCertificate(odd).authority).toMatch(/^it is of X.509 version 259,/);
  });
});

/** The certificate with other bytes at that place of its body; both lengths above it are of two bytes. */
function replaced(made: Buffer, at: number, length: number, by: Buffer): Buffer {
  const changed = Buffer.concat([made.subarray(0, at), by, made.subarray(at + length)]);
  for (const header of [0, 4]) {
    changed.writeUInt16BE(changed.readUInt16BE(header + 2) + by.length - length, header + 2);
  }
  return changed;
}

describe('a certificate may sign no others', () => {
  it.each<[string, readonly Buffer[]]>([
    ['whose basic constraints are empty', [noAuthority]],
    ['whose basic constraints say that it is no CA', [basicConstraints(no)]],
    ['whose key usage does not hold keyCertSign', [client]],
    ['whose key usage holds the ninth bit', [keyUsage(0x88, 0x80)]],
    ['that says it in both ways', [noAuthority, client]],
    ['that says it beside names', [extension('2.5.29.17', sequence(dnsName('etl01'))), client]],
  ])('%s', (_what, extensions) => {
    expect(authorityOf({ extensions })).toBeNull();
    expect(authorityOf({ extensions, key: keyOf('ec') })).toBeNull();
  });

  it.each(['client', 'server'] as const)("that a sandbox's setup or a worker makes for itself (%s)", (usage) => {
    const wish = { names: ['ETL01'], usage, notBefore: 0, notAfter: Date.now() };
    expect(readCertificate(Buffer.from(setupCertificate(wish, randomBytes).der, 'base64')).authority).toBeNull();
  });

  it('that the examples name', () => {
    const file = new URL('../../examples/certs/etl09.cer', import.meta.url);
    expect(readCertificate(readFileSync(file)).authority).toBeNull();
  });
});

describe('a certificate that another library made', () => {
  const { pki, md, asn1 } = forge;
  const key = pki.privateKeyFromPem(keyOf('rsa2048').export({ type: 'pkcs8', format: 'pem' }).toString());

  function made(...extensions: readonly object[]): string | null {
    const certificate = pki.createCertificate();
    certificate.publicKey = pki.setRsaPublicKey(key.n, key.e);
    certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
    certificate.setSubject([{ name: 'commonName', value: 'ETL01' }]);
    certificate.setIssuer([{ name: 'commonName', value: 'ETL01' }]);
    certificate.setExtensions([...extensions]);
    certificate.sign(key, md.sha256.create());
    return readCertificate(Buffer.from(asn1.toDer(pki.certificateToAsn1(certificate)).getBytes(), 'binary')).authority;
  }

  it('is read alike', () => {
    expect(made({ name: 'basicConstraints', cA: true, critical: true })).toBe(ca);
    expect(made({ name: 'basicConstraints', cA: true, pathLenConstraint: 3 })).toBe(ca);
    expect(made({ name: 'keyUsage', keyCertSign: true, critical: true })).toBe(signs);
    expect(made({ name: 'keyUsage', digitalSignature: true, decipherOnly: true })).toBeNull();
    expect(made({ name: 'basicConstraints', cA: false }, { name: 'keyUsage', digitalSignature: true })).toBeNull();
    expect(made({ name: 'extKeyUsage', clientAuth: true })).toBe(silent);
  });
});
