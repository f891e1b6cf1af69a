import type { Catalog, CatalogLock } from '../domain/catalog.js';
import type { Plan } from '../domain/documents.js';
import type { Machines } from '../domain/machines.js';
import type { ApplyRecorder } from '../history/apply-recorder.js';
import type { HeldChange, WatchMode } from '../reconciler/hold/hold.js';
import type { Observation } from '../reconciler/view/machine.js';
import { entriesOf, type Topology } from '../topology/topology.js';
import type { Leadership } from './leadership.js';
import type { FileTrigger } from './triggers/open-triggers.js';
import type { WatchListener, WatchReason } from './watch-event.js';
import type { WatchTime } from './watch-time.js';
import type { FileReading } from './watched-file.js';

export interface WatchOptions {
  readonly file: string;
  readonly mode: WatchMode;
  /** Whether each plan has to be approved (see `scaleout approve`). */
  readonly approve: boolean;
  /** Milliseconds between two looks at the catalog. */
  readonly interval: number;
  /** Milliseconds for which a look at a machine counts. */
  readonly machineInterval: number;
  /** One run, and no more. */
  readonly once?: boolean;
  /** The sandbox's folder, where one stands in for the server. */
  readonly sandbox?: string;
  /** The most steps at one time; absent: as policy.parallelism says. */
  readonly parallelism?: number;
  readonly toolVersion: string;
  readonly open: OpenWatchWorld;
  readonly reading: FileReading;
  readonly leadership: Leadership;
  /** Opens what notices changes between two intervals: the file, a signal. */
  readonly triggers: (onWake: (reason: WatchReason) => void) => FileTrigger;
  /** Where applies are written down; undefined: nowhere. */
  readonly history?: (topology: Topology) => Promise<ApplyRecorder | undefined>;
  readonly time: WatchTime;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly listener: WatchListener;
  /** Given each look as soon as it is decided what differs, before anything is carried out; after an apply it is looked once more for it. */
  readonly seen?: (seen: Seen) => void;
  /** Aborted: nothing further is begun, steps under way are finished. */
  readonly stop: AbortSignal;
  /** Aborted: steps under way are cut off as well. */
  readonly abort: AbortSignal;
}

/** What a loop saw in one look, and what it made of it. */
export interface Seen {
  readonly topology: Topology;
  readonly observation: Observation;
  /** Of everything, held changes included. */
  readonly plan: Plan;
  readonly held: readonly HeldChange[];
}

/** The catalog and the machines of a topology, open until it is disposed of. */
export interface WatchWorld extends AsyncDisposable {
  readonly catalog: Catalog;
  readonly machines: Machines;
  readonly lock: CatalogLock;
}

/** Opens a world; the secrets that it needs are looked up each time. */
type OpenWatchWorld = (topology: Topology) => Promise<WatchWorld>;

/** The world of the topology that is watched now. */
interface WorldKeeper extends AsyncDisposable {
  /** The open one, or a new one where the topology reaches others or in another way. Throws what opening throws. */
  of(topology: Topology): Promise<WatchWorld>;
  /** The connection is no good any more: the next call opens anew. */
  lose(): Promise<void>;
}

export function worldKeeper(open: OpenWatchWorld, opened: (world: WatchWorld, isOther: boolean) => void): WorldKeeper {
  let kept: WatchWorld | undefined;
  let key: string | undefined;
  const lose = async () => {
    const old = kept;
    kept = undefined;
    try {
      await old?.[Symbol.asyncDispose]();
    } catch {
      // It is given up, whatever keeps it from being closed in order.
    }
  };
  return {
    async of(topology) {
      const wanted = reachOf(topology);
      if (kept !== undefined && wanted === key) return kept;
      await lose();
      const world = await open(topology);
      opened(world, wanted !== key);
      kept = world;
      key = wanted;
      return world;
    },
    lose,
    [Symbol.asyncDispose]: lose,
  };
}

/** All of a topology that its connections are made from. A worker without an access of its own is reached as any other. */
function reachOf(topology: Topology): string {
  const { catalog, access, policy } = topology;
  const common = textOf(access);
  const own = entriesOf(topology).flatMap((worker) => {
    const text = textOf(worker.access);
    return text === common ? [] : [[worker.machine, text]];
  });
  return JSON.stringify([catalog, common, own, policy.parallelism]);
}

function textOf({ range: _, ...access }: Topology['access']): string {
  return JSON.stringify(access);
}
