import { isIP } from 'node:net';
import type sql from 'mssql';
import type { CatalogLimits } from '../limits.js';
import { poolOptions } from './pool-options.js';
import { appName, type EntraCredential, type SqlAuthentication, type SqlConnection } from './sql-connection.js';

type TediousAuthentication = Exclude<SqlAuthentication, { type: 'integrated' }>;
type TediousConnection = SqlConnection & { readonly authentication: TediousAuthentication };
type DriverAuthentication = NonNullable<sql.config['authentication']>;

/** The configuration of mssql with tedious. It holds the secrets in the open: keep it out of logs and errors. */
export function tediousConfig(connection: TediousConnection, parallelism: number, limits: CatalogLimits): sql.config {
  const { host, port, instance, database, ca } = connection;
  const serverName = connection.serverName ?? uncheckedName(connection);
  return {
    ...poolOptions(parallelism, limits),
    server: host,
    ...(port === undefined ? {} : { port }),
    database,
    authentication: driverAuthentication(connection.authentication),
    // A look at the socket; the default asks the server `SELECT 1` before every request.
    validateConnection: 'socket',
    options: {
      appName: connection.appName ?? appName,
      encrypt: connection.encrypt as boolean,
      trustServerCertificate: connection.trustServerCertificate,
      ...(serverName === undefined ? {} : { serverName }),
      ...(ca === undefined ? {} : { cryptoCredentialsDetails: { ca } }),
      ...(port === undefined && instance !== undefined ? { instanceName: instance } : {}),
      // Tries all addresses of a name at once, as the listener of an availability group needs it.
      multiSubnetFailover: true,
      cancelTimeout: limits.cancel,
      // Repetitions are ours: tedious repeats for 4060, which is mostly a wrong name.
      maxRetriesOnTransientErrors: 0,
    },
  };
}

/** Any name where none is checked and the host is an address: Node warns of an address as a name (DEP0123). */
function uncheckedName({ host, trustServerCertificate }: SqlConnection): string | undefined {
  return trustServerCertificate && isIP(host) !== 0 ? 'localhost' : undefined;
}

function driverAuthentication(authentication: TediousAuthentication): DriverAuthentication {
  switch (authentication.type) {
    case 'sql':
      return {
        type: 'default',
        options: { userName: authentication.user, password: authentication.password.reveal() },
      };
    case 'ntlm':
      return {
        type: 'ntlm',
        options: {
          domain: authentication.domain,
          userName: authentication.user,
          password: authentication.password.reveal(),
        },
      };
    case 'entra':
      return entraAuthentication(authentication);
  }
}

function entraAuthentication(credential: EntraCredential): DriverAuthentication {
  switch (credential.method) {
    case 'default':
      return { type: 'azure-active-directory-default', options: {} };
    case 'managedIdentity':
      // Also in an app service: @azure/identity finds out which of the two it is.
      return {
        type: 'azure-active-directory-msi-vm',
        options: credential.clientId === undefined ? {} : { clientId: credential.clientId },
      };
    case 'password':
      return {
        type: 'azure-active-directory-password',
        options: {
          clientId: credential.clientId,
          userName: credential.user,
          password: credential.password.reveal(),
          ...(credential.tenantId === undefined ? {} : { tenantId: credential.tenantId }),
        },
      } as DriverAuthentication;
    case 'servicePrincipal':
      return {
        type: 'azure-active-directory-service-principal-secret',
        options: {
          clientId: credential.clientId,
          tenantId: credential.tenantId,
          clientSecret: credential.clientSecret.reveal(),
        },
      };
    case 'accessToken':
      return { type: 'azure-active-directory-access-token', options: { token: credential.token.reveal() } };
  }
}
