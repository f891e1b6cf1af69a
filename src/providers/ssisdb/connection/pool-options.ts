import type sql from 'mssql';
import type { CatalogLimits } from '../limits.js';

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
