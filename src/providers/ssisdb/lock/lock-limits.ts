import type { CatalogLimits } from '../limits.js';

/** How long things of the lock take, in milliseconds. */
export interface LockLimits {
  /** The longest wait that one request asks the server for: a lost connection is noticed between two of them. */
  readonly slice: number;
  /** Between two looks at a held lock. */
  readonly keepalive: number;
  /** For the answer to anything that waits for nothing; a lock whose server says nothing for so long is lost. */
  readonly answer: number;
  /** For giving it back; then the end of the connection does it. */
  readonly release: number;
}

/** Cancelling and closing are cut short: whoever ends may drop the connection, and the lock goes with it. */
export const defaultLockLimits: LockLimits & Pick<CatalogLimits, 'cancel' | 'close'> = {
  slice: 3_000,
  keepalive: 4_000,
  answer: 6_000,
  release: 1_000,
  cancel: 500,
  close: 500,
};
