import type { CatalogObservation } from '../domain/catalog.js';
import { type Diagnostic, diagnosticOf, isScaleoutError } from '../errors/errors.js';
import { noMoreWaiting, nowWaiting, readWaiting, type WaitingNews, writeWaiting } from '../reconciler/hold/waiting.js';
import type { WatchOptions, WatchWorld } from './watch-options.js';

/** Of one topology: the plan that waits for an approval, or the one that was carried out; neither: none waits. */
interface News {
  readonly topology: string;
  readonly waiting?: Omit<WaitingNews, 'topology'> | undefined;
  readonly carriedOut?: Omit<WaitingNews, 'topology'>;
}

/**
 * Leaves in the catalog which plan waits, so that approve and status know; only where it is something new. Returns a warning
 * where that is not possible.
 */
export async function tellWaiting(
  { options, world }: { readonly options: Pick<WatchOptions, 'mode' | 'time'>; readonly world: WatchWorld },
  { catalog: { notes } }: { readonly catalog: Pick<CatalogObservation, 'notes'> },
  { topology, waiting, carriedOut }: News,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  // Who may not see the notes is held by that anyway; who only observes writes nothing.
  if (!notes.known || options.mode === 'observe') return [];
  const read = readWaiting(notes);
  // What is not ours to read is replaced.
  const known = read.known ? read.value : [];
  const now = options.time.now();
  const done = carriedOut === undefined ? undefined : { topology, ...carriedOut };
  const next =
    waiting === undefined
      ? noMoreWaiting(known, topology, now, done)
      : nowWaiting(known, { topology, ...waiting }, now);
  if (next === undefined) return [];
  try {
    await world.catalog.setNote('waiting', writeWaiting(next), signal);
    return [];
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    return [{ ...diagnosticOf(error), severity: 'warning' }];
  }
}
