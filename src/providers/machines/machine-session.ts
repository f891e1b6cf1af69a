import { isScaleoutError, ScaleoutError } from '../../errors.js';
import { type MachineName, sameMachine } from '../../machine-name.js';
import type { MachineOperation } from '../../reconciler/machines.js';
import type { SurveyRequest } from '../../report/survey.js';
import type { Clock } from '../waiting/clock.js';
import { createSlots } from '../waiting/slots.js';
import { withinLimit } from '../waiting/within-limit.js';
import type { Connection, Exchange } from './connection.js';
import { keepConnection } from './kept-connection.js';
import type { MachineLimits } from './limits.js';
import { failureOf, unansweredOperation, unansweredReading } from './machine-error.js';
import { hostNameOf } from './observation/host-name.js';
import { remoteText } from './remote-text.js';
import { encodeInput } from './script/frame.js';
import type { MachineLook, MachineRequest } from './script/wire.js';

/* OpenSSH lets ten sessions share a connection (sshd_config(5), MaxSessions). */
const channels = 4;

const inspect = { operation: 'inspect' } as const;

/**
 * Requests to one machine over its one connection. Each throws errors of the registry or the signal's reason; what had no
 * effect on the machine yet is repeated once where the connection broke.
 */
export interface MachineSession extends AsyncDisposable {
  /** What the script answered to `inspect`, unchecked but for the host's name. */
  inspect(signal: AbortSignal): Promise<unknown>;
  /** What it answered to `survey`, unchecked but for the host's name. */
  survey(request: SurveyRequest, signal: AbortSignal): Promise<unknown>;
  /** What it answered to an operation, unchecked. */
  run(operation: MachineOperation, signal: AbortSignal): Promise<unknown>;
}

/** What the provider reports on its way: lost connections. Never a secret. */
export type MachineLog = (level: 'warn' | 'info' | 'debug', message: string) => void;

export interface SessionOptions {
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
    if (!recognised.has(connection)) await lookOver(connection, inspect, signal);
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
    inspect: (signal) => withRetry(signal, (connection) => lookOver(connection, inspect, signal)),
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
