import { isScaleoutError, ScaleoutError } from '../../../errors.js';

/**
 * Reads again what a write has changed, and ends if it is there: else throws `catalog.write-without-effect`. If it
 * cannot be read, the outcome is unknown, whatever the procedure said.
 */
export async function readBack<T>(
  what: string,
  read: () => Promise<T>,
  shows: (now: T) => boolean,
  remedy?: string,
): Promise<void> {
  let now: T;
  try {
    now = await read();
  } catch (cause) {
    if (!isScaleoutError(cause) || !cause.code.startsWith('catalog.')) throw cause;
    const detail = `${what} reported success, but could not be read back: ${cause.message}`;
    throw new ScaleoutError('catalog.outcome-unknown', detail, { cause });
  }
  if (shows(now)) return;
  const detail = `${what} reported success, but the catalog does not show it.`;
  throw new ScaleoutError('catalog.write-without-effect', detail, remedy === undefined ? {} : { remedy });
}
