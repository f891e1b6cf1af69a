import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { until } from '../support/until.js';
import { commandLine, type Ended, inMachine, windowsNode, writeWindowsFile } from './machine.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of the program and of its tests on drive C:, with a blank in its name as in `Program Files`. */
export const home = 'C:\\scale out';
const unixHome = '"$WINEPREFIX/drive_c/scale out"';
const node = `${home}\\node.exe`;
const main = `${home}\\dist\\cli\\main.js`;

/** Why the program cannot run in the machine; undefined where it can. */
export const nodeMissing: string | undefined =
  windowsNode === undefined ? 'WINDOWS_NODE does not name a node.exe' : undefined;

/** Copies node.exe, the built program and the libraries that it needs into the machine. */
export async function installProgram(): Promise<void> {
  const found = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root, encoding: 'utf8' });
  const libraries = found.split('\n').slice(1).filter(Boolean);
  const names = ['dist', 'schemas', 'examples', 'package.json', ...libraries.map((path) => relative(root, path))];
  const packed = execFileSync('tar', ['cf', '-', '-C', root, ...names], { maxBuffer: 1 << 30 });
  const unpacked = await inMachine(['sh', '-c', `mkdir -p ${unixHome} && tar xf - -C ${unixHome}`], packed);
  if (unpacked.code !== 0) throw new Error(unpacked.err);
  await writeWindowsFile('scale out\\node.exe', readFileSync(windowsNode ?? ''));
}

/** Takes it out again, with what the tests wrote beside it. */
export async function removeProgram(): Promise<void> {
  await inMachine(['sh', '-c', `rm -rf ${unixHome}`]);
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program under node.exe in its folder. Its streams are files: Wine's pipes end late. */
export function scaleout(words: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  return runInFolder(['wine', node, main, ...words], options);
}

/** Runs any command in the program's folder. */
export async function runInFolder(words: readonly string[], { env = {} }: ProgramOptions = {}): Promise<Ended> {
  using place = temporaryDirectory();
  const [out, err] = [openSync(`${place.path}/out`, 'w'), openSync(`${place.path}/err`, 'w')];
  const child = spawn('sh', ['-c', commandLine(inFolder(words, env))], { stdio: ['ignore', out, err] });
  const [code] = await once(child, 'exit');
  closeSync(out);
  closeSync(err);
  return { out: textOf(`${place.path}/out`), err: textOf(`${place.path}/err`), code };
}

/** The program with a console. */
export interface InConsole {
  /** What it has printed so far to standard output and error. */
  readonly text: () => string;
  printed(words: string): Promise<void>;
  /** Presses Ctrl-C in its console. */
  interrupt(): void;
  readonly ended: Promise<Ended>;
}

/** Starts the program with a console in which a person may press Ctrl-C. */
export function scaleoutInConsole(words: readonly string[], { env = {} }: ProgramOptions = {}): InConsole {
  const place = temporaryDirectory();
  const [out, err] = [`${place.path}/out`, `${place.path}/err`];
  const line = commandLine(inFolder(['wine', node, main, ...words], env));
  const child = spawn('script', ['-qefc', `${line} >'${out}' 2>'${err}'`, '/dev/null'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const text = () => textOf(out) + textOf(err);
  const ended = once(child, 'exit').then(([code]): Ended => {
    const end = { out: textOf(out), err: textOf(err), code };
    place[Symbol.dispose]();
    return end;
  });
  return {
    text,
    printed: (wanted) =>
      until(wanted, () => text().includes(wanted), 120_000).catch((error: unknown) => {
        throw new Error(`${String(error)}: ${text()}`);
      }),
    interrupt: () => void child.stdin.write('\x03'),
    ended,
  };
}

function inFolder(words: readonly string[], env: Readonly<Record<string, string>>): readonly string[] {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return ['env', ...variables, 'sh', '-c', `cd ${unixHome} && exec "$@"`, 'sh', ...words];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return '';
  }
}
