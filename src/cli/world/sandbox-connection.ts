import { secret } from '../../providers/secret/secret.js';
import type { SqlConnection } from '../../providers/ssisdb/connection/sql-connection.js';
import type { SandboxConnection } from '../../sandbox/connection.js';

/** How the provider connects to a sandbox: as its own Windows login, its certificate checked. */
export function sandboxConnection(given: SandboxConnection): SqlConnection {
  const { host, port, database, domain, user, password, certificate, serverName } = given;
  return {
    host,
    port,
    database,
    authentication: { type: 'ntlm', domain, user, password: secret(password) },
    encrypt: true,
    trustServerCertificate: false,
    ca: certificate,
    serverName,
  };
}
