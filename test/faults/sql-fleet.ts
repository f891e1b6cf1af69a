import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createCertificate } from '../../packages/sandbox/src/certificate.js';
import type { LoginOutcome, Request } from '../../packages/sandbox/src/engine.js';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import { freshContent } from '../../packages/sandbox/src/model/fresh/content.js';
import { exampleFleet } from '../../packages/sandbox/src/model/fresh/fleet-description.js';
import { createStore, type Row, type StoreContent } from '../../packages/sandbox/src/model/store.js';
import { serveStore } from '../../packages/sandbox/src/sandbox.js';
import type { EventBody } from '../../src/domain/documents.js';
import { machineName } from '../../src/domain/machine-name.js';
import { noMachines } from '../../src/providers/machines/open-machines.js';
import { secret } from '../../src/providers/secret.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { apply } from '../../src/reconciler/apply/apply.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import type { Topology } from '../../src/topology/topology.js';
import { topologyOf } from '../support/build.js';
import { startProxy } from '../support/faulty-proxy.js';
import { type Meddle, meddlingEngine } from '../support/meddling-sandbox.js';

/** A procedure for each kind of step that writes to the catalog. */
export const procedures = {
  enableScaleOut: 'catalog.enable_scaleout',
  setDefaultExecutionMode: 'catalog.configure_catalog',
  setMasterAddress: 'catalog.update_master_address',
  setWorkerEnabled: 'catalog.enable_worker_agent',
  setWorkerProperty: 'catalog.set_worker_agent_property',
  drainWorker: 'catalog.disable_worker_agent',
  removeWorker: 'catalog.delete_worker_agent',
} as const;

/** What makes each of those steps once: ETL02 is enabled at first, and ETL03 and ETL04 are not listed. */
export const topology: Topology = {
  ...topologyOf({
    scaleOut: { enabled: true, defaultExecutionMode: 'scaleOut' },
    workers: [
      { machine: 'ETL01', enabled: true, displayName: 'Loader 1' },
      { machine: 'ETL02', enabled: false },
      { machine: 'ETL04' },
    ],
    policy: { prune: true },
  }),
  master: { machines: [machineName('SQLETL01')], endpoint: 'https://listener.corp.example:8391' },
};

const certificate = createCertificate(new Date());
const never = new AbortController().signal;

/** A catalog whose server answers some requests as a test wants, and whose sessions it can end. */
export async function startSqlFleet(options: {
  readonly meddle: Meddle;
  readonly login?: () => LoginOutcome | undefined;
  /** Steps at one time; three unless told otherwise. */
  readonly parallelism?: number;
}) {
  const now = () => instantOf(Date.UTC(2024, 4, 1, 8));
  const store = createStore(withEnabled('ETL02', freshContent(exampleFleet(now()), randomBytes)), () => undefined);
  /** Calls that the server itself carried out, and all calls. */
  const carriedOut: string[] = [];
  const calls: string[] = [];
  const running = await serveStore({
    store,
    certificate: await certificate,
    now,
    around: (engine) =>
      meddlingEngine(
        engine,
        (request) => {
          const call = callOf(request);
          if (call !== undefined) calls.push(call);
          const answer = options.meddle(request);
          if (answer === undefined && call !== undefined) carriedOut.push(call);
          return answer;
        },
        () => options.login?.(),
      ),
  });
  const proxy = await startProxy(running.connection);
  const { host, database, domain, user, password } = running.connection;
  const catalog = openCatalog(
    {
      host,
      port: proxy.port,
      database,
      authentication: { type: 'ntlm', domain, user, password: secret(password) },
      encrypt: false,
      trustServerCertificate: false,
    },
    { clock: systemClock, random: () => 1, parallelism: 3, limits: { retry: 400, retryRefused: 200, request: 5_000 } },
  );
  const machines = noMachines();
  const planned = async () =>
    plan(topology, await observe(topology, { catalog, machines }, never), {
      createdAt: new Date(0).toISOString(),
      toolVersion: '0.0.0',
    });
  return {
    calls,
    carriedOut,
    planned,
    /** Ends every session, as KILL does. */
    killSessions: () => proxy.hangUp(),
    async apply() {
      const events: EventBody[] = [];
      const made = await planned();
      const outcome = await apply(made, {
        catalog,
        machines,
        parallelism: options.parallelism ?? 3,
        emit: (event) => events.push(event),
        // Drains wait for a while until they believe that a worker is idle.
        clock: () => performance.now() * haste,
        pause: (milliseconds, signal) => delay(milliseconds / haste, undefined, { signal }),
        stop: never,
        abort: never,
      });
      const failures = events.flatMap((event) => (event.type === 'step_errored' ? [event] : []));
      return { made, outcome, failures };
    },
    async [Symbol.asyncDispose]() {
      await catalog[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await running.close();
    },
  };
}

const haste = 50;

function callOf(request: Request): string | undefined {
  if (request.type !== 'rpc' || !request.procedure.startsWith('catalog.')) return undefined;
  return `${request.procedure} ${JSON.stringify(request.parameters.map(({ value }) => value))}`;
}

function withEnabled(machine: string, content: StoreContent): StoreContent {
  const rows = Object.entries(content.workerAgents ?? {}).map(([key, row]): readonly [string, Row] => [
    key,
    row.machineName === machine ? { ...row, isEnabled: true } : row,
  ]);
  return { ...content, workerAgents: Object.fromEntries(rows) };
}
