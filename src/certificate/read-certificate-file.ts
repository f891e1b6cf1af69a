import { ScaleoutError } from '../errors.js';
import type { Certificate } from '../reconciler/machines.js';
import { type DerKind, derValues } from './der-values.js';
import { type PemBlock, pemBlocks, textOf } from './pem-blocks.js';
import { readCertificate } from './read-certificate.js';

/**
 * Reads a .cer file, DER or PEM: one certificate, its public half alone. Throws `topology.certificate-key` where a private
 * key is in it, and `topology.certificate-unusable` for anything else. The messages are sentences about "the file".
 */
export function readCertificateFile(bytes: Uint8Array): Certificate {
  if (bytes.length === 0) throw unusable('The file is empty.');
  const blocks = pemBlocks(bytes);
  if (holdsKeyText(bytes)) throw withKey('The file holds a private key.');
  const found = blocks?.map(({ label, der }) => ({ kind: kindOfLabel(label), der })) ?? derValues(bytes);
  const certificates = found.filter(({ kind }) => kind === 'certificate');
  // What a block says of itself need not be what it holds, or all of it.
  const within = certificates.map(({ der }) => derValues(der));
  const kinds = new Set([...found, ...within.flat()].map(({ kind }) => kind));
  if (kinds.has('privateKey')) throw withKey('The file holds a private key.');
  if (kinds.has('pfx')) throw withKey('The file is a PFX (PKCS #12), which carries a private key.');
  if (kinds.has('pkcs7')) {
    throw unusable(
      'The file is a PKCS #7 bundle (.p7b).',
      'Export the worker’s certificate alone: .cer, DER or Base-64.',
    );
  }
  const [first, second] = certificates;
  if (first === undefined) throw unusable(withoutCertificate(blocks));
  if (second !== undefined) {
    const detail = `The file holds ${certificates.length} certificates; it must hold one.`;
    throw unusable(detail, 'Keep the worker’s own certificate, without those of its issuers.');
  }
  const [values = []] = blocks === undefined ? [found] : within;
  if (values.length > 1) throw unusable('The file holds something behind the certificate.');
  return parsed(first.der);
}

/** Private keys in the forms of text that are not blocks of PEM: of SSH2, PuTTY, `openssl rsa -text` and .NET. */
const keyText = /BEGIN [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File|^(RSA )?Private-Key:|<RSAKeyValue>/im;

/** Also in UTF-16 without its mark: Windows PowerShell appends it to a file of another encoding. */
function holdsKeyText(bytes: Uint8Array): boolean {
  return keyText.test(textOf(bytes)) || keyText.test(Buffer.from(bytes).toString('latin1').replaceAll('\0', ''));
}

function kindOfLabel(label: string): DerKind {
  if (label.endsWith('PRIVATE KEY')) return 'privateKey';
  if (label === 'PKCS7' || label === 'CMS') return 'pkcs7';
  return /^(X509 |TRUSTED )?CERTIFICATE$/.test(label) ? 'certificate' : 'other';
}

function withoutCertificate(blocks: readonly PemBlock[] | undefined): string {
  if (blocks === undefined) return 'The file is neither DER nor PEM.';
  return `The file holds no certificate but ${[...new Set(blocks.map(({ label }) => label))].join(' and ')}.`;
}

function parsed(der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch (error) {
    throw new ScaleoutError('topology.certificate-unusable', 'The certificate in the file is damaged.', {
      cause: error,
    });
  }
}

function unusable(detail: string, remedy?: string): ScaleoutError {
  return new ScaleoutError('topology.certificate-unusable', detail, remedy === undefined ? {} : { remedy });
}

function withKey(detail: string): ScaleoutError {
  return new ScaleoutError('topology.certificate-key', detail);
}
