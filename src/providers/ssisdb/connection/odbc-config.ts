import type sql from 'mssql';
import { ScaleoutError } from '../../../errors.js';
import type { CatalogLimits } from '../limits.js';
import { poolOptions } from './pool-options.js';
import { appName, defaultPort, type SqlConnection } from './sql-connection.js';

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
