import type { Catalog } from '../reconciler/catalog.js';
import type { CatalogLock } from '../reconciler/lock.js';
import type { Machines } from '../reconciler/machines.js';
import type { Topology } from '../topology/topology.js';

/** The catalog and the machines of a topology, open until it is disposed of. */
export interface WatchWorld extends AsyncDisposable {
  readonly catalog: Catalog;
  readonly machines: Machines;
  readonly lock: CatalogLock;
}

/** Opens a world; the secrets that it needs are looked up each time. */
export type OpenWatchWorld = (topology: Topology) => Promise<WatchWorld>;

/** The world of the topology that is watched now. */
export interface WorldKeeper extends AsyncDisposable {
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
function reachOf({ catalog, access, workers, policy }: Topology): string {
  const common = textOf(access);
  const own = workers.flatMap((worker) => {
    const text = textOf(worker.access);
    return text === common ? [] : [[worker.machine, text]];
  });
  return JSON.stringify([catalog, common, own, policy.parallelism]);
}

function textOf({ range: _, ...access }: Topology['access']): string {
  return JSON.stringify(access);
}
