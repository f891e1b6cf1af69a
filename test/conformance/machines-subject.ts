import type { MachineName } from '../../src/domain/machine-name.js';
import type { Machines } from '../../src/domain/machines.js';
import type { MachineAnswer, MachineRequest } from '../../src/providers/machines/script/wire.js';

/** Machines for one test, of which one can be reached. */
export interface MachinesSubject extends AsyncDisposable {
  readonly machines: Machines;
  readonly machine: MachineName;
  /** Connections or processes that are open at the far end. */
  readonly open: () => number;
}

/** What the far end does with a request: answers, says nothing, breaks the connection, or prints something and ends. */
export type FarAnswer = MachineAnswer | 'hang' | 'cut' | { readonly prints: string };

/** Machines whose far end is the test's own. */
export interface CannedSubject extends MachinesSubject {
  /** Requests that arrived, but for `inspect`. */
  readonly requests: readonly MachineRequest[];
  /** How many requests arrived, of any kind. */
  readonly arrived: () => number;
  /** Lets every time limit pass that counts now. No other time passes. */
  readonly elapse: () => void;
}

export interface CannedWish {
  readonly answer: (request: MachineRequest) => FarAnswer;
}
