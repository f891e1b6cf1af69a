import { randomBytes } from 'node:crypto';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import { freshContent } from '../../packages/sandbox/src/model/fresh/content.js';
import type { FleetDescription } from '../../packages/sandbox/src/model/fresh/fleet-description.js';
import type { StoreContent } from '../../packages/sandbox/src/model/store.js';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../packages/sandbox/src/sandbox.js';
import { openSandboxMachines } from '../../src/cli/world/open-world.js';
import { fleetOf, sandboxConnection } from '../../src/cli/world/sandbox-package.js';
import type { Catalog } from '../../src/domain/catalog.js';
import type { EventBody, Plan } from '../../src/domain/documents.js';
import type { CatalogExaminer } from '../../src/domain/examination.js';
import type { FleetWorkReader } from '../../src/domain/fleet-work.js';
import type { Machines } from '../../src/domain/machines.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { type ApplyOutcome, apply } from '../../src/reconciler/apply/apply.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import { rolloutLimits } from '../../src/reconciler/rollout/rollout.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import type { SimulatedTime } from '../../src/rehearsal/simulated-time.js';
import { timedTwin } from '../../src/rehearsal/timed-twin.js';
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
  /** What another fleet of that topology had come to; a bare one unless told otherwise. */
  readonly content?: StoreContent;
  /** What differs from the fleet of the topology. */
  readonly description?: Partial<FleetDescription>;
  /** What the tool waits by; the world goes by it too then. */
  readonly time?: SimulatedTime;
}

export async function startFleet(topology: Topology, given: FleetOptions = {}): Promise<Fleet> {
  const { description, time, content: kept, ...options } = given;
  const content =
    kept ?? freshContent({ createdAt: instantOf(Date.now()), ...fleetOf(topology), ...description }, randomBytes);
  const running = await startSandbox({ ...options, content });
  const { connection } = running;
  const parallelism = 4;
  const opened = {
    catalog: openCatalog(sandboxConnection(connection), { clock: systemClock, random: Math.random, parallelism }),
    machines: await openSandboxMachines(topology, connection, { parallelism, log: () => undefined }),
  };
  const { catalog, machines } = time === undefined ? opened : knownTo(time, opened);
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
        clock: time?.now ?? systemClock.now,
        pause: time?.pause ?? systemClock.sleep,
        stop: never,
        abort: never,
      });
      return { outcome, events };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([opened.catalog[Symbol.asyncDispose](), opened.machines[Symbol.asyncDispose]()]);
      await running.close();
    },
  };
}

/** Time stands still while one of them is asked. */
function knownTo(
  time: SimulatedTime,
  opened: Pick<Fleet, 'catalog' | 'machines'>,
): Pick<Fleet, 'catalog' | 'machines'> {
  const { catalog, machines } = timedTwin(opened, time, { operationSeconds: 0, catalogSeconds: 0, serviceSeconds: 0 });
  const { examine, readFleetWork } = opened.catalog;
  return { catalog: { ...catalog, examine, readFleetWork }, machines };
}
