import { ScaleoutError } from '../../errors.js';
import type { Clock } from '../waiting/clock.js';
import { untilAborted } from '../waiting/until-aborted.js';
import type { Connection } from './connection.js';

/** The one connection to a machine: opened when it is needed, kept, and opened again when it was lost. */
export interface KeptConnection extends AsyncDisposable {
  /** Works with it. An aborted signal ends the wait for it. */
  use<T>(signal: AbortSignal, work: (connection: Connection) => Promise<T>): Promise<T>;
}

interface Opening {
  readonly promise: Promise<Connection>;
  readonly ending: AbortController;
  waiting: number;
}

/** `open` is called again after every loss; what nobody uses for `idle` milliseconds is closed. */
export function keepConnection(
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
