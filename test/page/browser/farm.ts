import { createInterface } from 'node:readline';
import sql from 'mssql';
import { expect } from 'vitest';
import { type Folder, finished, startCli } from '../../support/run-cli.js';
import { type RanHere, runHere } from '../../support/run-here.js';
import type { Served } from '../../support/served-sandbox.js';
import { servedSandbox } from '../../support/served-sandbox.js';

/** A sandbox served by the process of the test, and programs that show it. */
export interface Farm extends AsyncDisposable {
  readonly folder: Folder;
  readonly served: Served['served'];
  /** A command of the program with `--sandbox fleet`; it has to end with one of these codes. */
  run(words: readonly string[], codes?: readonly number[]): Promise<RanHere>;
  /** `sandbox drill`, as if the fault had begun ten minutes ago. */
  drill(...words: readonly string[]): Promise<void>;
  /** As a member of sysadmin. */
  sql(text: string): Promise<readonly Record<string, unknown>[]>;
  /** Starts `scaleout ui` or `scaleout watch`, by the built program. */
  show(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Shown>;
}

/** A program that serves the page. */
export interface Shown extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** What it printed, a JSON document each. */
  readonly lines: readonly Record<string, unknown>[];
  stop(): Promise<void>;
  /** It dies without a word. */
  kill(): Promise<void>;
}

export const smallTopology = (more = '') => `apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01 }
scaleOut: { enabled: true, defaultExecutionMode: scaleOut }
master: { machines: [SQLETL01, SQLETL02], endpoint: "https://sqletl.corp.example:8391" }
workers:
  - { machine: ETL01, enabled: true, displayName: Loader 1, description: Nightly warehouse loads, settings: { MaxTaskCount: 8 } }
  - { machine: ETL02, enabled: true, description: Month end }
  - { machine: ETL03, enabled: false, description: Spare }
access: { transport: ssh, user: svc-scaleout, identity: { file: id_ed25519 } }
policy: { certificates: { renewBefore: never } }
${more}`;

/** A farm that was applied, from its topology `topology.yaml`. */
export async function startFarm(topology = smallTopology()): Promise<Farm> {
  const served = await servedSandbox(topology);
  const { folder } = served;
  const shown = new Set<Shown>();
  let pool: Promise<sql.ConnectionPool> | undefined;
  const farm: Farm = {
    folder,
    served: served.served,
    async run(words, codes = [0]) {
      const ran = await runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
      expect(codes, `${words.join(' ')}: ${ran.out}${ran.err}`).toContain(ran.code);
      return ran;
    },
    async drill(...words) {
      const { code, err } = await runHere(['sandbox', 'drill', 'fleet', ...words], { cwd: folder.path });
      expect({ words, code, err }).toMatchObject({ code: 0 });
    },
    async sql(text) {
      pool ??= connect(served);
      return (await (await pool).request().query(text)).recordset ?? [];
    },
    async show(words, env = {}) {
      const started = await startShown([...words, '--sandbox', 'fleet', '--json'], folder.path, env);
      shown.add(started);
      return started;
    },
    async [Symbol.asyncDispose]() {
      for (const one of shown) await one.kill();
      await (await pool)?.close();
      await served[Symbol.asyncDispose]();
    },
  };
  await folder.write('topology.yaml', topology);
  await farm.run(['apply', '--yes']);
  return farm;
}

function connect({ served, passwordOf }: Served): Promise<sql.ConnectionPool> {
  return new sql.ConnectionPool({
    server: served.host,
    port: served.port,
    database: served.database,
    user: 'scaleout',
    password: passwordOf('scaleout'),
    options: { trustServerCertificate: true },
  }).connect();
}

/** Starts a program that serves the page, and waits until it says where. */
export async function startShown(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Shown> {
  const listen = words.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
  const child = startCli([...words, ...listen], { cwd, env });
  const lines: Record<string, unknown>[] = [];
  let found: (url: string) => void = () => undefined;
  const told = new Promise<string>((resolve) => {
    found = resolve;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const document = JSON.parse(line) as Record<string, unknown>;
    lines.push(document);
    if (typeof document.url === 'string') found(document.url);
  });
  const ended = finished(child);
  const url = await Promise.race([
    told,
    ended.then(({ code, err }) => Promise.reject(new Error(`${words.join(' ')} ended with ${code}: ${err}`))),
  ]);
  const { origin, port } = new URL(url);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    url: origin,
    port: Number(port),
    lines,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  };
}
