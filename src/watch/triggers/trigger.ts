import type { WatchReason } from '../watch-event.js';

/** What every trigger is told: whom to wake. */
export interface WakeOptions {
  /** Something may have changed: look again. It must not throw. */
  readonly onWake: (reason: WatchReason) => void;
}

/** Something that wakes the loop. Disposing of it closes all that it holds open; no wake comes after that. */
export interface Trigger extends AsyncDisposable {
  /** Resolves when nothing that happens from now on is missed: await it before the first look at the world. */
  readonly ready: Promise<void>;
}
