import type sql from 'mssql';
import { ScaleoutError } from '../../../errors/errors.js';
import type { DriverModule, Send } from '../request/sql-request.js';
import { odbcConfig, tediousConfig } from './driver-config.js';
import type { LiveConnections } from './live-connections.js';
import type { CatalogLimits, SqlConnection } from './sql-connection.js';

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
