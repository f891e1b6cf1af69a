import { ScaleoutError } from '../errors.js';

/** How Ctrl-C (SIGINT), SIGTERM and SIGHUP reach a command. */
export interface Interrupts {
  /** Aborted by the first one. */
  readonly stop: AbortSignal;
  /** Aborted by the first one too, unless the command is finishing gracefully; then by the second. */
  readonly abort: AbortSignal;
  /** From now on the first interrupt only stops; `onStop` tells the user. Ends with the returned function. */
  finishGracefully(onStop: () => void): () => void;
  /** SIGHUP is no interrupt from now on: to a service it means that something is to be looked at again. */
  leaveHangups(): void;
}

/** Listens to the process's signals. The third one ends the process at once, whatever is under way. */
export function listenForInterrupts(process: NodeJS.Process): Interrupts {
  const stop = new AbortController();
  const abort = new AbortController();
  let graceful: (() => void) | undefined;
  let seen = 0;
  const reason = () => new ScaleoutError('command.interrupted', 'The command was interrupted.');
  const onSignal = () => {
    seen += 1;
    if (seen > 2) process.exit(130);
    const first = !stop.signal.aborted;
    stop.abort(reason());
    if (first && graceful !== undefined) graceful();
    else abort.abort(reason());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return {
    stop: stop.signal,
    abort: abort.signal,
    finishGracefully(onStop) {
      graceful = onStop;
      return () => {
        graceful = undefined;
      };
    },
    leaveHangups: () => void process.off('SIGHUP', onSignal),
  };
}
