import type { Plan } from '../../src/domain/documents.js';
import { isScaleoutError } from '../../src/errors/errors.js';
import { apply } from '../../src/reconciler/apply/apply.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import { rolloutLimits } from '../../src/reconciler/rollout/rollout.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import type { Topology } from '../../src/topology/topology.js';
import { isEvent, isPlan } from '../cli/schemas.js';
import { type FleetFault, type ModelWrite, modelFleet } from '../support/model-fleet.js';
import { modelTime } from '../support/model-time.js';
import { agentIdOf, type ModelTask, type ModelWorld } from '../support/model-world.js';
import { meddle } from './fleet-meddling.js';
import type { Scenario } from './fleet-scenario.js';
import { fleetWatch } from './fleet-watch.js';
import { topologyFor, workerName, worldFor } from './fleet-world.js';

/** Seconds after which nobody else meddles any more, no task comes, and no call is disturbed. */
const disturbed = 1_500;

/** Rounds of observe, plan and apply in which things go wrong, and after. */
const rounds = { disturbed: 3, quiet: 8 } as const;

/** Further ones where workers do not try again by themselves, and the milliseconds between two: they are restarted seldom. */
const patient = { rounds: 8, pause: 1_800_000 } as const;

export interface FleetRun {
  readonly topology: Topology;
  readonly world: ModelWorld;
  readonly violations: readonly string[];
  /** The last plan, of the undisturbed world. */
  readonly last: Plan;
  /** Every operation that was carried out, and every code of an error that ended one. */
  readonly seen: ReadonlySet<string>;
  readonly lost: readonly { readonly task: ModelTask; readonly how: string }[];
}

