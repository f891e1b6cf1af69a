import { ScaleoutError } from '../../../errors/errors.js';
import type { Authentication, CatalogTarget, EntraAuthentication } from '../../../topology/topology.js';
import { resolveSecret, type Secret, type SecretSources } from '../../secret.js';

/** How to log in, with the secrets in hand. */
export type SqlAuthentication =
  | { readonly type: 'sql'; readonly user: string; readonly password: Secret }
  | { readonly type: 'ntlm'; readonly domain: string; readonly user: string; readonly password: Secret }
  /** As the Windows account of this process, through ODBC: the driver's name as `odbcad32` lists it. */
  | { readonly type: 'integrated'; readonly odbcDriver: string }
  | EntraCredential;

export type EntraCredential =
  | { readonly type: 'entra'; readonly method: 'default' }
  | { readonly type: 'entra'; readonly method: 'managedIdentity'; readonly clientId?: string }
  | {
      readonly type: 'entra';
      readonly method: 'password';
      readonly clientId: string;
      readonly tenantId?: string;
      readonly user: string;
      readonly password: Secret;
    }
  | {
      readonly type: 'entra';
      readonly method: 'servicePrincipal';
      readonly clientId: string;
      readonly tenantId: string;
      readonly clientSecret: Secret;
    }
  | { readonly type: 'entra'; readonly method: 'accessToken'; readonly token: Secret };

/** Where the catalog is and how to log in there. A port goes before an instance's name, as in every SQL Server client. */
export interface SqlConnection {
  readonly host: string;
  readonly port?: number;
  /** A named instance, whose port SQL Server Browser tells. */
  readonly instance?: string;
  readonly database: string;
  readonly authentication: SqlAuthentication;
  /** True: TLS inside TDS 7.4; strict: TDS 8.0, TLS first. */
  readonly encrypt: boolean | 'strict';
  /** True: the server's certificate is not checked, so anybody on the way can read and change what is sent. */
  readonly trustServerCertificate: boolean;
  /** The only certificates to trust, in PEM, instead of the system's. */
  readonly ca?: string;
  /** The name that the certificate is checked against; the host's where it is absent. */
  readonly serverName?: string;
  /** The name by which the server's lists of sessions show us, at most 128 characters; `appName` where it is absent. */
  readonly appName?: string;
}

/** The name of a session that does nothing special. */
export const appName = 'ssis-scaleout';

/** SQL Server's own port, where neither a port nor an instance is named. */
export const defaultPort = 1433;

/** As a topology has it: `host,port` or `host\instance`, for messages. */
export function serverText(connection: Pick<SqlConnection, 'host' | 'port' | 'instance'>): string {
  const { host, port, instance } = connection;
  if (port === undefined && instance !== undefined) return `${host}\\${instance}`;
  return `${host.includes(':') ? `[${host}]` : host},${port ?? defaultPort}`;
}

/** How long things may take, in milliseconds. */
export interface CatalogLimits {
  /** One attempt to connect: name, TCP, TLS and login together. An attempt that ran out is not repeated. */
  readonly connect: number;
  /** Connecting or reading with all repetitions, where the server is there but not ready (failover, restart). */
  readonly retry: number;
  /** The same where the connection is refused at once or the name cannot be looked up now: mostly a wrong address. */
  readonly retryRefused: number;
  /** One observation, one read or one write. */
  readonly request: number;
  /** catalog.enable_scaleout, which makes logins. */
  readonly enableScaleOut: number;
  /** How long the server may take to confirm that it stopped a request; then the connection is dropped. */
  readonly cancel: number;
  /** Closing the connections; then they are dropped. */
  readonly close: number;
}

export const defaultLimits: CatalogLimits = {
  connect: 15_000,
  retry: 20_000,
  retryRefused: 3_000,
  request: 60_000,
  enableScaleOut: 120_000,
  cancel: 2_000,
  close: 3_000,
};

/** What the provider reports on its way: repetitions, lost connections. Never a secret. */
export type CatalogLog = (level: 'warn' | 'info' | 'debug', message: string) => void;

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
    throw new ScaleoutError('catalog.secret-missing', `${passwordVariable} is set, but ${userVariable} is not.`, {
      remedy: `Set ${userVariable} to the login too, or name the login by catalog.authentication (--user beside --server).`,
    });
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
