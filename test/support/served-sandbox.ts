import { createInterface } from 'node:readline';
import type { ServedSandbox } from '../../packages/sandbox/src/directory/serve.js';
import { type Folder, finished, startCli, temporaryFolder } from './run-cli.js';

/** A sandbox that `scaleout sandbox serve` serves in a process of its own. */
export interface ServedByCli extends AsyncDisposable {
  readonly folder: Folder;
  readonly served: ServedSandbox;
  /** The password of one of its SQL Server logins. */
  passwordOf(user: string): string;
}

/** `topology`: a text whose machines a new sandbox gets, in place of the example's. */
export async function servedByCli(topology?: string): Promise<ServedByCli> {
  const folder = await temporaryFolder();
  if (topology !== undefined) await folder.write('fleet.yaml', topology);
  const serving = await serveFleet(folder, topology === undefined ? [] : ['-f', 'fleet.yaml']);
  const { served } = serving;
  return {
    folder,
    served,
    passwordOf(user) {
      const login = served.logins.find((one) => one.kind === 'sql' && one.user === user);
      if (login === undefined) throw new Error(`the sandbox has no login ${user}`);
      return login.password;
    },
    async [Symbol.asyncDispose]() {
      await serving.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Serves the sandbox `fleet` of a folder until it is stopped. */
export async function serveFleet(
  folder: Folder,
  words: readonly string[] = [],
): Promise<{ readonly served: ServedSandbox; stop(): Promise<void> }> {
  const child = startCli(['sandbox', 'serve', 'fleet', '--json', ...words], { cwd: folder.path });
  const ended = finished(child);
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(({ err }) => Promise.reject(new Error(`the sandbox ended: ${err}`))),
  ]);
  return {
    served: JSON.parse(line) as ServedSandbox,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
