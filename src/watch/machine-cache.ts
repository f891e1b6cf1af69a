import { timedKnown } from '../domain/asked-time.js';
import type { Known } from '../domain/known.js';
import type { MachineName } from '../domain/machine-name.js';
import type { MachineObservation, Machines } from '../domain/machines.js';
import { onAbort } from '../domain/on-abort.js';
import { ScaleoutError } from '../errors/errors.js';
import { delayAfter } from '../reconciler/hold/back-off.js';
import { messageOf } from '../text/printable.js';
import type { WatchTime } from './watch-time.js';

type Seen = Known<MachineObservation>;

/** Machines that are looked at seldom, however often they are asked for. */
export interface MachineCache extends AsyncDisposable {
  /** The machines from now on. `isOther`: they are reached in another way, and what was seen does not count. */
  use(machines: Machines, isOther: boolean): void;
  /**
   * What was seen, where it is not too old; what is older is shown once more while it is looked at again. Only what was
   * never seen, or dropped, is waited for, and as long as answers keep coming.
   */
  readonly looking: Pick<Machines, 'inspect'>;
  /** The machines themselves, for steps. A machine that a step touched is dropped. */
  readonly acting: Machines;
  /** What was seen of it does not count any more. */
  drop(machine: MachineName): void;
  /** The same where it was seen longer ago than so many milliseconds. */
  dropOlder(machine: MachineName, milliseconds: number): void;
}

export interface MachineCacheOptions {
  readonly time: WatchTime;
  readonly random: () => number;
  /** Milliseconds for which a look counts. */
  readonly interval: number;
  /** Milliseconds without any answer after which those that are missing are not waited for; they come later. */
  readonly patience: number;
  /** All looks that were under way have ended, and one of them showed something else than before. */
  readonly arrived: () => void;
}

interface Entry {
  seen?: Seen;
  /** By the clock. */
  at: number;
  /** By the clock: from then on it is looked at again. */
  due: number;
  failures: number;
  /** A reason to look came after the look began: its answer is old already. */
  isDropped: boolean;
  pending?: Promise<void>;
  /** The look under way was waited for in vain once: nobody waits for it again. */
  isOverdue: boolean;
}

export function machineCache({ time, random, interval, patience, arrived }: MachineCacheOptions): MachineCache {
  const entries = new Map<string, Entry>();
  const looks = new Set<Promise<void>>();
  const lifetime = new AbortController();
  let machines: Machines | undefined;
  let generation = 0;
  let underWay = 0;
  let lastAnswer = 0;
  let isNews = false;

  const entryOf = (machine: MachineName): Entry => {
    const key = machine.toUpperCase();
    const found = entries.get(key) ?? { at: 0, due: 0, failures: 0, isDropped: false, isOverdue: false };
    entries.set(key, found);
    return found;
  };
  const keep = (entry: Entry, seen: Seen) => {
    const before = entry.seen;
    entry.at = time.clock();
    entry.seen = seen;
    entry.failures = seen.known ? 0 : entry.failures + 1;
    // Spread, so that a thousand machines are not looked at in one moment for ever.
    const age = seen.known ? interval * (0.9 + random() / 10) : delayAfter(entry.failures, random);
    entry.due = entry.at + age;
    return before === undefined || textOf(before) !== textOf(seen);
  };
  const look = (machine: MachineName, entry: Entry, over: Machines): Promise<void> => {
    const own = generation;
    entry.isDropped = false;
    entry.isOverdue = false;
    underWay += 1;
    const ended = (seen: Seen) => {
      if (own !== generation || lifetime.signal.aborted) return;
      underWay -= 1;
      delete entry.pending;
      lastAnswer = time.clock();
      isNews = keep(entry, seen) || isNews;
      if (underWay > 0 || !isNews) return;
      isNews = false;
      arrived();
    };
    const asked = timedKnown(time.clock, () => over.inspect(machine, lifetime.signal));
    const pending = asked.then(ended, (error: unknown) => {
      ended({ known: false, reason: messageOf(error) });
    });
    entry.pending = pending;
    looks.add(pending);
    void pending.finally(() => looks.delete(pending));
    return pending;
  };
  /** Until it has answered, or nobody has for a while. */
  const wait = async (entry: Entry, pending: Promise<void>, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    if (entry.isOverdue) return;
    const over = new AbortController();
    const quiet = async () => {
      const began = time.clock();
      for (;;) {
        const left = Math.max(began, lastAnswer) + patience - time.clock();
        if (left <= 0 || over.signal.aborted) return;
        await time.pause(left, over.signal);
      }
    };
    const takeBack = onAbort(signal, () => over.abort(signal.reason));
    try {
      await Promise.race([pending, quiet().catch(() => undefined)]);
    } finally {
      takeBack();
      over.abort();
    }
    signal.throwIfAborted();
    entry.isOverdue = entry.pending === pending;
  };
  const used = (): Machines => {
    if (machines !== undefined) return machines;
    throw new ScaleoutError('command.unexpected', 'The cache was asked before it had machines.');
  };

  const cache: MachineCache = {
    use(next, isOther) {
      generation += 1;
      underWay = 0;
      machines = next;
      for (const entry of entries.values()) delete entry.pending;
      if (isOther) entries.clear();
    },
    looking: {
      async inspect(machine, signal) {
        const entry = entryOf(machine);
        const counts = entry.seen !== undefined && !entry.isDropped;
        if (entry.seen !== undefined && counts && time.clock() < entry.due) return entry.seen;
        // An answer to a question from before the drop is waited for too, but does not count.
        if (entry.isDropped && entry.pending !== undefined) await wait(entry, entry.pending, signal);
        if (entry.isDropped && entry.pending !== undefined) return notYet(machine);
        const pending = entry.pending ?? look(machine, entry, used());
        if (entry.seen !== undefined && counts) return entry.seen;
        await wait(entry, pending, signal);
        return entry.pending === undefined && entry.seen !== undefined ? entry.seen : notYet(machine);
      },
    },
    acting: {
      async inspect(machine, signal) {
        const seen = await timedKnown(time.clock, () => used().inspect(machine, signal));
        keep(entryOf(machine), seen);
        return seen;
      },
      async run(machine, operation, signal) {
        try {
          return await used().run(machine, operation, signal);
        } finally {
          cache.drop(machine);
        }
      },
      async [Symbol.asyncDispose]() {},
    },
    drop(machine) {
      entryOf(machine).isDropped = true;
    },
    dropOlder(machine, milliseconds) {
      const entry = entryOf(machine);
      if (entry.seen?.known === true && time.clock() - entry.at >= milliseconds) entry.isDropped = true;
    },
    async [Symbol.asyncDispose]() {
      lifetime.abort();
      await Promise.all(looks);
    },
  };
  return cache;
}

function notYet(machine: MachineName): Seen {
  return { known: false, reason: `${machine} has not answered yet` };
}

/** Without the moment of the look. */
function textOf(seen: Seen): string {
  if (!seen.known) return JSON.stringify(seen);
  return JSON.stringify({ ...seen.value, observedAt: '', asked: undefined }, (_, value) =>
    value instanceof Set ? [...value] : value,
  );
}
