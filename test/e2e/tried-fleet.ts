import { rehearsePlan } from '../../src/cli/rehearse-plan.js';
import type { Catalog } from '../../src/domain/catalog.js';
import type { EventBody } from '../../src/domain/documents.js';
import type { Machines } from '../../src/domain/machines.js';
import type { RehearsalDocument } from '../../src/generated/rehearsal.js';
import { carryOut } from '../../src/reconciler/apply/carry-out.js';
import { observe } from '../../src/reconciler/observe.js';
import { type PlanOptions, plan } from '../../src/reconciler/plan/plan.js';
import type { Topology } from '../../src/topology/topology.js';
import type { WorldFleet } from './world-fleet.js';

/** A step as it went: its id, and how it ended. */
export type Went = readonly [id: string, outcome: string];

export interface Tried {
  readonly rehearsal: RehearsalDocument;
  /** In the order in which they were begun; those that were not, by their ids. */
  readonly rehearsed: readonly Went[];
  readonly applied: readonly Went[];
  /** The lowest number of workers that could take work at any time of the apply. */
  readonly lowest: number;
  /** Seconds. */
  readonly took: number;
  readonly events: readonly EventBody[];
}

export interface TriedOptions {
  readonly plan?: Partial<PlanOptions>;
  /** Seconds that an unknown package still runs. */
  readonly assume?: number;
  /** Seconds that a machine and its services take in the apply; as a rehearsal assumes unless told otherwise. */
  readonly operationSeconds?: number;
  readonly serviceSeconds?: number;
}

const never = new AbortController().signal;
export const parallelism = 4;

/** Rehearses a plan, then carries the same plan out on the fleet that was looked at. */
export async function tried(fleet: WorldFleet, topology: Topology, options: TriedOptions = {}): Promise<Tried> {
  const { time } = fleet;
  const planOptions = { createdAt: '2026-01-01T00:00:00.000Z', toolVersion: '0.0.0', parallelism, ...options.plan };
  const observation = await observe(topology, fleet, never);
  const made = plan(topology, observation, planOptions);
  if (!made.applyable) throw new Error(made.diagnostics.map(({ detail }) => detail).join('; '));
  const rehearsal = await rehearsed(fleet, topology, { made, observation }, { ...options, planOptions });

  const events: EventBody[] = [];
  const count = () => ableWorkers(fleet);
  let lowest = count();
  fleet.watch(() => {
    lowest = Math.min(lowest, count());
  });
  const began = time.now();
  await carryOut({
    ...{ plan: made, topology, observed: observation.catalog, parallelism },
    catalog: slowCatalog(fleet, rehearsal.assumptions.catalogSeconds),
    machines: slow(fleet, rehearsal, options),
    lock: { lost: never },
    history: { emit() {}, async begin() {}, async end() {} },
    emit: (event) => events.push(event),
    clock: time.now,
    pause: time.pause,
    ...{ stop: never, abort: never, isRotation: options.plan?.rotate !== undefined },
  });
  const took = (time.now() - began) / 1000;
  fleet.watch(() => {});
  const steps = rehearsal.steps.map(({ id, outcome }): Went => [id, outcome]);
  const unbegun = new Set(rehearsal.steps.filter(({ from }) => from === undefined).map(({ id }) => id));
  return {
    ...{ rehearsal, lowest, took, events },
    rehearsed: [...steps.filter(([id]) => !unbegun.has(id)), ...byId(steps.filter(([id]) => unbegun.has(id)))],
    applied: wentOf(events),
  };
}

/** The rehearsal alone. */
export function rehearsed(
  { catalog }: Pick<WorldFleet, 'catalog'>,
  topology: Topology,
  seen: Parameters<typeof rehearsePlan>[1],
  { planOptions, assume, signal = never }: { planOptions: PlanOptions; assume?: number; signal?: AbortSignal },
): Promise<RehearsalDocument> {
  const interrupts = { stop: signal, abort: signal, finishGracefully: () => () => {}, leaveHangups() {} };
  return rehearsePlan(
    { topology, catalog, parallelism },
    seen,
    { planOptions, ...(assume === undefined ? {} : { assume }) },
    { err() {}, logLevel: 'silent', env: {}, interrupts },
  );
}

/** A catalog that takes its time. */
function slowCatalog({ catalog, time }: WorldFleet, requestSeconds: number): Catalog {
  return new Proxy<Catalog>(catalog, {
    get(target, name: keyof Catalog & string) {
      const ask = target[name] as (...given: readonly unknown[]) => Promise<unknown>;
      const requests = /^(set|enable|remove)/.test(name) ? 2 : 1;
      return async (...given: readonly unknown[]) => {
        await time.pause(Math.round(requests * requestSeconds * 1000), given.at(-1) as AbortSignal);
        return ask(...given);
      };
    },
  });
}

/** Machines that take their time. */
function slow({ machines, time }: WorldFleet, { assumptions }: RehearsalDocument, options: TriedOptions): Machines {
  const { operationSeconds = assumptions.operationSeconds, serviceSeconds = assumptions.serviceSeconds } = options;
  return {
    async inspect(machine, signal, examine) {
      await time.pause(operationSeconds * 1000, signal);
      return machines.inspect(machine, signal, examine);
    },
    async run(machine, operation, signal) {
      const more = /Service$/.test(operation.operation) ? serviceSeconds : 0;
      await time.pause((operationSeconds + more) * 1000, signal);
      return machines.run(machine, operation, signal);
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** Enabled, its service running, heard of: as catalog.worker_agents and the machines show it. */
function ableWorkers({ running }: WorldFleet): number {
  const { store } = running;
  const services = new Map([...store.rows('machines').values()].map((row) => [row.agentId, row.service]));
  const isMasterUp = [...store.rows('masters').values()].some(({ service }) => service === 'running');
  return [...store.rows('workerAgents')].filter(
    ([id, row]) => row.isEnabled === true && services.get(id) === 'running' && isMasterUp,
  ).length;
}

function wentOf(events: readonly EventBody[]): readonly Went[] {
  const begun = new Map<string, string>();
  const unbegun = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'step_start') begun.set(event.step, 'unfinished');
    if (event.type === 'step_complete') begun.set(event.step, event.outcome);
    if (event.type === 'step_errored') begun.set(event.step, 'errored');
    if (event.type === 'step_skipped') (begun.has(event.step) ? begun : unbegun).set(event.step, 'skipped');
  }
  return [...begun, ...byId([...unbegun])];
}

function byId(went: readonly Went[]): readonly Went[] {
  return went.toSorted(([one], [other]) => (one < other ? -1 : 1));
}
