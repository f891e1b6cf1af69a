import type { ErrorCode } from '../../../errors/errors.js';
import { opensslWeakCertificate } from '../../../facts/certificates.js';
import { notEncryptedCode } from '../connection/plain-exchange.js';

// Verification errors of OpenSSL, as Node names them (nodejs.org, TLS: X509 certificate error codes); those without a name
// of their own, such as a violated name constraint or a weak digest, are UNSPECIFIED.
const untrusted = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNSPECIFIED',
]);

/** Beside the drivers' codes: a login that servers sent from one to the other. */
export const redirectedCode = 'EREDIRECTED';

/** Beside the drivers' codes: a certificate with a key or a digest that the TLS library here takes for too weak. */
export const weakCertificateCode = 'EWEAKCERT';

/** Whether an error of TLS says so: Node has no code of its own for what OpenSSL finds while it verifies (UNSPECIFIED). */
export function saysWeakCertificate({
  code,
  message,
}: {
  readonly code?: unknown;
  readonly message?: unknown;
}): boolean {
  if (typeof code === 'string' && opensslWeakCertificate.value.codes.some((each) => code.endsWith(each))) return true;
  return code === 'UNSPECIFIED' && opensslWeakCertificate.value.texts.some((text) => message === text);
}

const unreachable = new Set([
  'EACCES',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EINVAL',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);

const lost = new Set([
  'ECLOSE',
  'ECONNABORTED',
  'ECONNRESET',
  'ENETRESET',
  'EPIPE',
  'ESOCKET',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** Whether the codes say that the connection broke off, be it that somebody meddled with what is encrypted. */
export function saysLost(codes: readonly string[]): boolean {
  return codes.some((code) => lost.has(code) || code === 'ETIMEDOUT') || saysTls(codes);
}

/** Whether the codes are of TLS itself, not of a certificate. */
export function saysTls(codes: readonly string[]): boolean {
  return codes.some((code) => code.startsWith('ERR_SSL') || code === 'EPROTO');
}

/** What the codes of a failed attempt to connect mean. */
export function connectCode(codes: readonly string[]): ErrorCode | undefined {
  if (codes.includes(notEncryptedCode)) return 'catalog.not-encrypted';
  if (codes.includes(weakCertificateCode)) return 'catalog.tls-weak';
  if (codes.some((code) => untrusted.has(code))) return 'catalog.tls-untrusted';
  if (saysTls(codes) || codes.some((code) => code.startsWith('ERR_TLS'))) return 'catalog.tls-failed';
  if (codes.includes('EENCRYPT')) return 'catalog.encryption-required';
  if (codes.includes(redirectedCode)) return 'catalog.unexpected-answer';
  // The port that is no port was told by SQL Server Browser: that of a topology was checked.
  if (codes.includes('EINSTLOOKUP') || codes.includes('ERR_SOCKET_BAD_PORT')) return 'catalog.browser-no-answer';
  if (codes.includes('EFEDAUTH')) return 'catalog.entra-token';
  if (codes.some((code) => unreachable.has(code))) return 'catalog.unreachable';
  if (codes.includes('ELOGIN')) return 'catalog.login-failed';
  if (codes.some((code) => lost.has(code))) return 'catalog.connection-lost';
  if (codes.includes('ETIMEOUT')) return 'catalog.unreachable';
  if (saysNonsense(codes)) return 'catalog.unexpected-answer';
  return undefined;
}

/** Whether the driver read beyond the end of what the server said before the login: it expects no other answer there. */
export function saysNonsense(codes: readonly string[]): boolean {
  return codes.includes('ERR_OUT_OF_RANGE') || codes.includes('ERR_BUFFER_OUT_OF_BOUNDS');
}

/** Whether the other side said no at once, or the name could not be looked up just now. */
export function saysRefused(codes: readonly string[]): boolean {
  return codes.includes('ECONNREFUSED') || codes.includes('EAI_AGAIN');
}
