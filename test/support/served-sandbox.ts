import { createInterface } from 'node:readline';
import type { ServedSandbox } from '../../packages/sandbox/src/directory/serve.js';
import { fleetOf, loadSandbox } from '../../src/cli/world/sandbox-package.js';
import { loadTopology } from '../../src/topology/load-topology.js';
import { type Folder, finished, startCli, temporaryFolder } from './run-cli.js';

/*
 * A served sandbox that programs reach over sockets: served by the process of the test, which takes a tenth of the time
 * that a program of its own takes, or by such a program where the test is about serving.
 */

/** A served sandbox, in a folder of its own. */
export interface Served extends AsyncDisposable {
  readonly folder: Folder;
  readonly served: ServedSandbox;
  /** The password of one of its SQL Server logins. */
  passwordOf(user: string): string;
}

/** The sandbox `fleet` of a folder, as it is served until it is stopped. */
export interface Serving {
  readonly served: ServedSandbox;
  stop(): Promise<void>;
}

/** Served by this process. `topology`: a text whose machines a new sandbox gets, in place of the example's. */
export async function servedSandbox(topology?: string): Promise<Served> {
  const folder = await temporaryFolder();
  if (topology !== undefined) await folder.write('fleet.yaml', topology);
  return served(folder, await serveHere(folder, topology === undefined ? undefined : 'fleet.yaml'));
}

/** Served by `scaleout sandbox serve`, in a process of its own. */
export async function servedByCli(): Promise<Served> {
  const folder = await temporaryFolder();
  return served(folder, await serveFleet(folder));
}

function served(folder: Folder, serving: Serving): Served {
  return {
    folder,
    served: serving.served,
    passwordOf(user) {
      const login = serving.served.logins.find((one) => one.kind === 'sql' && one.user === user);
      if (login === undefined) throw new Error(`the sandbox has no login ${user}`);
      return login.password;
    },
    async [Symbol.asyncDispose]() {
      await serving.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Serves the sandbox `fleet` of a folder in this process. `topology`: the file in it whose machines a new sandbox gets. */
export async function serveHere(folder: Folder, topology?: string): Promise<Serving> {
  const sandbox = await loadSandbox();
  const stopping = new AbortController();
  const loaded = topology === undefined ? undefined : (await loadTopology(folder.file(topology))).topology;
  if (topology !== undefined && loaded === undefined) throw new Error(`${topology} is no topology`);
  const server = await sandbox.serve(folder.file('fleet'), {
    ...(loaded === undefined ? {} : { fleet: () => fleetOf(loaded) }),
    signal: stopping.signal,
  });
  return {
    served: server.served,
    async stop() {
      stopping.abort();
      await server.ended;
    },
  };
}

/** Serves the sandbox `fleet` of a folder by a program of its own. */
export async function serveFleet(folder: Folder, words: readonly string[] = []): Promise<Serving> {
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
