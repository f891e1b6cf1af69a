import { loadDriver } from './driver.js';
import { defaultLimits, type SqlConnection } from './sql-connection.js';

/** A session that is only there. */
export interface HeldSession {
  leave(): Promise<void>;
}

/** Milliseconds that connecting, and the one request, may take. */
const timeout = 5_000;

/**
 * Logs in and stays, with one connection that asks for nothing more. Undefined where nobody answers, where the login is
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
    return { leave: () => pool.close() };
  } catch {
    // Whatever it was: this is not the server. The caller looks again.
    await pool.close();
    return undefined;
  }
}
