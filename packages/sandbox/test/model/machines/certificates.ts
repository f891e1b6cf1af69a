import forge from 'node-forge';

interface Wish {
  readonly name: string;
  readonly notAfter?: Date;
  /** Absent: self-signed. */
  readonly issuer?: Issued;
}

interface Issued {
  readonly der: string;
  readonly certificate: forge.pki.Certificate;
  readonly key: forge.pki.rsa.PrivateKey;
}

const keys = forge.pki.rsa.generateKeyPair(1024);
let serial = 1;

/** A certificate that no machine of the sandbox would make. */
export function issue({ name, notAfter = new Date(Date.UTC(2030, 0)), issuer }: Wish): Issued {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  serial += 1;
  certificate.serialNumber = `01${serial.toString(16).padStart(4, '0')}`;
  certificate.validity.notBefore = new Date(Date.UTC(2024, 0));
  certificate.validity.notAfter = notAfter;
  const subject = [{ name: 'commonName', value: name }];
  certificate.setSubject(subject);
  certificate.setIssuer(issuer?.certificate.subject.attributes ?? subject);
  certificate.sign(issuer?.key ?? keys.privateKey, forge.md.sha256.create());
  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  return { der: Buffer.from(der, 'binary').toString('base64'), certificate, key: keys.privateKey };
}
