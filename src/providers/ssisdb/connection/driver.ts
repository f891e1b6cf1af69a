import { isIP } from 'node:net';
import type sql from 'mssql';
import { ScaleoutError } from '../../../errors/errors.js';
import type { DriverModule, Send } from '../request/sql-request.js';
import type { LiveConnections } from './live-connections.js';
import {
  appName,
  type CatalogLimits,
  defaultLimits,
  defaultPort,
  type EntraCredential,
  type SqlAuthentication,
  type SqlConnection,
} from './sql-connection.js';

export interface Driver {
  readonly module: DriverModule;
  /** A configuration for one pool: mssql changes what it is given. It may hold secrets in the open. */
  newConfig(beforeConnect: LiveConnections['watch']): sql.config;
  send(pool: sql.ConnectionPool, loginMessagesOf: LiveConnections['loginMessagesOf']): Send;
}

/**
 * Loads the driver that the connection needs: tedious, or msnodesqlv8 for integrated authentication. It is loaded when
 * it is needed, because that takes 0.2 s. Throws `catalog.integrated-unavailable`, and `catalog.not-encrypted` for a
 * driver that could not be kept from logging in without encryption.
 */
export async function loadDriver(
  connection: SqlConnection,
  parallelism: number,
  limits: CatalogLimits,
): Promise<Driver> {
  const { authentication } = connection;
  if (authentication.type === 'integrated') {
    const module = await loadOdbcDriver();
    const { sendByMssql } = await import('../request/send-by-mssql.js');
    return {
      module,
      newConfig: () => odbcConfig({ ...connection, authentication }, parallelism, limits),
      send: (pool) => sendByMssql(pool, module),
    };
  }
  const [{ default: module }, { checkDriver, requireEncryption }, { sendByTedious }] = await Promise.all([
    import('mssql'),
    import('./require-encryption.js'),
    import('../request/send-by-tedious.js'),
  ]);
  const isDemanded = connection.encrypt !== false;
  if (isDemanded) checkDriver();
  return {
    module,
    newConfig: (beforeConnect) => ({
      ...tediousConfig({ ...connection, authentication }, parallelism, limits),
      beforeConnect(made) {
        beforeConnect(made);
        if (isDemanded) requireEncryption(made, connection);
      },
    }),
    send: sendByTedious,
  };
}

async function loadOdbcDriver(): Promise<DriverModule> {
  if (process.platform !== 'win32') {
    throw new ScaleoutError(
      'catalog.integrated-unavailable',
      `Integrated authentication works on Windows alone; this is ${process.platform}.`,
    );
  }
  try {
    return (await import('mssql/msnodesqlv8.js')).default as unknown as DriverModule;
  } catch (cause) {
    throw new ScaleoutError('catalog.integrated-unavailable', 'The package msnodesqlv8 cannot be loaded.', { cause });
  }
}

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

type IntegratedConnection = SqlConnection & {
  readonly authentication: { readonly type: 'integrated'; readonly odbcDriver: string };
};

/** The configuration of mssql with msnodesqlv8: integrated authentication through ODBC. It holds no secret. */
export function odbcConfig(connection: IntegratedConnection, parallelism: number, limits: CatalogLimits): sql.config {
  return {
    ...poolOptions(parallelism, limits),
    server: connection.host,
    database: connection.database,
    validateConnection: false,
    connectionString: odbcConnectionString(connection),
  } as sql.config;
}

/**
 * Keywords: learn.microsoft.com, DSN and connection string keywords for ODBC Driver for SQL Server. `Encrypt=yes` is a
 * demand there: without a certificate that can be verified, or trusted by TrustServerCertificate, the attempt to connect
 * fails (learn.microsoft.com, Using Encryption Without Validation). Throws `catalog.not-encrypted` for a driver of which that
 * is not known.
 */
