import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { RunOptions } from './run-cli.js';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Whether util-linux's `script`, which runs a program in a pseudo-terminal, is there; macOS has another one of that name. */
export const hasPty =
  process.platform === 'linux' &&
  /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');

export interface Shown {
  readonly code: number | null;
  /** Both outputs as a terminal got them, without colours; what was wiped is not in it. */
  readonly text: string;
}

interface PtyOptions extends RunOptions {
  /** Called when the program asks for consent; `input` is typed after it. */
  readonly asked?: () => void;
}

/** Runs the program in a real pseudo-terminal of so many columns; `input` is typed at once, or when it is asked for. */
export async function runInPty(columns: number, words: readonly string[], options: PtyOptions = {}): Promise<Shown> {
  const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  const command = [process.execPath, main, ...words].map(quoted).join(' ');
  const child = spawn('script', ['-qefc', `stty cols ${columns} rows 50 -echo; ${command}`, '/dev/null'], {
    cwd: options.cwd,
    env: { ...process.env, TERM: 'xterm-256color', ...options.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let text = '';
  const type = () => {
    if (options.input !== undefined) child.stdin.write(options.input);
  };
  let { asked } = options;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    if (asked === undefined || !text.includes('is taken as consent')) return;
    asked();
    asked = undefined;
    type();
  });
  if (asked === undefined) type();
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, text: withoutWiped(text) };
}

/** A line that was written over, as a progress line is, is not what a reader has before them at the end. */
function withoutWiped(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => stripVTControlCharacters(line.slice(line.lastIndexOf('\r') + 1)))
    .join('\n');
}
