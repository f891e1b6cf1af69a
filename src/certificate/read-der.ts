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
  return [textOf(value.type, value.value)];
}

/** A UniversalString (X.680, table 8), which node-forge has no name for. */
const universalString = 28;

/** The text of a value as node-forge holds it: one character a byte, but of a BMPString its characters. */
function textOf(type: number, value: string): string {
  switch (type) {
    case forge.asn1.Type.UTF8:
      return Buffer.from(value, 'binary').toString('utf8');
    case universalString:
      return fromUtf32(Buffer.from(value, 'binary'));
    default:
      return value;
  }
}

function fromUtf32(bytes: Buffer): string {
  const units = Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32BE(index * 4));
  return String.fromCodePoint(...units);
}

function identifierOf(node: forge.asn1.Asn1 | undefined): string {
  return typeof node?.value === 'string' ? forge.asn1.derToOid(forge.util.createBuffer(node.value)) : '';
}

function childrenOf(node: forge.asn1.Asn1): readonly forge.asn1.Asn1[] {
  return typeof node.value === 'string' ? [] : node.value;
}
