import type { CatalogLock, LockHolder } from '../domain/catalog.js';
import { onAbort } from '../domain/on-abort.js';
import { delayAfter } from '../reconciler/hold/back-off.js';
import { messageOf } from '../text/printable.js';
import { moment } from '../text/times.js';
import type { Topology } from '../topology/topology.js';
import { linkedSignal, type WatchTime } from './watch-time.js';

/** Whether this process is the one of several that may write. */
export type Standing =
  /** `lost` is aborted as soon as it may not be so any more: nothing further may be begun. */
  | { readonly isLeader: true; readonly lost: AbortSignal; readonly detail?: string }
  /** `detail` is a phrase for people: who leads. `isLed`: another one is known to; else nobody may, as where SQL Server is gone. */
  | { readonly isLeader: false; readonly isLed?: true; readonly detail?: string };

/**
 * Finds out which of several replicas leads on a topology's catalog. `lead` tries until the signal is aborted, and tells
 * each change; whoever leads does so until `lost`, the signal, or its own end. It may reject: then nobody leads here,
 * and it is called again after a while.
 */
export interface Leadership {
  lead(topology: Topology, tell: (standing: Standing) => void, signal: AbortSignal): Promise<void>;
}

/** For a process that is alone. */
export const alone: Leadership = {
  lead(_topology, tell, signal) {
    tell({ isLeader: true, lost: signal });
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      else onAbort(signal, resolve);
    });
  },
};

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
      const onWait = (holder: LockHolder | undefined) =>
        tell({ isLeader: false, isLed: true, detail: leaderOf(holder) });
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
  return holder === undefined ? 'another replica leads' : `${holder.who} leads since ${moment(holder.since)}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else onAbort(signal, resolve);
  });
}

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
    const isNew =
      next.isLeader !== standing.isLeader || isLed(next) !== isLed(standing) || next.detail !== standing.detail;
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

function isLed(standing: Standing): boolean {
  return standing.isLeader || standing.isLed === true;
}

function textOf(error: unknown): string {
  return messageOf(error);
}
