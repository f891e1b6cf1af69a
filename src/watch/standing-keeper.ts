import { delayAfter } from '../reconciler/watch/back-off.js';
import type { Topology } from '../topology/topology.js';
import type { Leadership, Standing } from './leadership.js';
import type { WatchTime } from './watch-time.js';

/** Keeps trying to lead on the catalog of the topology that is watched now. */
export interface StandingKeeper extends AsyncDisposable {
  readonly standing: () => Standing;
  /** From now on for this topology: a new attempt where it is about another catalog. */
  follow(topology: Topology): void;
}

export interface StandingOptions {
  readonly time: WatchTime;
  readonly random: () => number;
  readonly changed: (standing: Standing) => void;
}

const longestPause = 10_000;
const nobody: Standing = { isLeader: false };

export function standingKeeper(leadership: Leadership, { time, random, changed }: StandingOptions): StandingKeeper {
  let standing: Standing = nobody;
  let key: string | undefined;
  let over = new AbortController();
  let attempt: Promise<void> | undefined;
  const be = (next: Standing) => {
    const isNew = next.isLeader !== standing.isLeader || next.detail !== standing.detail;
    standing = next;
    if (isNew) changed(next);
  };
  const lead = async (topology: Topology, before: Promise<void> | undefined, { signal }: AbortController) => {
    // The first attempt begins at once: who is alone leads before the first run.
    if (before !== undefined) await before;
    for (let failures = 1; !signal.aborted; failures += 1) {
      const tell = (next: Standing) => {
        if (!signal.aborted) be(next);
      };
      const why = await leadership.lead(topology, tell, signal).then(() => undefined, textOf);
      if (signal.aborted) return;
      be(why === undefined ? nobody : { isLeader: false, detail: why });
      await time.pause(delayAfter(failures, random, longestPause), signal).catch(() => undefined);
    }
  };
  return {
    standing: () => standing,
    follow(topology) {
      const wanted = JSON.stringify([topology.catalog, topology.name]);
      if (wanted === key) return;
      key = wanted;
      over.abort();
      over = new AbortController();
      standing = nobody;
      attempt = lead(topology, attempt, over);
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      standing = nobody;
      await attempt;
    },
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
