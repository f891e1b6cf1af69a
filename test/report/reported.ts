import { instantOf } from '../../packages/sandbox/src/instant.js';
import type { Row } from '../../packages/sandbox/src/model/store.js';
import {
  startTestSandbox,
  type TestSandbox,
  type TestSandboxOptions,
} from '../../packages/sandbox/test/support/sandbox.js';
import { type Ask, installFleet } from '../../packages/sandbox/test/support/sandbox-machines.js';
import { openSandboxMachines } from '../../src/cli/world/open-world.js';
import { fleetOf } from '../../src/cli/world/sandbox-package.js';
import type { Known } from '../../src/domain/known.js';
import { loadText } from '../../src/import/import-source.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { surveyRequest } from '../../src/report/checks.js';
import { type Found, gather } from '../../src/report/found.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { makeReport, type Report } from '../../src/report/report.js';
import type { Topology } from '../../src/topology/topology.js';
import { connectionTo } from '../support/provider-connection.js';

/** What differs from a whole, installed farm. */
export interface FarmOptions extends TestSandboxOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly login?: string;
  /** True: machines as setup leaves them, which nobody has joined. */
  readonly bare?: boolean;
  /** What a machine has that others have not, after all was installed: fields of the rows of its services. */
  readonly changes?: Readonly<Record<string, { readonly master?: Row; readonly worker?: Row; readonly windows?: Row }>>;
}

export interface Reported {
  readonly topology: Topology;
  readonly found: Found;
  readonly report: Report;
  readonly markdown: string;
}

export const farm = `
apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01 }
master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }
access: { transport: ssh }
workers: [{ machine: ETL01 }, { machine: ETL02 }]
`;

export function topologyOf(text: string): Topology {
  const loaded = loadText(text);
  if ('errors' in loaded) throw new Error(JSON.stringify(loaded.errors));
  return loaded.topology;
}

/** Reports on a sandbox of these machines, over SQL and SSH, and shows what came of it; `use` sees the sandbox while it is open. */
export async function reportOn(
  text: string = farm,
  options: FarmOptions = {},
  use: (sandbox: TestSandbox) => Promise<void> | void = () => {},
  before: (sandbox: TestSandbox) => void = () => {},
): Promise<Reported> {
  const topology = topologyOf(text);
  const fleet = { ...fleetOf(topology), createdAt: instantOf(Date.UTC(2024, 4, 1, 8)), ...options.fleet };
  await using sandbox = await startTestSandbox({ ...options, fleet });
  const { login } = options;
  await using catalog = openCatalog(connectionTo(sandbox, login), {
    clock: systemClock,
    random: Math.random,
    parallelism: 2,
  });
  await using machines = await openSandboxMachines(topology, sandbox.connection, {
    parallelism: 4,
    log: () => undefined,
  });
  const { signal } = new AbortController();
  if (options.bare !== true) {
    const masters = topology.master?.machines ?? [];
    const workers = topology.workers.map(({ machine }) => machine);
    const { world } = sandbox.running;
    const ask: Ask = (machine, request) => world.answer(world.machineNamed(machine)?.key ?? machine, request);
    if (!fleet.joined) {
      await installFleet(ask, { masters, workers, endpoint: topology.master?.endpoint ?? '' });
      await catalog.enableScaleOut(signal);
    }
  }
  change(sandbox, options.changes ?? {});
  sandbox.requests.length = 0;
  before(sandbox);
  const found = await gather(topology, { catalog, machines }, surveyRequest, signal);
  await use(sandbox);
  return { topology, found, ...judge(topology, found, options.env) };
}

function change({ running: { world } }: TestSandbox, changes: NonNullable<FarmOptions['changes']>): void {
  for (const [machine, { master, worker, windows }] of Object.entries(changes)) {
    world.editMachine(machine, (rows) => ({
      ...(master === undefined ? {} : { master: { ...rows.master, ...master } }),
      ...(worker === undefined ? {} : { worker: { ...rows.worker, ...worker } }),
      ...(windows === undefined ? {} : { windows: { ...rows.windows, ...windows } }),
    }));
  }
}

export function judge(topology: Topology, found: Found, env: Readonly<Record<string, string>> = {}) {
  const report = makeReport(topology, found, { version: '0.0.0', now: new Date(0), env });
  return { report, markdown: reportMarkdown(report) };
}

/** Verdicts by fact, of those that are not as expected. */
export function unexpected({ facts }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(
    facts.filter(({ verdict }) => verdict !== 'as expected').map(({ fact, verdict }) => [fact, verdict]),
  );
}

/** What stands in the report of a fact, of the places where it is not as expected, or else of all. */
export function shown({ facts }: Report, id: string): readonly (string | undefined)[] {
  const looks = facts.find(({ fact }) => fact === id)?.looks ?? [];
  const others = looks.filter(({ verdict }) => verdict !== 'as expected');
  return (others.length > 0 ? others : looks).map(({ found, why }) => found ?? why);
}

export function known<T>(part: Known<T>): T {
  if (!part.known) throw new Error(part.reason);
  return part.value;
}
