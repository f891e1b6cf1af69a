import { createPrivateKey, X509Certificate } from 'node:crypto';
import { replaceFile } from '../../replace-file.js';
import { createCertificate, needsRenewal, type SandboxCertificate } from '../certificate.js';
import { directoryError } from './directory-error.js';
import type { Layout } from './layout.js';
import { readOwnFile } from './read-own-file.js';

/**
 * The directory's certificate; made where it is missing, and renewed with the same key near its end. Only for the process
 * that has claimed the directory. Throws `sandbox.directory-unusable`.
 */
export async function loadCertificate(layout: Layout, now: Date): Promise<SandboxCertificate> {
  try {
    const key = readIfPresent(layout.key);
    const certificate = readIfPresent(layout.certificate);
    const pair = key === undefined || certificate === undefined ? undefined : { key, certificate };
    if (pair && belongTogether(pair) && !needsRenewal(pair.certificate, now)) return pair;
    const made = await createCertificate(now, key !== undefined && isKey(key) ? key : undefined);
    // The key first: a certificate without its key would be made again, and clients that know it lost.
    replaceFile(layout.key, made.key);
    replaceFile(layout.certificate, made.certificate);
    return made;
  } catch (error) {
    throw directoryError(layout.directory, error);
  }
}

export function readIfPresent(path: string): string | undefined {
  return readOwnFile(path)?.toString('utf8');
}

function isKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function belongTogether({ certificate, key }: SandboxCertificate): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
