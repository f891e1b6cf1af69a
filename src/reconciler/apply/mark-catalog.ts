import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import { isScaleoutError } from '../../errors.js';
import type { Catalog, CatalogObservation } from '../catalog.js';

/**
 * Leaves the topology's name in the catalog, where another or none was observed. A login that may not write it goes
 * without, which is told by a note; throws what else keeps it from being written.
 */
export async function markCatalog(
  catalog: Catalog,
  topology: string,
  { mark }: Pick<CatalogObservation, 'mark'>,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  if (mark.known && mark.value === topology) return [];
  try {
    await setTwice(catalog, topology, signal);
    return [];
  } catch (error) {
    if (!isScaleoutError(error, 'catalog.permission-denied')) throw error;
    return [diagnostic('plan.not-marked', error.message, { severity: 'note' })];
  }
}

/** Whether the first one had an effect does not matter: the second one has the same. */
async function setTwice(catalog: Catalog, topology: string, signal: AbortSignal): Promise<void> {
  try {
    await catalog.setMark(topology, signal);
  } catch (error) {
    if (!isScaleoutError(error, 'catalog.outcome-unknown')) throw error;
    await catalog.setMark(topology, signal);
  }
}
