import { onAbort } from '../../providers/waiting/on-abort.js';
import type { CatalogLock, LockHolder } from '../../reconciler/lock.js';
import type { Topology } from '../../topology/topology.js';
import type { Leadership } from '../leadership.js';
import { linkedSignal } from '../linked-signal.js';

/** Opens the application lock of that name in the topology's catalog, on a session that nothing else uses. */
export type OpenLeaderLock = (topology: Topology, resource: string) => Promise<CatalogLock>;

/**
 * Who holds the topology's lock leads; the others wait for it on the server, which gives it to one of them as soon as it
 * hears of the holder's end. `lead` rejects when the lock cannot be asked for, and with `guard.lock-lost` when it was lost.
 */
export function leadershipByLock(open: OpenLeaderLock): Leadership {
  return {
    async lead(topology, tell, signal) {
      await using lock = await open(topology, `ssis-scaleout-watch/${topology.name}`);
      const onWait = (holder: LockHolder | undefined) => tell({ isLeader: false, detail: leaderOf(holder) });
      const request = { purpose: `lead ${topology.name}`, timeout: Number.POSITIVE_INFINITY, onWait };
      await using held = await lock.acquire(request, signal);
      using lost = linkedSignal(held.lost, signal);
      tell({ isLeader: true, lost: lost.signal });
      await aborted(lost.signal);
      if (held.lost.aborted) throw held.lost.reason;
    },
  };
}

function leaderOf(holder: LockHolder | undefined): string {
  return holder === undefined ? 'another replica leads' : `${holder.who} leads since ${holder.since}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else onAbort(signal, resolve);
  });
}