/** Small and even enough; Mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Plans and applies again and again, in a world where things happen as the scenario has them. */
export async function runFleet(scenario: Scenario, tell: (line: string) => void = () => undefined): Promise<FleetRun> {
  const time = modelTime();
  const topology = topologyFor(scenario);
  const { world, certificates, ghosts } = worldFor(scenario, time);
  const watch = fleetWatch(topology, world);
  const random = chance(scenario.seed);
  const faults = new Map<number, FleetFault>(scenario.faults.map(({ call, fault }) => [call, fault]));
  const slips = [...scenario.slips];
  let calls = 0;
  const violations: string[] = [];
  const { catalog, machines } = modelFleet({
    world,
    time,
    certificates,
    ghosts,
    seesLeases: scenario.seesLeases,
    latency: () => Math.floor(random() * scenario.slowest),
    nextFault: () => faults.get(calls++),
    onTouch: watch.touch,
    onWrite(write) {
      violations.push(...cutOffBy(write, world, scenario));
      const machine = write.row === undefined ? undefined : world.machineOf(write.row);
      const slip = write.enabled === false && machine !== undefined ? slips.shift() : undefined;
      if (slip !== undefined && machine !== undefined) world.pull(machine, slip * 1000);
      tell(`${time.now()} write ${JSON.stringify({ ...write, request: undefined })}`);
      watch.write(write);
      const { operation } = write;
      const stopped = operation === 'stopService' || operation === 'restartService' ? write.machine : undefined;
      const stoppedMachine = [...world.machines.values()].find(({ name }) => name === stopped);
      const id = stoppedMachine?.role === 'worker' ? agentIdOf(stoppedMachine) : undefined;
      // What it pulled while the stop was on its way nobody could see.
      const old = [...world.tasks].filter(({ row, pulled }) => row === id && pulled < time.now() - 20_000);
      const isSeen = ({ named }: ModelTask) => named || scenario.seesLeases;
      if (scenario.policy.onTimeout === 'stop' && old.some(isSeen))
        violations.push(`at ${time.now()}: ${operation} on ${stopped} kills ${old.map((task) => task.id).join()}`);
    },
  });
  for (const { at, worker, what } of scenario.foreign) {
    time.at(at * 1000, () => {
      world.settle();
      tell(`${time.now()} meddles: ${what} ${workerName(worker)}`);
      for (const name of meddle(world, time, workerName(worker), what)) watch.meddled.add(name);
    });
  }
  for (const { at, worker, length } of scenario.tasks) {
    time.at(at * 1000, () => {
      world.settle();
      const machine = world.machines.get(workerName(worker));
      if (machine !== undefined) world.pull(machine, length * 1000);
    });
  }
  const never = new AbortController().signal;
  const look = async (): Promise<{ readonly observation: Observation; readonly made: Plan } | undefined> => {
    try {
      const observation = await observe(topology, { catalog, machines }, never);
      const made = planned(topology, observation, violations);
      return { observation, made };
    } catch (error) {
      if (isScaleoutError(error)) return undefined;
      throw error;
    }
  };
  const seen = new Set<string>();
  const carryOut = async (
    { observation, made }: { readonly observation: Observation; readonly made: Plan },
    cut: number,
  ) => {
    watch.follow(made, observation);
    tell(
      `${time.now()} apply ${made.steps.map((step) => step.id + (step.manual === true ? ' (manual)' : '')).join(' ')}`,
    );
    const stop = new AbortController();
    const abort = new AbortController();
    const interruption = scenario.interruptions[cut];
    if (interruption !== undefined) {
      const { after, how } = interruption;
      time.at(time.now() + after * 1000, () => (how === 'stop' ? stop : abort).abort(new Error('enough')));
    }
    const operationOf = new Map(made.steps.map((step) => [step.id, step.operation]));
    await apply(made, {
      catalog,
      machines,
      parallelism: topology.policy.parallelism,
      rollout: rolloutLimits(topology.policy.rollout, observation.catalog),
      clock: time.now,
      pause: time.pause,
      emit(event) {
        tell(`${time.now()} ${JSON.stringify(event)}`);
        if (event.type === 'step_complete' && event.outcome === 'done') seen.add(operationOf.get(event.step) ?? '');
        if (event.type === 'step_errored') seen.add(event.diagnostic.code);
        watch.event(event);
        const stamped = { ...event, formatVersion: 1, time: '2026-11-24T02:15:21.000Z' };
        if (!isEvent(stamped))
          violations.push(`no valid event: ${JSON.stringify(stamped)} ${JSON.stringify(isEvent.errors)}`);
      },
      stop: stop.signal,
      abort: abort.signal,
    });
  };
  for (let round = 0; round < rounds.disturbed; round += 1) {
    const looked = await look();
    if (looked?.made.applyable === true) await carryOut(looked, round);
    await time.pause(1_000 + random() * 120_000, never);
  }
  faults.clear();
  slips.length = 0;
  if (time.now() < disturbed * 1000) await time.pause(disturbed * 1000 - time.now(), never);
  let last: Plan | undefined;
  /** What the plan before was to do: one that is the same again will be so for ever. */
  let before = '';
  let again = 0;
  const most = rounds.quiet + (scenario.retries ? 0 : patient.rounds);
  const isUnheard = () => [...world.machines.values()].some(({ running, gaveUp }) => running && gaveUp);
  for (let round = 0; round < most; round += 1) {
    const looked = await look();
    if (looked === undefined) throw new Error('the undisturbed world could not be observed');
    last = looked.made;
    const steps = JSON.stringify(last.steps);
    again = steps === before ? again + 1 : 0;
    before = steps;
    const isDone = !last.applyable || last.steps.every((step) => step.manual === true) || again === 2;
    if (isDone && !isUnheard()) break;
    if (!isDone) await carryOut(looked, Number.POSITIVE_INFINITY);
    await time.pause(isDone ? patient.pause : 61_000, never);
    world.settle();
  }
  if (last === undefined) throw new Error('no round');
  world.settle();
  return {
    topology,
    world,
    violations: [...violations, ...watch.violations],
    last,
    seen,
    lost: world.lost,
  };
}

/** Workers that hold work and are heard of until the port of the master that answers gets another certificate. */
function cutOffBy({ operation, machine, request }: ModelWrite, world: ModelWorld, { seesLeases }: Scenario): string[] {
  const node = world.master();
  if (operation !== 'bindPort' || request?.operation !== 'bindPort' || node?.name !== machine) return [];
  const bound = node?.bindings.get(request.port);
  if (bound === undefined || bound === request.thumbprint) return [];
  const cut = [...world.tasks].filter(({ row, named, pulled }) => {
    const worker = world.machineOf(row);
    const isForeign = world.rows.get(row)?.switchedBy === 'foreign';
    const isSeen = (named || seesLeases) && pulled < world.now() - 20_000;
    return isSeen && !isForeign && worker !== undefined && world.isHeard(worker);
  });
  return cut.map(({ id }) => `at ${world.now()}: the new certificate of the master cuts off ${id}`);
}

function planned(topology: Topology, observation: Observation, violations: string[]): Plan {
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' };
  const made = plan(topology, observation, options);
  // Once in a run is often enough: copies cost more than all the rest.
  if (
    observation.catalog.observedAt <= '2026-11-24T02:15:30' &&
    JSON.stringify(made) !== JSON.stringify(plan(topology, structuredClone(observation), options))
  )
    violations.push('two plans of one observation differ');
  if (!isPlan(made)) violations.push(`no valid plan: ${JSON.stringify(isPlan.errors)}`);
  return made;
}
