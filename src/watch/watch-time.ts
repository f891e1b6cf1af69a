/** The time that a watch lives in. */
export interface WatchTime {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Rejects with the signal's reason when that is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}
