import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Request } from '../../packages/sandbox/src/engine.js';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import { freshContent } from '../../packages/sandbox/src/model/fresh/content.js';
import { exampleFleet } from '../../packages/sandbox/src/model/fresh/fleet-description.js';
import type { Row } from '../../packages/sandbox/src/model/store.js';
import { startSandbox } from '../../packages/sandbox/src/sandbox.js';
import type { WatchEvent } from '../../src/watch/watch-event.js';
import { finished, startCli, temporaryFolder } from '../support/run-cli.js';

const machines = Array.from({ length: 12 }, (_, index) => `ETL${String(index + 1).padStart(2, '0')}`);
const kept = ['tags', 'description', 'isEnabled'] as const;
const wanted: Row = { tags: 'kept', description: 'kept', isEnabled: true };
const drifted: Row = { tags: 'drifted', description: 'drifted', isEnabled: false };

/** How many steps mend the whole drift. */
export const stepCount = machines.length * kept.length;

/** A write that the sandbox was asked for. */
export interface Asked {
  readonly session: number;
  /** `set_worker_agent_property <id> Tags kept` */
  readonly what: string;
}

type Told = WatchEvent & { readonly time: string };

/** A `scaleout watch` in a process of its own. */
export interface Replica {
  readonly events: readonly Told[];
  /** Undefined until it knows. */
  leads(): boolean | undefined;
  /** Why it ended, where it did not have to. */
  readonly err: () => string;
  kill(): void;
  stop(): Promise<number | null>;
}

/** A sandbox in this process that notes who writes what, and replicas that watch it, with so many steps at a time each. */
export async function watchedReplicas(parallelism: number) {
  const createdAt = instantOf(Date.now());
  const fleet = { ...exampleFleet(createdAt), workers: machines.map((machine) => ({ machine })) };
  const asked: Asked[] = [];
  /** `<id> tags kept`: what changed a worker's row, in order. */
  const effects: string[] = [];
  const rows = new Map<string, Row>();
  let onWrite: () => void = () => undefined;
  const running = await startSandbox({
    content: freshContent(fleet, randomBytes),
    onRequest(session, request) {
      const what = writeOf(request);
      if (what === undefined) return;
      asked.push({ session, what });
      onWrite();
    },
    onChange({ table, key, row }) {
      if (table !== 'workerAgents' || row === null) return;
      const before = rows.get(key);
      for (const field of kept) if (before?.[field] !== row[field]) effects.push(`${key} ${field} ${row[field]}`);
      rows.set(key, row);
    },
  });
  const folder = await temporaryFolder();
  const password = String(running.store.get('logins', 'scaleout')?.password);
  const lines = [
    'apiVersion: ssis-scaleout/v1',
    'name: warehouse',
    'catalog:',
    `  server: "127.0.0.1,${running.connection.port}"`,
    '  trustServerCertificate: true',
    '  authentication: { type: sql, user: scaleout, password: { env: TEST_PASSWORD } }',
    'policy: { rollout: { maxUnavailable: 100% } }',
    'workers:',
    ...machines.map((machine) => `  - { machine: ${machine}, enabled: true, tags: kept, description: kept }`),
  ];
  await folder.write('topology.yaml', `${lines.join('\n')}\n`);
  const replicas = new Set<Replica>();
  return {
    asked,
    effects,
    replica(): Replica {
      const replica = startReplica(folder.path, password, parallelism);
      replicas.add(replica);
      return replica;
    },
    /** Changes every worker by hand, all at once. */
    drift(): void {
      for (const [key, row] of [...running.store.rows('workerAgents')])
        running.store.put('workerAgents', key, { ...row, ...drifted });
      asked.length = 0;
      effects.length = 0;
    },
    /** Calls back with each write, before it is carried out. */
    watchWrites(callback: () => void): void {
      onWrite = callback;
    },
    isMended: () =>
      [...running.store.rows('workerAgents').values()].every((row) =>
        kept.every((field) => row[field] === wanted[field]),
      ),
    async [Symbol.asyncDispose]() {
      await Promise.all([...replicas].map((one) => one.stop()));
      await running.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function startReplica(cwd: string, password: string, parallelism: number): Replica {
  const words = ['watch', '--mode', 'full', '--json', '--interval', '1s', '--parallelism', `${parallelism}`];
  const env = { TEST_PASSWORD: password, SCALEOUT_WATCH_LISTEN: '127.0.0.1:0' };
  const child = startCli(words, { cwd, env });
  const ended = finished(child);
  const events: Told[] = [];
  let err = '';
  child.stderr.on('data', (text) => {
    err += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    // The last line of one that is killed may be cut off.
    if (line.endsWith('}')) events.push(JSON.parse(line) as Told);
  });
  return {
    events,
    leads: () => events.findLast((event) => event.type === 'leading')?.isLeader,
    err: () => err,
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM');
      return (await ended).code;
    },
  };
}

/** What a request writes into the catalog; undefined: nothing. */
function writeOf(request: Request): string | undefined {
  if (request.type !== 'rpc') return undefined;
  const values = request.parameters.map(({ value }) => String(value));
  const [, name] = /^catalog\.((?:set|enable|disable|delete|update|configure)_\w+)$/.exec(request.procedure) ?? [];
  return name === undefined ? undefined : [name, ...values].join(' ');
}
