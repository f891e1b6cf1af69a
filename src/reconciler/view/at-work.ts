import type { CatalogObservation } from '../../domain/catalog.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { counted } from '../../text/words.js';

type Busy = Pick<CatalogObservation, 'busy'>;

/** Executions of a row's worker; undefined: that cannot be seen. */
function running({ id }: WorkerRow, { busy }: Busy): number | undefined {
  return busy.known ? (busy.value.get(id) ?? 0) : undefined;
}

/** Whether a worker may be doing something that it would lose with its master: it is heard of, or holds work. */
export function isAtWork(row: WorkerRow, catalog: Busy): boolean {
  const count = running(row, catalog);
  return isWorkerOnline(row) || (count === undefined ? row.enabled : count > 0);
}

/** Whether it is disabled and surely runs nothing. */
export function isOutOfService(row: WorkerRow, catalog: Busy): boolean {
  return !row.enabled && running(row, catalog) === 0;
}

/** What is to be said of a worker that may work, a clause. */
export function stateWords(row: WorkerRow, catalog: Busy): string {
  const count = running(row, catalog);
  if (count === undefined) return 'what it runs cannot be seen';
  if (count > 0) return `it runs ${counted(count, 'execution')}`;
  return row.enabled ? 'it is enabled' : 'it is disabled';
}

/** Whether no row of the catalog is heard of or holds work. */
export function isNobodyAtWork(catalog: CatalogObservation): boolean {
  return catalog.workers.known && !catalog.workers.value.some((row) => isAtWork(row, catalog));
}
