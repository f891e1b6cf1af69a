import type { MachineName } from '../machine-name.js';
import type { Known } from './catalog.js';

/** What a Windows machine showed at one moment. Its fields come with the transports that can read them. */
export interface MachineObservation {
  readonly machine: MachineName;
}

/**
 * The Windows machines as the reconciler sees them: the second of the two interfaces beneath it.
 *
 * A machine that cannot be reached is `known: false` with the reason, and never stands for an absent or equal one.
 */
export interface Machines extends AsyncDisposable {
  inspect(machine: MachineName, signal: AbortSignal): Promise<Known<MachineObservation>>;
}
