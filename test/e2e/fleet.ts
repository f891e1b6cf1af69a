import { randomBytes } from 'node:crypto';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import { freshContent } from '../../packages/sandbox/src/model/fresh/content.js';
import type { FleetDescription } from '../../packages/sandbox/src/model/fresh/fleet-description.js';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../packages/sandbox/src/sandbox.js';
import { openSandboxMachines } from '../../src/cli/world/open-world.js';
import { fleetOf, sandboxConnection } from '../../src/cli/world/sandbox-package.js';
import type { Catalog } from '../../src/domain/catalog.js';
import type { EventBody, Plan } from '../../src/domain/documents.js';
import type { CatalogExaminer } from '../../src/domain/examination.js';
import type { FleetWorkReader } from '../../src/domain/fleet-work.js';
import type { Machines } from '../../src/domain/machines.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { type Clock, systemClock } from '../../src/providers/waiting.js';
import { type ApplyOutcome, apply } from '../../src/reconciler/apply/apply.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import { rolloutLimits } from '../../src/reconciler/rollout/rollout.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import type { Topology } from '../../src/topology/topology.js';

/** A sandbox of bare machines, with everything between it and the reconciler that a user has. */
export interface Fleet extends AsyncDisposable {
  readonly running: RunningSandbox;
  readonly catalog: Catalog & CatalogExaminer & FleetWorkReader;
  readonly machines: Machines;
  plan(topology?: Topology): Promise<Plan>;
  /** Plans and applies; the plan must be applyable. */
  apply(topology?: Topology): Promise<{ readonly outcome: ApplyOutcome; readonly events: readonly EventBody[] }>;
}

interface FleetOptions extends Omit<SandboxOptions, 'content'> {
  /** What differs from the fleet of the topology. */
  readonly description?: Partial<FleetDescription>;
  /** What the tool waits by. */
  readonly clock?: Clock;
}

export async function startFleet(topology: Topology, given: FleetOptions = {}): Promise<Fleet> {
  const { description, clock = systemClock, ...options } = given;
  const content = freshContent({ createdAt: instantOf(Date.now()), ...fleetOf(topology), ...description }, randomBytes);
  const running = await startSandbox({ ...options, content });
  const { connection } = running;
  const parallelism = 4;
  const catalog = openCatalog(sandboxConnection(connection), { clock, random: Math.random, parallelism });
  const machines = await openSandboxMachines(topology, connection, { parallelism, log: () => undefined });
  const never = new AbortController().signal;
  const planOf = (wanted: Topology, observation: Observation) =>
    plan(wanted, observation, { createdAt: new Date().toISOString(), toolVersion: '0.0.0' });
  return {
    running,
    catalog,
    machines,
    plan: async (wanted = topology) => planOf(wanted, await observe(wanted, { catalog, machines }, never)),
    async apply(wanted = topology) {
      const events: EventBody[] = [];
      const observation = await observe(wanted, { catalog, machines }, never);
      const made = planOf(wanted, observation);
      if (!made.applyable) throw new Error(made.diagnostics.map((found) => found.detail).join('; '));
      const outcome = await apply(made, {
        catalog,
        machines,
        parallelism,
        rollout: rolloutLimits(wanted.policy.rollout, observation.catalog),
        emit: (event) => events.push(event),
        clock: () => clock.now(),
        pause: (milliseconds, signal) => clock.sleep(milliseconds, signal),
        stop: never,
        abort: never,
      });
      return { outcome, events };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([catalog[Symbol.asyncDispose](), machines[Symbol.asyncDispose]()]);
      await running.close();
    },
  };
}
