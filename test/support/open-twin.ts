import { type OpenTwin, openTwin } from '../../packages/sandbox/src/twin/open-twin.js';
import { openSandboxMachines } from '../../src/cli/world/open-world.js';
import { sandboxConnection } from '../../src/cli/world/sandbox-package.js';
import type { Catalog } from '../../src/domain/catalog.js';
import type { FleetWorkReader } from '../../src/domain/fleet-work.js';
import type { Machines } from '../../src/domain/machines.js';
import { isScaleoutError } from '../../src/errors/errors.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import { type DescribedTwin, describeTwin } from '../../src/rehearsal/twin-description.js';
import type { Topology } from '../../src/topology/topology.js';

const never = new AbortController().signal;

export const assumed = { packageSeconds: 300 };

type LiveCatalog = Catalog & FleetWorkReader;

export interface LiveWorld {
  readonly catalog: LiveCatalog;
  readonly machines: Machines;
}

/** A twin with the providers on it. */
export interface OpenedTwin extends LiveWorld, AsyncDisposable {
  readonly twin: OpenTwin;
  readonly described: DescribedTwin;
  /** What was seen of the live world. */
  readonly live: Observation;
  /** What is seen of the twin now. */
  observe(): Promise<Observation>;
  /** Its clock, in Unix milliseconds. */
  readonly clock: { now: number };
}

/** Observes a live world as a rehearsal does, and opens its twin, whose time stands still until somebody moves it. */
export async function twinOf(topology: Topology, { catalog, machines }: LiveWorld): Promise<OpenedTwin> {
  const live = await observe(topology, { catalog, machines }, never);
  const described = describeTwin(topology, live, await catalog.readFleetWork(never), assumed);
  return openedTwin(topology, live, described);
}

export async function openedTwin(topology: Topology, live: Observation, described: DescribedTwin): Promise<OpenedTwin> {
  const clock = { now: Date.parse(described.description.observedAt) };
  // Through JSON: that is what a description is.
  const description = JSON.parse(JSON.stringify(described.description)) as DescribedTwin['description'];
  const twin = await openTwin(description, { now: () => clock.now });
  const parallelism = 8;
  const catalog = openCatalog(sandboxConnection(twin.connection), {
    clock: systemClock,
    random: Math.random,
    parallelism,
  });
  const machines = await openSandboxMachines(topology, twin.connection, { parallelism, log: () => undefined });
  return {
    twin,
    described,
    live,
    catalog,
    machines,
    clock,
    observe: () => observe(topology, { catalog, machines }, never),
    async [Symbol.asyncDispose]() {
      await Promise.all([catalog[Symbol.asyncDispose](), machines[Symbol.asyncDispose]()]);
      await twin.close();
    },
  };
}

/** What a plan is, as two worlds are compared. */
export function planned(topology: Topology, observation: Observation) {
  try {
    return whatIs(topology, observation);
  } catch (error) {
    if (isScaleoutError(error)) return { refused: error.code };
    throw error;
  }
}

function whatIs(topology: Topology, observation: Observation) {
  const made = plan(topology, observation, { createdAt: '2026-01-01T00:00:00.000Z', toolVersion: '0.0.0' });
  return {
    fingerprint: made.fingerprint,
    complete: made.complete,
    health: made.health,
    changes: made.changes.map(({ id, action, risk, reason, reasonCode }) => ({ id, action, risk, reason, reasonCode })),
    steps: made.steps.map(({ id }) => id),
    codes: made.diagnostics.map(({ code }) => code),
  };
}

/** An observation as a twin shows it again: without when it was asked for, and the lines of logs, which a twin does not have. */
export function shownAgain({ catalog, machines, accounts }: Observation) {
  const { asked: _, ...seen } = catalog;
  return {
    catalog: seen,
    accounts: accounts ?? new Map(),
    machines: new Map(
      [...machines].map(([name, machine]) => {
        if (!machine.known) return [name, undefined] as const;
        const { asked: __, observedAt: ___, trouble, ...rest } = machine.value;
        const told = trouble.map(({ role, kind, file, at, notAfter }) => ({ role, kind, file, at, notAfter }));
        return [name, { ...rest, trouble: told }] as const;
      }),
    ),
  };
}
