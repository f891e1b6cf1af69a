import { messageOf } from '../message-of.js';
import { delayAfter } from '../reconciler/watch/back-off.js';
import type { Topology } from '../topology/topology.js';
import type { Leadership, Standing } from './leadership.js';
import { linkedSignal } from './linked-signal.js';
import type { WatchTime } from './watch-time.js';

/** Keeps trying to lead on the catalog of the topology that is watched now. */
export interface StandingKeeper extends AsyncDisposable {
  readonly standing: () => Standing;
  /** From now on for this topology: a new attempt where it is about another catalog. */
  follow(topology: Topology): void;
  /** Lets another one lead, until the next call of `follow`; `why` is a phrase for people. */
  giveUp(why: string): void;
  /** Resolves when it is known who leads, or that it cannot be found out now; at the latest after so many milliseconds. */
  known(limit: number, stop: AbortSignal): Promise<void>;
}

export interface StandingOptions {
  readonly time: WatchTime;
  readonly random: () => number;
  readonly changed: (standing: Standing) => void;
}

const longestPause = 5_000;
const nobody: Standing = { isLeader: false };

export function standingKeeper(leadership: Leadership, { time, random, changed }: StandingOptions): StandingKeeper {
  let standing: Standing = nobody;
  let key: string | undefined;
  let over = new AbortController();
  let unheard = new AbortController();
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
        if (signal.aborted) return;
        // The server has answered: what went wrong before is over.
        failures = 1;
        be(next);
        unheard.abort();
      };
      const why = await leadership.lead(topology, tell, signal).then(() => undefined, textOf);
      if (signal.aborted) return;
      be(why === undefined ? nobody : { isLeader: false, detail: why });
      unheard.abort();
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
      unheard = new AbortController();
      attempt = lead(topology, attempt, over);
    },
    giveUp(why) {
      if (key === undefined) return;
      key = undefined;
      over.abort();
      be({ isLeader: false, detail: why });
    },
    async known(limit, stop) {
      if (unheard.signal.aborted || stop.aborted) return;
      using either = linkedSignal(unheard.signal, stop);
      await time.pause(limit, either.signal).catch(() => undefined);
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      standing = nobody;
      unheard.abort();
      await attempt;
    },
  };
}

function textOf(error: unknown): string {
  return messageOf(error);
}
