import type { ErrorCode } from '../../../errors/errors.js';
import { opensslWeakCertificate } from '../../../facts/certificates.js';
import { assemblyNotTrusted, shapeErrors, windowsLoginRefused } from '../../../facts/ssisdb.js';
import { notEncryptedCode } from '../connection/plain-exchange.js';

/** What an error number of SQL Server means to us. */
export interface NumberMeaning {
  readonly code: ErrorCode;
  /** It passes by itself: connecting and reading are repeated. */
  readonly transient?: true;
  /** Says less than another message beside it. */
  readonly general?: true;
  /** Replaces the registry's remedy. */
  readonly remedy?: string;
}

export type NumberMeanings = Readonly<Record<number, NumberMeaning>>;

/** The same meaning for several numbers. */
function each(numbers: readonly number[], meaning: NumberMeaning): NumberMeanings {
  return Object.fromEntries(numbers.map((number) => [number, meaning]));
}

// Numbers and texts: learn.microsoft.com, "Database Engine events and errors"; transient ones of Azure: "Troubleshoot
// transient connection errors in SQL Database".

/** Errors of the engine in answer to a request, and the numbers that ODBC gives to network faults. */
export const engineNumbers: NumberMeanings = {
  // Whether it is no SSISDB or one of another shape is asked after: see explain-shape.ts.
  ...each(shapeErrors.value, { code: 'catalog.no-ssisdb' }),
  ...each([229, 230, 262, 297, 300, 15135, 15151, 15247, 15562], { code: 'catalog.permission-denied' }),
  1205: { code: 'catalog.deadlock', transient: true },
  ...each([1222, 27195], { code: 'catalog.lock-timeout', transient: true }),
  ...each([3906, 3908], { code: 'catalog.read-only' }),
  ...each([2628, 8152], { code: 'catalog.value-too-long' }),
  ...each([1101, 1105, 9002], { code: 'catalog.no-space' }),
  ...each([701, 844, 845, 1204, 4221, 8628, 8645, 8651, 10928, 10929, 10936, 40197, 40501, 49918, 49919, 49920], {
    code: 'catalog.server-busy',
    transient: true,
  }),
  // 596: the session is being killed; 6005: shutdown; 64, 233, 10053, 10054: the network, as ODBC numbers it.
  ...each([64, 233, 596, 6005, 10053, 10054], { code: 'catalog.connection-lost', transient: true }),
  ...each([2, 20, 53, 10051, 10060, 10061, 10065, 11001], { code: 'catalog.unreachable' }),
  ...each([-2, 258], { code: 'catalog.timeout' }),
  ...each([823, 824, 825], {
    code: 'catalog.sql-error',
    remedy: 'The disk or the database is damaged: read the error log and run DBCC CHECKDB on SSISDB.',
  }),
  // What a restored or moved SSISDB shows.
  ...each([15404, 15517], {
    code: 'catalog.sql-error',
    remedy: 'The owner of SSISDB is no account of this server: ALTER AUTHORIZATION ON DATABASE::SSISDB TO sa.',
  }),
  ...each([15581, 33094], {
    code: 'catalog.sql-error',
    remedy:
      "SSISDB's master key is not open on this server: OPEN MASTER KEY with its password, then ADD ENCRYPTION BY SERVICE MASTER KEY.",
  }),
  [assemblyNotTrusted.value]: {
    code: 'catalog.sql-error',
    remedy:
      "SQL Server does not trust the assembly of SSISDB, as after a restore or a move to another server. Make the asymmetric key and the login there that Microsoft's page on restoring the SSIS catalog names (MS_SQLEnableSystemAssemblyLoadingKey, then GRANT UNSAFE ASSEMBLY to its login), or have a sysadmin add the assembly with sys.sp_add_trusted_assembly.",
  },
  6263: { code: 'catalog.sql-error', remedy: "Turn on the server's option 'clr enabled': SSISDB needs it." },
};

// Numbers and texts: learn.microsoft.com, "Database Engine events and errors".

/** Errors of logging in and of opening the database. */
export const loginNumbers: NumberMeanings = {
  18456: { code: 'catalog.login-failed', general: true },
  ...each([18450, 18451, 18457, 18458, 18459, 18460], { code: 'catalog.login-refused' }),
  ...each(windowsLoginRefused.value, { code: 'catalog.login-untrusted-domain' }),
  ...each([18470, 18486], { code: 'catalog.login-disabled' }),
  ...each([18463, 18464, 18465, 18466, 18467, 18468, 18487, 18488], { code: 'catalog.password-expired' }),
  18461: {
    code: 'catalog.login-refused',
    remedy: 'The server runs in single-user mode. Wait until its maintenance is over.',
  },
  17892: {
    code: 'catalog.login-refused',
    remedy: 'A logon trigger refused the login; change the trigger or the login.',
  },
  ...each([17809, 17810], {
    code: 'catalog.login-refused',
    remedy: 'The server has no free connection: see the option "user connections" and who holds the others.',
  }),
  // 17142: paused; 17187 to 17189: starting; 18401: script upgrade mode; 17197 and 17830: the login took too long.
  ...each([17142, 17187, 17188, 17189, 17197, 17828, 17830, 17832, 18401], {
    code: 'catalog.login-refused',
    transient: true,
    remedy: 'The server is starting, upgrading or overloaded. Wait and run the command again.',
  }),
  17835: { code: 'catalog.encryption-required' },
  ...each([40532, 40615, 40914], {
    code: 'catalog.login-refused',
    remedy: "Allow this machine's address in the server's firewall rules.",
  }),
  // 911: no such database; 916: no user in it; 4060 and 4064: cannot be opened.
  ...each([911, 916, 4060, 4063, 4064], { code: 'catalog.database-not-found' }),
  ...each([924, 927, 942, 945, 946, 954, 979, 9001], { code: 'catalog.database-unavailable' }),
  // Recovering, changing its role in an availability group, or moving in Azure.
  ...each([921, 922, 923, 952, 955, 976, 978, 981, 982, 983, 988, 40613, 42108, 42109], {
    code: 'catalog.database-unavailable',
    transient: true,
  }),
};

// Numbers: learn.microsoft.com, "SQL Server events and errors 26000 to 27999". Their texts come in the language of the
// server, so that the number alone tells.

/** What SSISDB's own procedures raise. */
export const ssisdbNumbers: NumberMeanings = {
  ...each([27100, 27101, 27102, 27138], { code: 'catalog.value-refused' }),
  27103: { code: 'catalog.refused', remedy: 'The execution is gone, or the login may not change it.' },
  27112: { code: 'catalog.setting-missing' },
  27123: { code: 'catalog.sql-login-refused' },
  ...each([27139, 27162], { code: 'catalog.in-use' }),
  27140: { code: 'catalog.not-ssis-admin' },
  27178: {
    code: 'catalog.refused',
    remedy: 'Add the login to ssis_cluster_executor or ssis_admin: only members run packages in Scale Out.',
  },
  27243: { code: 'catalog.worker-not-found' },
  27259: { code: 'catalog.worker-limit' },
  27260: { code: 'catalog.sysadmin-required' },
  27261: { code: 'catalog.master-not-installed' },
  // The scripts raise 27245, 27249 and 27250, which sys.messages does not hold.
  18054: {
    code: 'catalog.refused',
    remedy: 'SSISDB refused with a number that the server has no text for; see SSISDB.catalog.operation_messages.',
  },
};

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
