import { secret } from '../../src/providers/secret/secret.js';
import type { SqlConnection } from '../../src/providers/ssisdb/connection/sql-connection.js';
import type { TestSandbox } from './sandbox.js';

/** How the provider connects to a test's sandbox; as our own Windows login unless told otherwise. */
export function connectionTo(sandbox: TestSandbox, login?: string): SqlConnection {
  const { host, port, database, certificate, serverName, domain, user, password } = sandbox.connection;
  return {
    host,
    port,
    database,
    authentication:
      login === undefined ? { type: 'ntlm', domain, user, password: secret(password) } : as(sandbox, login),
    encrypt: true,
    trustServerCertificate: false,
    ca: certificate,
    serverName,
  };
}

/** A name with a backslash is a Windows login. */
function as(sandbox: TestSandbox, login: string): SqlConnection['authentication'] {
  const password = secret(sandbox.passwordOf(login));
  const [domain, user] = login.split('\\');
  return user === undefined || domain === undefined
    ? { type: 'sql', user: login, password }
    : { type: 'ntlm', domain, user, password };
}
