import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SandboxConnection } from '../../src/connection.js';
import type { compileSources } from './compiled-sources.js';

export interface Opened {
  readonly pid: number;
  readonly serving: boolean;
  readonly connection: SandboxConnection;
}

/** A process of its own that opens a sandbox. */
export interface OpeningProcess {
  /** Lets it open the sandbox; resolves when it has. */
  open(): Promise<Opened>;
  /** Lets it close the sandbox; resolves when the process has ended well. */
  close(): Promise<void>;
  /** Ends it as the system would, without a warning. */
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('opening-process.mjs', import.meta.url));

/** What such a process loads: openSandbox, exampleFleet, instantOf and joinServer. */
export const sandboxModules = [
  'src/directory/open.ts',
  'src/model/fresh/fleet-description.ts',
  'src/instant.ts',
  'test/support/join.ts',
];

/** Starts a process that is ready to open the sandbox in a directory. It ends with its parent. */
export async function startOpeningProcess(
  compiled: ReturnType<typeof compileSources>,
  directory: string,
): Promise<OpeningProcess> {
  const child = spawn(process.execPath, [script, directory, ...sandboxModules.map(compiled.moduleUrl)]);
  const exit = once(child, 'exit');
  const lines = linesOf(child);
  await lines();
  return {
    async open() {
      child.stdin.write('open\n');
      return (await lines()) as Opened;
    },
    async close() {
      child.stdin.write('close\n');
      await lines();
      const [code] = await exit;
      if (code !== 0) throw new Error(`The process ended with ${code}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Gives the next line, as JSON; throws where the process says that it failed or ends. */
function linesOf(child: ChildProcessWithoutNullStreams): () => Promise<unknown> {
  let problems = '';
  child.stderr.on('data', (text) => {
    problems += String(text);
  });
  const input: Interface = createInterface({ input: child.stdout });
  const iterator = input[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await iterator.next();
    if (done) throw new Error(`The process ended: ${problems}`);
    const said = JSON.parse(value) as { readonly error?: unknown };
    if (said.error) throw new Error(JSON.stringify(said.error));
    return said;
  };
}
