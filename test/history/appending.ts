import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const history = fileURLToPath(new URL('../../src/history/', import.meta.url));
const script = fileURLToPath(new URL('appending-process.mjs', import.meta.url));

/** The part of the history that appends, as a module that a process of its own can load. */
export function appendingModule(folder: string): string {
  const outfile = join(folder, 'appending.mjs');
  const contents = "export * from './append-line.js'; export { lastNumber } from './history-files.js';";
  buildSync({ stdin: { contents, resolveDir: history }, outfile, bundle: true, platform: 'node', format: 'esm' });
  return pathToFileURL(outfile).href;
}

export interface Appending {
  readonly name: string;
  readonly count: number;
  /** Length of a line, in UTF-16 code units. */
  readonly length: number;
}

/** Starts a process that appends lines, one after another. */
export function startAppending(module: string, file: string, { name, count, length }: Appending) {
  const child = spawn(process.execPath, [script, module, file, name, String(count), String(length)]);
  let problems = '';
  child.stderr.on('data', (text) => {
    problems += String(text);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`It ended with ${code}: ${problems}`))));
  });
  return { child, ended };
}
