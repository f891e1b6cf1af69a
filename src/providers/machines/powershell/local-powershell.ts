// src/providers/machines/powershell runs the script by a PowerShell of this machine: here, or through remoting (WinRM).

import { type ChildProcess, spawn } from 'node:child_process';
import { type MachineName, sameMachine } from '../../../domain/machine-name.js';
import { ScaleoutError } from '../../../errors/errors.js';
import { onAbort } from '../../waiting.js';
import { type Connection, collectAnswer, type Exchange } from '../connection.js';
import { remoteText } from '../machine-error.js';
import { bootstrapCommand } from '../script/bootstrap.js';
import type { MachineAnswer } from '../script/wire.js';

/** This machine itself, which is called `hostName`. Throws `machine.wrong-host` where another one is meant. */
export function openLocal(machine: MachineName, hostName: string, powerShell: LocalPowerShell): Connection {
  if (!sameMachine(machine, hostName)) {
    const detail = `${machine} has the transport local, but scaleout runs on ${hostName}.`;
    throw new ScaleoutError('machine.wrong-host', detail, {
      remedy: `Run scaleout on ${machine}, or use ssh or winrm.`,
    });
  }
  return processConnection(async (input, signal) => {
    const { answer, said, exitCode } = await runPowerShell(powerShell, bootstrapCommand(), input, signal);
    if (answer !== undefined) return { outcome: 'answered', answer };
    return { outcome: 'noAnswer', said: remoteText(said), exitCode };
  });
}

/** The PowerShell of this machine. */
export interface LocalPowerShell {
  /** The program's path or name. */
  readonly program: string;
}

export interface PowerShellEnd {
  readonly answer: MachineAnswer | undefined;
  /** The beginning of what it printed, as it came. */
  readonly said: string;
  /** Null where it was killed. */
  readonly exitCode: number | null;
}

/**
 * Runs an encoded command in this machine's PowerShell, without a shell around it, with that on its standard input. Throws
 * `machine.transport-unavailable` where it cannot be started; an aborted signal kills it.
 */
export async function runPowerShell(
  { program }: LocalPowerShell,
  encodedCommand: string,
  input: string,
  signal: AbortSignal,
): Promise<PowerShellEnd> {
  signal.throwIfAborted();
  const child = spawn(program, ['-NoProfile', '-NonInteractive', '-EncodedCommand', encodedCommand], {
    stdio: 'pipe',
    windowsHide: true,
  });
  const collected = collectAnswer();
  return new Promise((resolve, reject) => {
    const settle = (conclude: () => void) => {
      stopListening();
      conclude();
    };
    const end = (exitCode: number | null) => {
      const answer = collected.atEnd();
      settle(() => resolve({ answer, said: collected.said(), exitCode }));
    };
    const stopListening = onAbort(signal, () => {
      drop(child);
      settle(() => reject(signal.reason));
    });
    child.on('error', (cause) => {
      const code = Reflect.get(cause, 'code');
      const detail = `${program} cannot be started here (${String(code ?? cause.message)}).`;
      settle(() => reject(new ScaleoutError('machine.transport-unavailable', detail, { cause })));
    });
    child.on('close', end);
    child.stdout.on('data', (bytes: Buffer) => {
      collected.output(bytes);
      if (!collected.tooMuch) return;
      drop(child);
      end(null);
    });
    child.stderr.on('data', (bytes: Buffer) => collected.errors(bytes));
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function drop(child: ChildProcess): void {
  child.kill('SIGKILL');
  for (const stream of child.stdio) stream?.destroy();
}

/** A connection of which every exchange is a process of its own; closing it ends those that run. */
export function processConnection(run: (input: string, signal: AbortSignal) => Promise<Exchange>): Connection {
  const running = new Set<AbortController>();
  let alive = true;
  return {
    get alive() {
      return alive;
    },
    async exchange(input, signal) {
      signal.throwIfAborted();
      const ending = new AbortController();
      const stopListening = onAbort(signal, () => ending.abort(signal.reason));
      running.add(ending);
      try {
        return await run(input, ending.signal);
      } catch (error) {
        signal.throwIfAborted();
        if (ending.signal.aborted) return { outcome: 'cut', reason: 'the process was ended here' };
        throw error;
      } finally {
        running.delete(ending);
        stopListening();
      }
    },
    async [Symbol.asyncDispose]() {
      alive = false;
      for (const ending of running) ending.abort();
    },
  };
}
