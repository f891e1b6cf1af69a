import type sql from 'mssql';
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

/** Keywords: learn.microsoft.com, DSN and connection string keywords for ODBC Driver for SQL Server. */
export function odbcConnectionString(connection: IntegratedConnection): string {
  const { host, port, instance } = connection;
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
