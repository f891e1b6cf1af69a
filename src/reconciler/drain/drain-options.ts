import type { Policy } from '../../topology/topology.js';
import type { Catalog } from '../catalog.js';
import type { DrainedWorker } from './look.js';

export interface DrainOptions {
  readonly catalog: Catalog;
  readonly worker: DrainedWorker;
  readonly policy: Policy['drain'];
  /** One that is found disabled was left so by a drain that was cut off: it is enabled again while it has work. */
  readonly continues?: boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Waits; rejects with the signal's reason when that is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Tells the user what is waited for, when that changes and each half minute. */
  readonly progress: (message: string) => void;
  readonly signal: AbortSignal;
}
