import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/certificate/read-certificate.js';
import { isScaleoutError } from '../../src/errors.js';
import { utf8 } from '../../src/sandbox/model/machines/certificate/der.js';
import {
  address,
  bmpString,
  type CertificateWish,
  commonName,
  dnsName,
  keyOf,
  latin1String,
  makeCertificate,
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
