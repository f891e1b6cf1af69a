import { type ErrorCode, isScaleoutError, ScaleoutError } from '../errors/errors.js';

/** What helps where the command line alone says how to connect. */
const remedies: Partial<Record<ErrorCode, string>> = {
  'catalog.integrated-unavailable':
    'Add --user NAME: a SQL Server login, or "DOMAIN\\name" for a Windows account. Its password goes into the variable SCALEOUT_SQL_PASSWORD. Only on Windows can your own account log in without --user: npm install --global msnodesqlv8, and install the ODBC Driver for SQL Server.',
  'catalog.tls-untrusted':
    'A SQL Server that nobody gave a certificate has one that it signed itself. To look at a test server, add --trust-server-certificate: then the certificate is not checked, and somebody on the way could pose as the server and read the login. Else name the certificate of the server, or of the authority that signed it, in the variable NODE_EXTRA_CA_CERTS (a file in PEM), and write with --server the name that the certificate has.',
  'catalog.login-untrusted-domain':
    'Use an account of the domain of the server or of a trusted one, or a SQL Server login (--user NAME). Where SQL Server has Extended Protection as Required, it refuses every --user "DOMAIN\\name": then use a SQL Server login, or on Windows your own account, without --user.',
};

/** The error; where `--server` stands in place of a file, its remedy says which option helps. */
export function withServerOptions(error: unknown, asked: { readonly words?: object | undefined }): unknown {
  const { words = {} } = asked;
  if (!isScaleoutError(error) || !('server' in words) || words.server === undefined) return error;
  const remedy = remedies[error.code];
  if (remedy === undefined) return error;
  return new ScaleoutError(error.code, error.message, { cause: error.cause, remedy });
}
