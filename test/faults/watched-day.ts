import type { Machines } from '../../src/domain/machines.js';
import { ScaleoutError } from '../../src/errors/errors.js';
import type { Topology } from '../../src/topology/topology.js';
import { watchLog } from '../../src/watch/log/watch-log.js';
import { meddle } from '../property/fleet-meddling.js';
import { topologyFor, workerName, worldFor } from '../property/fleet-world.js';
import { catalogOf } from '../support/build.js';
import { type FleetFault, modelFleet } from '../support/model-fleet.js';
import { began } from '../support/model-time.js';
import { type WatchedModel, watchModel } from '../watch/watched-model.js';
import { fleetInOrder } from './fleet-in-order.js';

export const hour = 3_600_000;

/** A line of the log, with the milliseconds at which it was written. */
export interface LogLine {
  readonly at: number;
  readonly line: Readonly<Record<string, unknown>>;
}

export interface WatchedDay {
  readonly model: WatchedModel;
  readonly lines: readonly LogLine[];
  readonly rejections: readonly unknown[];
  /** How often each kind of thing went wrong. */
  readonly faults: ReadonlyMap<string, number>;
}

/** The same for the same seed, from 0 to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const outages = ['catalog.connection-lost', 'catalog.login-failed', 'catalog.timeout', 'catalog.unreachable'] as const;
const hands = [
  'disable',
  'enable',
  'tags',
  'description',
  'config',
  'stop',
  'removeRow',
  'untrust',
  'reinstall',
] as const;

/** Watches five workers and their machines for so many hours in which things go wrong everywhere, and for two quiet ones after them. */
export async function watchedDay(seed: number, hours: number): Promise<WatchedDay> {
  /** When the last thing goes wrong. */
  const disturbed = hours * hour;
  const random = seeded(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] ?? (values[0] as T);
  const topology = topologyFor(fleetInOrder);
  const faults = new Map<string, number>();
  const lines: LogLine[] = [];
  const rejections: unknown[] = [];
  const onRejection = (error: unknown) => rejections.push(error);
  let now = () => 0;
  const log = watchLog({
    write: (text) => lines.push({ at: now(), line: JSON.parse(text) }),
    level: 'info',
    form: 'json',
    now: () => now(),
    clock: () => now(),
  });
  let fleet: ReturnType<typeof modelFleet> | undefined;
  let world: ReturnType<typeof worldFor>['world'] | undefined;
  const machines: Machines = {
    inspect: async (...words) => made(fleet).machines.inspect(...words),
    run: async (...words) => made(fleet).machines.run(...words),
    async [Symbol.asyncDispose]() {},
  };
  process.on('unhandledRejection', onRejection);
  try {
    const model = await watchModel(
      disturbed + 2 * hour,
      {
        topology,
        began,
        observation: catalogOf([]),
        random,
        machines,
        listener: log.listener,
        wrap(_, time) {
          now = time.now;
          const { certificates, ghosts, world: fresh } = worldFor(fleetInOrder, time);
          world = fresh;
          fleet = modelFleet({
            world: fresh,
            time,
            certificates,
            ghosts,
            seesLeases: true,
            latency: () => Math.floor(random() * 300),
            nextFault() {
              if (now() > disturbed || random() > 0.03) return undefined;
              return count(faults, pick<FleetFault>(['refused', 'lostBefore', 'lostAfter']));
            },
            onTouch: () => undefined,
            onWrite: () => undefined,
          });
          return fleet.catalog;
        },
      },
      (model) => {
        for (let moment = 60_000; moment < disturbed; moment += Math.floor(random() * 20 * 60_000)) {
          const over = Math.min(disturbed, moment + Math.floor(random() * 15 * 60_000));
          const what = pick(['outage', 'locked', 'hand', 'hand', 'unreachable', 'bad file', 'saved', 'woken'] as const);
          model.at(moment, () => {
            count(faults, what);
            happen(what, over, model);
          });
        }
        model.at(disturbed, () => model.save(version(topology, 'last')));
      },
    );
    return { model, lines, rejections, faults };
  } finally {
    process.off('unhandledRejection', onRejection);
  }

  function happen(what: string, over: number, model: WatchedModel): void {
    const fleetWorld = made(world);
    const name = workerName(Math.floor(random() * fleetInOrder.workers.length));
    const machine = made(fleetWorld.machines.get(name));
    fleetWorld.settle();
    switch (what) {
      case 'outage':
        model.fail(new ScaleoutError(pick(outages), 'by chance'));
        model.at(over, () => model.fail(undefined));
        break;
      case 'locked':
        model.lock('somebody');
        model.at(over, () => model.lock(undefined));
        break;
      case 'hand':
        meddle(fleetWorld, model, name, pick(hands));
        break;
      case 'unreachable':
        machine.unreachableUntil = over;
        break;
      case 'bad file':
        model.spoil(`problem ${Math.floor(random() * 3)}`);
        model.at(over, () => model.save(version(topology, `mended ${over}`)));
        break;
      case 'saved':
        model.save(version(topology, `saved ${over}`));
        break;
      default:
        model.wake(pick(['request', 'signal', 'file']));
    }
  }
}

function version(topology: Topology, description: string): Topology {
  return { ...topology, workers: topology.workers.map((worker) => ({ ...worker, description })) };
}

function count<T extends string>(counts: Map<string, number>, what: T): T {
  counts.set(what, (counts.get(what) ?? 0) + 1);
  return what;
}

function made<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('the world is not there yet');
  return thing;
}
