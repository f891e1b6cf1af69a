import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built program; `npm test` builds it before. */
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const oneRsaKey = fileURLToPath(new URL('one-rsa-key.cjs', import.meta.url));

let madeKey: string | undefined;

/** The key of all programs that this process starts. */
function rsaKey(): string {
  madeKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  return madeKey;
}

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Where an output goes: to the test, nowhere, or into a file that is open. */
export type Output = 'pipe' | 'ignore' | number;

/** Starts the program with these as its standard output and its standard error. */
export function spawnCli(
  words: readonly string[],
  options: RunOptions,
  outputs: readonly [Output, Output],
): ChildProcess {
  return spawnProgram(main, words, options, outputs);
}

function spawnProgram(
  program: string,
  words: readonly string[],
  options: RunOptions,
  [out, err]: readonly [Output, Output],
): ChildProcess {
  const { SCALEOUT_TOPOLOGY: _, SCALEOUT_SQL_USER: __, SCALEOUT_SQL_PASSWORD: ___, ...env } = process.env;
  const makesKeys = words.some((word) => /^(--)?sandbox$/.test(word));
  const child = spawn(process.execPath, [...(makesKeys ? ['--require', oneRsaKey] : []), program, ...words], {
    cwd: options.cwd,
    env: { ...env, ...(makesKeys ? { SCALEOUT_TEST_RSA_KEY: rsaKey() } : {}), ...options.env },
    stdio: ['pipe', out, err],
  });
  child.stdin?.end(options.input ?? '');
  return child;
}

/** Starts the program as a user would; standard input is closed unless there is input for it. */
export function startCli(words: readonly string[], options: RunOptions = {}): ChildProcessWithoutNullStreams {
  return spawnCli(words, options, ['pipe', 'pipe']) as ChildProcessWithoutNullStreams;
}

/** Runs the program to its end. */
export async function runCli(words: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return finished(startCli(words, options));
}

/** Runs another copy of the program, by the path of its main.js. */
export async function runProgram(program: string, words: readonly string[]): Promise<Finished> {
  return finished(spawnProgram(program, words, {}, ['pipe', 'pipe']) as ChildProcessWithoutNullStreams);
}

/** Waits for a started program's end, with all that it printed from now on. */
export async function finished(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}

/** A folder of its own for a test. */
export interface Folder extends AsyncDisposable {
  readonly path: string;
  file(name: string): string;
  write(name: string, text: string): Promise<string>;
}

export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'scaleout-cli-'));
  const file = (name: string) => join(path, name);
  return {
    path,
    file,
    async write(name, text) {
      await writeFile(file(name), text);
      return file(name);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
