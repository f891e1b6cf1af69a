import { addressGroup } from './access.js';

/** How wrong tokens are slowed down: so many are free, then the next one has to wait, twice as long each time. */
export interface AttemptLimits {
  readonly free: number;
  /** Milliseconds. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** Above so many wrong ones in a minute from everywhere, an address has one that is free. */
  readonly perMinute: number;
  /** The most addresses that are remembered. */
  readonly remembered: number;
}

export const usualAttempts: AttemptLimits = {
  free: 5,
  firstWait: 1_000,
  longestWait: 60_000,
  perMinute: 100,
  remembered: 2_000,
};

/** By whom a token was sent. */
export interface Sender {
  readonly address: string;
  /** The proxy whose word for the address is not proven, or that gave none: others who are right come through it too. */
  readonly through?: string;
}

export interface Attempts {
  /** Milliseconds that a sender has to wait before a token of it is looked at; 0: none. */
  waiting(from: Sender): number;
  /** As `waiting`; where that is 0 one is counted as wrong, before it is known what it is. */
  begin(from: Sender): number;
  /** The one that was begun was right. */
  right(from: Sender): void;
}

interface Counted {
  count: number;
  until: number;
}

/** What is counted of a sender, and how far it is slowed down for it. */
interface Counter {
  readonly name: string;
  readonly free: number;
  readonly longestWait: number;
}

/**
 * Who has been wrong is slowed down by its address, and nobody else: an address that has not been wrong never waits. A proxy as a whole
 * waits no longer than the first time, so that those who are right come through it between the others.
 */
export function openAttempts(now: () => number, limits: AttemptLimits = usualAttempts): Attempts {
  /** By the name of the counter, the one that was wrong the longest time ago first. */
  const known = new Map<string, Counted>();
  /** When the last ones were. */
  const recent: number[] = [];

  function countersOf({ address, through }: Sender): readonly Counter[] {
    const { free, firstWait, longestWait, perMinute } = limits;
    const own: Counter = { name: addressGroup(address), free, longestWait };
    if (through === undefined) return [own];
    if (through === address) return [{ ...own, name: `through ${own.name}`, longestWait: firstWait }];
    return [own, { name: `through ${addressGroup(through)}`, free: perMinute, longestWait: firstWait }];
  }

  function waiting(from: Sender): number {
    return Math.max(0, ...countersOf(from).map(({ name }) => (known.get(name)?.until ?? 0) - now()));
  }

  function count({ name, free, longestWait }: Counter, isFlood: boolean): void {
    const { count: before = 0, until = 0 } = known.get(name) ?? {};
    // An address that was wrong a long time ago is forgiven.
    const count = now() > until + 10 * limits.longestWait ? 1 : before + 1;
    const over = count - (isFlood ? 1 : free);
    const wait = over < 0 ? 0 : Math.min(longestWait, limits.firstWait * 2 ** Math.min(over, 20));
    known.delete(name);
    known.set(name, { count, until: now() + wait });
    const [oldest] = known.keys();
    if (known.size > limits.remembered && oldest !== undefined) known.delete(oldest);
  }

  return {
    waiting,
    begin(from) {
      const wait = waiting(from);
      if (wait > 0) return wait;
      recent.push(now());
      if (recent.length > limits.perMinute) recent.shift();
      const isFlood = recent.length >= limits.perMinute && (recent[0] ?? 0) > now() - 60_000;
      for (const counter of countersOf(from)) count(counter, isFlood);
      return 0;
    },
    right(from) {
      recent.pop();
      for (const { name } of countersOf(from)) {
        const found = known.get(name);
        if (found === undefined) continue;
        found.count -= 1;
        found.until = now();
        if (found.count === 0) known.delete(name);
      }
    },
  };
}
