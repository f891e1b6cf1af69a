import { ScaleoutError } from '../../../errors/errors.js';
import type { Authentication, CatalogTarget, EntraAuthentication } from '../../../topology/topology.js';
import { resolveSecret, type SecretSources } from '../../secret.js';
import type { EntraCredential, SqlAuthentication, SqlConnection } from './sql-connection.js';

const userVariable = 'SCALEOUT_SQL_USER';
const passwordVariable = 'SCALEOUT_SQL_PASSWORD';
const odbcDriverVariable = 'SCALEOUT_ODBC_DRIVER';

// The current driver (learn.microsoft.com, Download ODBC Driver for SQL Server); 17 works too.
const defaultOdbcDriver = 'ODBC Driver 18 for SQL Server';

/**
 * Makes a connection of what the topology says: reads the secrets that it refers to. Nothing is opened. Throws
 * `catalog.secret-missing` and `catalog.secret-unusable`.
 */
export async function resolveConnection(target: CatalogTarget, io: SecretSources): Promise<SqlConnection> {
  const { host, port, instance } = target.server;
  return {
    host,
    ...(port === undefined ? {} : { port }),
    ...(instance === undefined ? {} : { instance }),
    database: target.database,
    authentication: await resolveAuthentication(target.authentication ?? defaultAuthentication(io), io),
    encrypt: target.encrypt,
    trustServerCertificate: target.trustServerCertificate,
  };
}

function defaultAuthentication({ env }: SecretSources): Authentication {
  const user = env[userVariable];
  if (user !== undefined && user !== '') return { type: 'sql', user, password: { env: passwordVariable } };
  if (env[passwordVariable] !== undefined) {
    throw new ScaleoutError('catalog.secret-missing', `${passwordVariable} is set, but ${userVariable} is not.`);
  }
  return { type: 'integrated' };
}

async function resolveAuthentication(authentication: Authentication, io: SecretSources): Promise<SqlAuthentication> {
  switch (authentication.type) {
    case 'sql':
    case 'ntlm':
      return { ...authentication, password: await resolveSecret(authentication.password, io, 'catalog') };
    case 'integrated':
      return { type: 'integrated', odbcDriver: io.env[odbcDriverVariable] || defaultOdbcDriver };
    case 'entra':
      return resolveEntra(authentication, io);
  }
}

async function resolveEntra(authentication: EntraAuthentication, io: SecretSources): Promise<EntraCredential> {
  switch (authentication.method) {
    case 'default':
    case 'managedIdentity':
      return authentication;
    case 'password':
      return { ...authentication, password: await resolveSecret(authentication.password, io, 'catalog') };
    case 'servicePrincipal':
      return { ...authentication, clientSecret: await resolveSecret(authentication.clientSecret, io, 'catalog') };
    case 'accessToken':
      return { ...authentication, token: await resolveSecret(authentication.token, io, 'catalog') };
  }
}
