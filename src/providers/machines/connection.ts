import type { MachineAnswer } from './script/wire.js';

/** How it went to hand the script to a machine. */
export type Exchange =
  | { readonly outcome: 'answered'; readonly answer: MachineAnswer }
  /** The program there ended without an answer. `said`: the first words of what it printed, fit to be shown. */
  | { readonly outcome: 'noAnswer'; readonly said: string; readonly exitCode: number | null }
  /** The connection was lost after the script may have arrived. */
  | { readonly outcome: 'cut'; readonly reason: string };

/** A way to a machine that is open. */
export interface Connection extends AsyncDisposable {
  /** False when it was lost or closed: then another one is needed. */
  readonly alive: boolean;
  /**
   * Has the machine run what `encodeInput` made. Throws an error of the registry only where the machine got nothing of
   * it, and the signal's reason when that is aborted: then the script may run on.
   */
  exchange(input: string, signal: AbortSignal): Promise<Exchange>;
}
