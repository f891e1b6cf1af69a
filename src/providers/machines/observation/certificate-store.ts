import { createHash } from 'node:crypto';
import { readCertificate } from '../../../certificate/read-certificate.js';
import type { Known } from '../../../domain/known.js';
import {
  type Certificate,
  type CertificateStore,
  type StoredCertificate,
  type Thumbprint,
  thumbprint,
} from '../../../domain/machines.js';
import { isScaleoutError } from '../../../errors/errors.js';
import { remoteText } from '../remote-text.js';
import {
  at,
  base64At,
  type Field,
  flagAt,
  isAbsent,
  knownUnless,
  listAt,
  misshapen,
  textAt,
  textsAt,
  unknown,
} from './field.js';

export function certificateStoreOf(field: Field): CertificateStore {
  const certificates = listAt(field, 'certificates').map(storedCertificateOf);
  const thumbprints = listAt(field, 'thumbprints').map(thumbprintOf);
  return { thumbprints: new Set([...thumbprints, ...certificates.map((each) => each.thumbprint)]), certificates };
}

/** Checked: a text that is none would otherwise be a certificate that is missing. */
export function thumbprintOf(field: Field): Thumbprint {
  const { value } = field;
  const found = typeof value === 'string' ? thumbprint(value) : '';
  if (!/^[0-9A-F]{40}$/.test(found)) throw misshapen(field, 'a thumbprint');
  return thumbprint(found);
}

function storedCertificateOf(field: Field): StoredCertificate {
  return {
    ...certificateOf(base64At(field, 'certificate')),
    friendlyName: isAbsent(at(field, 'friendlyName')) ? '' : textAt(field, 'friendlyName'),
    keyReaders: flagAt(field, 'hasKey') ? readersOf(field) : null,
    ...(isAbsent(at(field, 'keyInTpm')) || !flagAt(field, 'keyInTpm') ? {} : { keyInTpm: true }),
  };
}

function readersOf(field: Field): Known<readonly string[]> {
  return knownUnless(() => {
    const error = at(field, 'readersError');
    if (typeof error.value === 'string') return unknown(remoteText(error.value));
    if (isAbsent(at(field, 'readers'))) return unknown('the machine did not say who may read the key');
    return { known: true, value: textsAt(field, 'readers') };
  });
}

/** One that nobody can read is still there, with its thumbprint, and fit for nothing. */
function certificateOf(der: Buffer): Certificate {
  try {
    return readCertificate(der);
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    const never = new Date(0).toISOString();
    return {
      thumbprint: thumbprint(createHash('sha1').update(der).digest('hex')),
      der: der.toString('base64'),
      subject: '',
      issuer: '',
      names: [],
      notBefore: never,
      notAfter: never,
      selfSigned: false,
      weakness: 'not a certificate that can be read',
      authority: 'it cannot be read',
    };
  }
}
