import type { ExamineRequest } from '../../domain/examination.js';
import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import type { MachineOperation } from '../../domain/machines.js';
import type { SurveyRequest } from '../../domain/survey.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { type Clock, createSlots, untilAborted, withinLimit } from '../waiting.js';
import {
  type Connection,
  type Exchange,
  failureOf,
  type MachineLimits,
  remoteText,
  unansweredOperation,
  unansweredReading,
} from './connection.js';
import { hostNameOf } from './observation/observation-of.js';
import { encodeInput } from './script/frame.js';
import type { MachineLook, MachineRequest } from './script/wire.js';

/* OpenSSH lets ten sessions share a connection (sshd_config(5), MaxSessions). */
const channels = 4;

const inspection = { operation: 'inspect' } as const;

/**
 * Requests to one machine over its one connection. Each throws errors of the registry or the signal's reason; what had no
 * effect on the machine yet is repeated once where the connection broke.
 */
export interface MachineSession extends AsyncDisposable {
  /** What the script answered to `inspect`, unchecked but for the host's name. */
  inspect(signal: AbortSignal, examine?: ExamineRequest): Promise<unknown>;
  /** What it answered to `survey`, unchecked but for the host's name. */
  survey(request: SurveyRequest, signal: AbortSignal): Promise<unknown>;
  /** What it answered to an operation, unchecked. */
  run(operation: MachineOperation, signal: AbortSignal): Promise<unknown>;
}

/** What the provider reports on its way: lost connections. Never a secret. */
export type MachineLog = (level: 'warn' | 'info' | 'debug', message: string) => void;

interface SessionOptions {
  readonly machine: MachineName;
  readonly open: (signal: AbortSignal) => Promise<Connection>;
  readonly limits: MachineLimits;
  readonly clock: Clock;
  readonly log: MachineLog;
}

export function startSession({ machine, open, limits, clock, log }: SessionOptions): MachineSession {
  const kept = keepConnection(open, limits.idle, clock);
  const turns = createSlots(channels);
  /* Connections at whose other end the right machine has answered. */
  const recognised = new WeakSet<Connection>();

  const exchange = async (connection: Connection, request: MachineRequest, limit: number, signal: AbortSignal) => {
    const late = new ScaleoutError('machine.timeout', `${machine} did not answer within ${limit / 1000} s.`);
    const work = (inner: AbortSignal) => connection.exchange(encodeInput(request), inner);
    return withinLimit(clock, limit, () => late, signal, work);
  };

  const lookOver = async (connection: Connection, look: MachineLook, signal: AbortSignal): Promise<unknown> => {
    const result = await exchange(connection, look, limits.answer, signal);
    if (result.outcome !== 'answered') throw unansweredReading(machine, result);
    if (!result.answer.ok) throw failureOf(machine, look.operation, result.answer);
    const hostName = hostNameOf(result.answer.value);
    if (hostName === undefined || !sameMachine(machine, hostName)) {
      const name = hostName === undefined ? 'a machine without a name' : remoteText(hostName);
      throw new ScaleoutError('machine.wrong-host', `Where ${machine} is looked for, ${name} answers.`);
    }
    recognised.add(connection);
    return result.answer.value;
  };

  const runOver = async (
    connection: Connection,
    operation: MachineOperation,
    signal: AbortSignal,
  ): Promise<unknown> => {
    // Nothing is written before we know whose machine it is.
    if (!recognised.has(connection)) await lookOver(connection, inspection, signal);
    const name = operation.operation;
    const limit = limits.answer + waitOf(operation);
    const result = await exchange(connection, operation, limit, signal).catch((error: unknown): Exchange => {
      if (!isScaleoutError(error, 'machine.timeout')) throw error;
      return { outcome: 'cut', reason: `nothing came within ${limit / 1000} s` };
    });
    if (result.outcome !== 'answered') throw unansweredOperation(machine, name, result);
    if (!result.answer.ok) throw failureOf(machine, name, result.answer);
    return result.answer.value;
  };

  /** Once more over a new connection, where the first one broke before it did anything that matters. */
  const withRetry = async (
    signal: AbortSignal,
    work: (connection: Connection) => Promise<unknown>,
  ): Promise<unknown> => {
    const leave = await turns.take(signal);
    try {
      const first = await kept.use(signal, async (connection) => {
        try {
          return { value: await work(connection) };
        } catch (error) {
          if (connection.alive || !isScaleoutError(error, 'machine.unreachable')) throw error;
          log('info', `${error.message} Its connection is opened once more.`);
          return undefined;
        }
      });
      return first === undefined ? await kept.use(signal, work) : first.value;
    } finally {
      leave();
    }
  };

  return {
    inspect(signal, examine) {
      const look = examine === undefined ? inspection : { ...inspection, examine };
      return withRetry(signal, (connection) => lookOver(connection, look, signal));
    },
    survey: (request, signal) =>
      withRetry(signal, (connection) => lookOver(connection, { operation: 'survey', ...request }, signal)),
    run: (operation, signal) => withRetry(signal, (connection) => runOver(connection, operation, signal)),
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  };
}

