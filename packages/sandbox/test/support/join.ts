import sql from 'mssql';
import type { JoinServer } from '../../src/directory/join-server.js';
import { poolConfig } from './sandbox.js';

/** Joins as a driver of SQL Server does it, with one connection that is kept: the server counts it. */
export const joinServer: JoinServer = async (connection, { user, password }) => {
  const config = poolConfig(connection, { name: user, password });
  const { database: _, ...rest } = config;
  const timeouts = { connectionTimeout: 5_000, requestTimeout: 5_000 };
  const pool = new sql.ConnectionPool({ ...rest, ...timeouts, pool: { min: 1, max: 1 } });
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
        for (const [name, value] of Object.entries(parameters)) request.input(name, value);
        const { recordset } = await request.execute(procedure);
        const [row] = recordset ?? [];
        return row === undefined ? undefined : Object.values(row)[0];
      },
    };
  } catch {
    await pool.close();
    return undefined;
  }
};
