import forge from 'node-forge';

/** The object identifier of a common name (X.520). */
const commonName = '2.5.4.3';

/** What Node's X509Certificate does not tell of a certificate. */
export interface DerParts {
  /** Every CN of the subject, in order: setup's certificates have several. */
  readonly commonNames: readonly string[];
  /** The object identifier of the signature's algorithm. */
  readonly signature: string;
}

/** Reads them from a certificate that Node has parsed. Throws where the DER is not that of a certificate. */
export function readDer(der: Uint8Array): DerParts {
  const certificate = childrenOf(forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(der).toString('binary'))));
  const [toBeSigned, algorithm] = certificate;
  if (toBeSigned === undefined || algorithm === undefined) throw new TypeError('The certificate has no body');
  const fields = childrenOf(toBeSigned).filter((field) => field.tagClass === forge.asn1.Class.UNIVERSAL);
  // Serial number, signature, issuer, validity, subject: the version before them is not of the universal class.
  const subject = fields[4];
  return {
    commonNames: subject === undefined ? [] : childrenOf(subject).flatMap(childrenOf).flatMap(commonNameOf),
    signature: identifierOf(childrenOf(algorithm)[0]),
  };
}

function commonNameOf(attribute: forge.asn1.Asn1): readonly string[] {
  const [type, value] = childrenOf(attribute);
  if (identifierOf(type) !== commonName || typeof value?.value !== 'string') return [];
  return [textOf(value.type, Buffer.from(value.value, 'binary'))];
}

function textOf(type: forge.asn1.Type, bytes: Buffer): string {
  switch (type) {
    case forge.asn1.Type.UTF8:
      return bytes.toString('utf8');
    case forge.asn1.Type.BMPSTRING:
      return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
        .swap16()
        .toString('utf16le');
    default:
      return bytes.toString('latin1');
  }
}

function identifierOf(node: forge.asn1.Asn1 | undefined): string {
  return typeof node?.value === 'string' ? forge.asn1.derToOid(forge.util.createBuffer(node.value)) : '';
}

function childrenOf(node: forge.asn1.Asn1): readonly forge.asn1.Asn1[] {
  return typeof node.value === 'string' ? [] : node.value;
}