/** How long an operation itself may wait on the machine, in milliseconds. */
function waitOf(operation: MachineOperation): number {
  switch (operation.operation) {
    case 'startService':
    case 'stopService':
      return operation.timeoutSeconds * 1000;
    case 'restartService':
      return 2 * operation.timeoutSeconds * 1000;
    default:
      return 0;
  }
}

/** The one connection to a machine: opened when it is needed, kept, and opened again when it was lost. */
interface KeptConnection extends AsyncDisposable {
  /** Works with it. An aborted signal ends the wait for it. */
  use<T>(signal: AbortSignal, work: (connection: Connection) => Promise<T>): Promise<T>;
}

interface Opening {
  readonly promise: Promise<Connection>;
  readonly ending: AbortController;
  waiting: number;
}

/** `open` is called again after every loss; what nobody uses for `idle` milliseconds is closed. */
function keepConnection(
  open: (signal: AbortSignal) => Promise<Connection>,
  idle: number,
  clock: Clock,
): KeptConnection {
  let opening: Opening | undefined;
  let connection: Connection | undefined;
  let users = 0;
  let idling: AbortController | undefined;
  let closed = false;
  const closing = new Set<Promise<void>>();

  const close = (which: Connection) => {
    const done = Promise.resolve(which[Symbol.asyncDispose]()).finally(() => closing.delete(done));
    closing.add(done);
  };

  const closeCurrent = () => {
    if (connection !== undefined) close(connection);
    connection = undefined;
  };

  const startOpening = (): Opening => {
    const ending = new AbortController();
    const started: Opening = { promise: open(ending.signal), ending, waiting: 0 };
    const settled = started.promise
      .then(
        (opened) => {
          // Whoever waited may have gone meanwhile.
          if (closed || ending.signal.aborted) close(opened);
          else connection = opened;
        },
        () => undefined,
      )
      .then(() => {
        if (opening === started) opening = undefined;
        closing.delete(settled);
      });
    closing.add(settled);
    return started;
  };

  const obtain = async (signal: AbortSignal): Promise<Connection> => {
    opening ??= startOpening();
    const mine = opening;
    mine.waiting += 1;
    try {
      return await untilAborted(mine.promise, signal);
    } finally {
      mine.waiting -= 1;
      if (mine.waiting === 0 && opening === mine) {
        opening = undefined;
        mine.ending.abort();
      }
    }
  };

  const rest = () => {
    if (users > 0 || closed || connection === undefined) return;
    idling = new AbortController();
    clock.sleep(idle, idling.signal).then(closeCurrent, () => undefined);
  };

  return {
    async use(signal, work) {
      if (closed) throw new ScaleoutError('machine.unreachable', 'The connections to the machines are closed already.');
      idling?.abort();
      users += 1;
      try {
        if (connection?.alive === false) closeCurrent();
        return await work(connection ?? (await obtain(signal)));
      } finally {
        users -= 1;
        rest();
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      idling?.abort();
      opening?.ending.abort();
      closeCurrent();
      while (closing.size > 0) await Promise.all(closing);
    },
  };
}
