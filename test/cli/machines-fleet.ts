import { readFile, writeFile } from 'node:fs/promises';
import type { ServedSandbox } from '../../packages/sandbox/src/directory/serve.js';
import { type Finished, type Folder, finished, startCli, temporaryFolder } from '../support/run-cli.js';
import { type RanHere, runHere } from '../support/run-here.js';
import { serveHere } from '../support/served-sandbox.js';
import { until } from '../support/until.js';

/** What a test changes of the access to a machine. */
interface AccessChanges {
  readonly user?: string;
  readonly port?: number;
  readonly identity?: string;
  readonly knownHosts?: string;
}

/** A program under way, with what it has printed so far. */
export interface Underway {
  readonly pid: number;
  readonly text: () => string;
  interrupt(): void;
  readonly ended: Promise<Finished>;
}

/** Bare machines behind a real SSH server and a real SQL port, which the program reaches as it reaches any others. */
export interface ReachedFleet extends AsyncDisposable {
  readonly folder: Folder;
  readonly served: () => ServedSandbox;
  /** `access: { ... }` of a machine as the sandbox serves it. */
  access(machine: string, changes?: AccessChanges): string;
  /** Writes a topology: the catalog by its SQL login, and these lines. */
  topology(name: string, ...lines: readonly string[]): Promise<void>;
  /** In this process. */
  run(...words: readonly string[]): Promise<RanHere>;
  /** In a process of its own. */
  start(...words: readonly string[]): Underway;
  /** Stops serving, changes the tables of the state, and serves again, at other ports. */
  edit(change: (tables: Tables) => void): Promise<void>;
}

type Tables = Record<string, Record<string, Record<string, unknown>>>;

const endpoint = 'https://sqletl01.corp.example:8391';

export const master = `master: { machines: [SQLETL01], endpoint: "${endpoint}" }`;

/** `fleet`: the lines of a topology of the machines that the sandbox gets. */
export async function reachedFleet(fleet: readonly string[], folder?: Folder): Promise<ReachedFleet> {
  const place = folder ?? (await temporaryFolder());
  const head = ['apiVersion: ssis-scaleout/v1', 'name: warehouse', 'catalog: { server: SQLETL01 }', master];
  await place.write('fleet.yaml', `${[...head, 'access: { transport: ssh }', ...fleet].join('\n')}\n`);
  let serving = await serveHere(place, 'fleet.yaml');
  const options = () => ({ cwd: place.path, env: { TEST_PASSWORD: serving.served.password } });
  return {
    folder: place,
    served: () => serving.served,
    access(machine, changes = {}) {
      const { ssh } = serving.served;
      const { user = machine, port = ssh.port, identity = ssh.identityFile, knownHosts = ssh.knownHostsFile } = changes;
      return `access: { transport: ssh, host: 127.0.0.1, port: ${port}, user: ${user}, identity: { file: ${JSON.stringify(identity)} }, knownHosts: ${JSON.stringify(knownHosts)} }`;
    },
    async topology(name, ...lines) {
      const { port } = serving.served;
      const catalog = [
        'catalog:',
        `  server: "127.0.0.1,${port}"`,
        '  trustServerCertificate: true',
        '  authentication: { type: sql, user: scaleout, password: { env: TEST_PASSWORD } }',
      ];
      const text = ['apiVersion: ssis-scaleout/v1', 'name: warehouse', ...catalog, ...lines];
      await place.write(name, `${text.join('\n')}\n`);
    },
    run: (...words) => runHere(words, options()),
    start(...words) {
      const child = startCli(words, options());
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
      }
      return {
        pid: child.pid ?? 0,
        text: () => text,
        interrupt: () => child.kill('SIGINT'),
        ended: finished(child),
      };
    },
    async edit(change) {
      await serving.stop();
      const path = place.file('fleet/state.json');
      const state = JSON.parse(await readFile(path, 'utf8'));
      change(state.tables);
      await writeFile(path, JSON.stringify(state));
      serving = await serveHere(place);
    },
    async [Symbol.asyncDispose]() {
      await serving.stop();
      await place[Symbol.asyncDispose]();
    },
  };
}

/** Waits until a program under way has printed something. */
export async function untilPrinted(program: Underway, words: string): Promise<void> {
  await until(words, () => program.text().includes(words), 30_000).catch((error: unknown) => {
    throw new Error(`${String(error)}: ${program.text()}`);
  });
}
