import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { type ExitCode, ScaleoutError } from '../errors/errors.js';

/** How Ctrl-C (SIGINT), SIGTERM and SIGHUP reach a command, and on Windows Ctrl-Break (SIGBREAK). */
export interface Interrupts {
  /** Aborted by the first one. */
  readonly stop: AbortSignal;
  /** Aborted by the first one too, unless the command is finishing gracefully; then by the second. */
  readonly abort: AbortSignal;
  /** From now on the first interrupt only stops; `onStop` tells the user. Ends with the returned function. */
  finishGracefully(onStop: () => void): () => void;
  /**
   * SIGHUP is no interrupt from now on: to a service it means that something is to be looked at again. On Windows it stays
   * one: the console is being closed, and Windows ends the process about 10 s later (Node, Signal events).
   */
  leaveHangups(): void;
}

/** The same for whoever runs the command. */
export interface InterruptControl extends Interrupts {
  /** Cuts off what is under way, as the second interrupt does: the process ends soon, whatever hangs. */
  cutOff(reason: ScaleoutError): void;
  /** The command is over: from now on an interrupt ends the process at once, with this code. */
  commandEnded(code: ExitCode): void;
  /** Ends the process, with this code unless it hangs. */
  end(code: ExitCode): Promise<never>;
}

/** Milliseconds from the interrupt that cuts off to the end by force: the process is gone within ten seconds. */
const longestEnd = 9_000;

/** Milliseconds that the end waits for reads of files and look-ups of names that nobody waits for any more. */
const longestRead = 30_000;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens to the process's signals. The one that cuts off ends the process within 10 s, and the third one at once, whatever
 * is under way. `tell` writes to standard error.
 */
export function listenForInterrupts(process: NodeJS.Process, tell: (text: string) => void): InterruptControl {
  const onWindows = process.platform === 'win32';
  const stop = new AbortController();
  const abort = new AbortController();
  let graceful: (() => void) | undefined;
  let codeAtEnd: ExitCode | undefined;
  let seen = 0;
  const leaveTerminal = terminalLeaver();
  const endByForce = () => killByInterrupt(process, leaveTerminal);
  process.on('exit', leaveTerminal);
  const cutOff = (reason: ScaleoutError) => {
    stop.abort(reason);
    if (abort.signal.aborted) return;
    abort.abort(reason);
    // It does not keep a process that has nothing left to wait for; what hangs keeps it.
    setTimeout(() => {
      tell(`What was under way did not end within ${longestEnd / 1000} s: the process is ended.\n`);
      if (reason.code === 'command.interrupted') endByForce();
      process.exit(reason.exitCode);
    }, longestEnd).unref();
  };
  const onSignal = () => {
    seen += 1;
    if (codeAtEnd !== undefined && codeAtEnd !== 130 && !readsUnderWay(process)) process.exit(codeAtEnd);
    if (seen > 2 || codeAtEnd !== undefined) endByForce();
    const reason = new ScaleoutError('command.interrupted', 'The command was interrupted.');
    const first = !stop.signal.aborted;
    stop.abort(reason);
    if (first && graceful !== undefined) graceful();
    else cutOff(reason);
  };
  for (const signal of signals) process.on(signal, onSignal);
  // What service wrappers send; without a listener it ends the process in the middle of a step.
  if (onWindows) process.on('SIGBREAK', onSignal);
  return {
    stop: stop.signal,
    abort: abort.signal,
    finishGracefully(onStop) {
      graceful = onStop;
      return () => {
        graceful = undefined;
      };
    },
    leaveHangups() {
      if (!onWindows) process.off('SIGHUP', onSignal);
    },
    cutOff,
    commandEnded(code) {
      codeAtEnd = code;
    },
    async end(code) {
      const end = performance.now() + longestRead;
      while (readsUnderWay(process) && performance.now() < end) await delay(10);
      if (readsUnderWay(process)) {
        tell('The process is ended by force: a read of a file or a look-up of a name does not return.\n');
        endByForce();
      }
      return process.exit(code);
    },
  };
}

/** Whether a thread of the process reads a file or looks a name up. */
function readsUnderWay(process: NodeJS.Process): boolean {
  return process.getActiveResourcesInfo().some((name) => /^(FSReq|GetAddrInfo|GetNameInfo)/.test(name));
}

/**
 * Ends the process as SIGINT does, which a shell shows as 130. `process.exit` is no way to end one that hangs: it waits for
 * the threads (uv_library_shutdown), and a thread that reads from a pipe without a writer never comes back. On Windows
 * the exit code is 1. The first process of a container gets no such signal, and is left to `process.exit`.
 */
function killByInterrupt(process: NodeJS.Process, leaveTerminal: () => void): never {
  leaveTerminal();
  process.removeAllListeners('SIGINT');
  process.kill(process.pid, 'SIGINT');
  return process.exit(130);
}

/**
 * At its end Node gives a terminal back as it found it, and aborts (SIGABRT or SIGSEGV, with a core) where that fails because the terminal was closed: the
 * true exit code is lost. It leaves alone what is not open any more (ResetStdio in Node's src/node.cc).
 */
function terminalLeaver(): () => void {
  const terminals = [0, 1, 2].filter((file) => isatty(file));
  return () => {
    for (const file of terminals.filter((each) => !isatty(each))) {
      try {
        closeSync(file);
      } catch {
        // It is closed already.
      }
    }
  };
}
