import { type ChildProcess, spawn } from 'node:child_process';
import { ScaleoutError } from '../../../errors.js';
import { onAbort } from '../../waiting/on-abort.js';
import { collectAnswer } from '../collect-answer.js';
import type { MachineAnswer } from '../script/wire.js';

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
