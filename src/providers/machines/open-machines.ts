import { isScaleoutError, ScaleoutError } from '../../errors.js';
import type { MachineName } from '../../machine-name.js';
import type { Known } from '../../reconciler/known.js';
import type { Machines } from '../../reconciler/machines.js';
import type { MachineSurveyor } from '../../report/survey.js';
import { type Clock, systemClock } from '../waiting/clock.js';
import { createSlots } from '../waiting/slots.js';
import { withinLimit } from '../waiting/within-limit.js';
import { checkTrust } from './check-trust.js';
import { thisMachine } from './here.js';
import { defaultMachineLimits, type MachineLimits } from './limits.js';
import { type MachineLog, type MachineSession, startSession } from './machine-session.js';
import { observationOf } from './observation/observation-of.js';
import { resultOf } from './observation/result-of.js';
import { surveyOf } from './observation/survey-of.js';
import { type Here, openConnection } from './open-connection.js';
import type { Reach } from './reach.js';
import { createSessions } from './sessions.js';

export interface MachinesOptions {
  /** How a machine is reached; asked whenever a connection is opened. May throw errors of the registry. */
  readonly reachOf: (machine: MachineName) => Promise<Reach>;
  /** How many machines are worked on at one time; the others wait in the order in which they came. */
  readonly parallelism: number;
  readonly limits?: Partial<MachineLimits>;
  readonly clock?: Clock;
  readonly log?: MachineLog;
  /** The machine that scaleout runs on, for the transports local and winrm. */
  readonly here?: Here;
}

/** The machines over every transport. Nothing is connected before the first call for a machine. */
export function openMachines(options: MachinesOptions): Machines & MachineSurveyor {
  const { reachOf, parallelism, clock = systemClock, log = () => undefined, here = thisMachine() } = options;
  const limits = { ...defaultMachineLimits, ...options.limits };
  const slots = createSlots(parallelism);
  const sessions = createSessions();

  const open = (machine: MachineName, signal: AbortSignal) => {
    const late = () =>
      new ScaleoutError('machine.timeout', `${machine} could not be reached within ${limits.connect / 1000} s.`);
    return withinLimit(clock, limits.connect, late, signal, async (inner) => {
      const reach = await reachOf(machine);
      return openConnection(machine, reach, here, limits, inner);
    });
  };

  const sessionOf = (machine: MachineName): MachineSession => {
    const start = () => startSession({ machine, open: (signal) => open(machine, signal), limits, clock, log });
    return sessions.of(machine, start);
  };

  const inTurn = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const leave = await slots.take(signal);
    try {
      return await work();
    } finally {
      leave();
    }
  };

  /** What a look shows; unknown with its reason where it failed. */
  const seen = async <T>(signal: AbortSignal, look: () => Promise<T>): Promise<Known<T>> => {
    try {
      return { known: true, value: await inTurn(signal, look) };
    } catch (error) {
      signal.throwIfAborted();
      if (!isScaleoutError(error)) throw error;
      const { message, code, remedy } = error;
      return { known: false, reason: message, error: { code, remedy } };
    }
  };

  return {
    inspect: (machine, signal) =>
      seen(signal, async () => observationOf(machine, await sessionOf(machine).inspect(signal))),
    survey: (machine, request, signal) =>
      seen(signal, async () => surveyOf(machine, await sessionOf(machine).survey(request, signal))),
    async run(machine, operation, signal) {
      checkTrust(machine, operation);
      const answer = await inTurn(signal, () => sessionOf(machine).run(operation, signal));
      return resultOf(machine, operation, answer);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sessions.all().map((session) => session[Symbol.asyncDispose]()));
    },
  };
}