export function odbcConnectionString(connection: IntegratedConnection): string {
  const { host, port, instance } = connection;
  if (connection.encrypt !== false) refuseUnknownDriver(connection);
  const named = port === undefined && instance !== undefined;
  const keywords = {
    Driver: connection.authentication.odbcDriver,
    Server: named ? `${host}\\${instance}` : `tcp:${host},${port ?? defaultPort}`,
    Database: connection.database,
    Trusted_Connection: 'Yes',
    Encrypt: connection.encrypt === 'strict' ? 'strict' : connection.encrypt ? 'yes' : 'no',
    TrustServerCertificate: connection.trustServerCertificate ? 'yes' : 'no',
    MultiSubnetFailover: 'Yes',
    APP: connection.appName ?? appName,
    ...(connection.serverName === undefined ? {} : { HostNameInCertificate: connection.serverName }),
  };
  return Object.entries(keywords)
    .map(([keyword, value]) => `${keyword}={${value.replaceAll('}', '}}')}};`)
    .join('');
}

// Strict came with version 18 (learn.microsoft.com, Release notes for ODBC Driver for SQL Server on Windows).
const strictSince = 18;

/** An ODBC driver passes over keywords that it does not know: to another one than Microsoft's, Encrypt may mean nothing. */
function refuseUnknownDriver({ authentication: { odbcDriver }, encrypt }: IntegratedConnection): void {
  const [, version] = /^ODBC Driver (\d+) for SQL Server$/i.exec(odbcDriver) ?? [];
  if (version !== undefined && (encrypt !== 'strict' || Number(version) >= strictSince)) return;
  const demand = encrypt === 'strict' ? 'catalog.encrypt: strict' : 'encryption';
  throw new ScaleoutError('catalog.not-encrypted', `The ODBC driver ${odbcDriver} is not known to hold to ${demand}.`, {
    remedy: `Install Microsoft's ODBC Driver 18 for SQL Server, and name it in SCALEOUT_ODBC_DRIVER where that is set.`,
  });
}

/** What both drivers are told about the pool. */
export function poolOptions(parallelism: number, limits: CatalogLimits) {
  return {
    connectionTimeout: limits.connect,
    // Ours ends a request at its limit: tedious stops its own timer at the first packet of an answer.
    requestTimeout: 0,
    arrayRowMode: true,
    stream: true,
    pool: {
      min: 0,
      max: parallelism,
      acquireTimeoutMillis: 2 * limits.connect,
      createTimeoutMillis: 2 * limits.connect,
    },
  } satisfies Partial<sql.config>;
}

/** A session that is only there, and calls a procedure now and then. */
export interface HeldSession {
  leave(): Promise<void>;
  /** The first value of the first row that a procedure answers with: a text is sent as nvarchar, a number as int. */
  call(procedure: string, parameters: Readonly<Record<string, string | number | null>>): Promise<unknown>;
}

/** Milliseconds that connecting, and the one request, may take. */
const timeout = 5_000;

/**
 * Logs in and stays, with one connection that asks for nothing of itself. Undefined where nobody answers, where the login is
 * refused, or where the server is not the one that the connection describes; of a connection that demands encryption nothing
 * of the login has left then. Throws `catalog.not-encrypted` for a driver that could not be kept from it.
 */
export async function holdSession(connection: SqlConnection): Promise<HeldSession | undefined> {
  const { module, newConfig } = await loadDriver(connection, 1, { ...defaultLimits, connect: timeout });
  const config = newConfig(() => undefined);
  const pool = new module.ConnectionPool({
    ...config,
    requestTimeout: timeout,
    stream: false,
    // One connection, kept: the server counts it.
    pool: { min: 1, max: 1 },
  });
  // Without a listener a lost connection would end the process.
  pool.on('error', () => {});
  try {
    await pool.connect();
    // The pool's connection is opened by its first request.
    await pool.request().batch('SELECT 1');
    return {
      leave: () => pool.close(),
      async call(procedure, parameters) {
        const request = pool.request();
        // The driver takes the type from the value: nvarchar or int.
        for (const [name, value] of Object.entries(parameters)) request.input(name, value);
        const { recordset } = await request.execute(procedure);
        const [row] = (recordset ?? []) as readonly (readonly unknown[])[];
        return row?.[0];
      },
    };
  } catch {
    // Whatever it was: this is not the server. The caller looks again.
    await pool.close();
    return undefined;
  }
}
