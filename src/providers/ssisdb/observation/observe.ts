import type { CatalogObservation } from '../../../reconciler/catalog.js';
import type { SqlServer } from '../request/sql-server.js';
import { collectObservation } from './collect-observation.js';
import { observeSql } from './observe.sql.js';

/** Everything that the catalog shows, in one request of at most so many milliseconds. */
export function observe(server: SqlServer, limit: number, signal: AbortSignal): Promise<CatalogObservation> {
  const request = { kind: 'query', text: observeSql, parameters: [], what: 'observing the catalog', limit } as const;
  return server.read(request, collectObservation, signal);
}
