import { createHash, timingSafeEqual } from 'node:crypto';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { addressGroup } from '../../http/access.js';
import type { Secret } from '../../providers/secret.js';
import type { Person } from './sessions.js';

/** A token that logs in, and whose it is. */
export interface KnownToken {
  readonly name: string;
  readonly role: Person['role'];
  /** Read anew each time: a file may hold another one now. Throws `login.secret-missing` and `login.secret-unusable`. */
  readonly read: () => Promise<Secret>;
}

export interface Tokens {
  /** Whose token it is; the time that it takes does not tell how much of it was right, nor of which. */
  find(given: string): Promise<Found | undefined>;
  /** Reads them anew: on what sessions may hang from now on. */
  current(): Promise<ReadonlySet<string>>;
}

interface Found {
  readonly person: Person;
  /** On what its sessions hang: the token as it is now. */
  readonly of: string;
}

/** Told where a token cannot be read; once, until it can be read again. */
export type Complain = (text: string) => void;

/**
 * Reads all of them. Throws where one cannot be read at the start, or where two are equal; later, one that cannot be read logs
 * nobody in, and its sessions end.
 */
export async function openTokens(known: readonly KnownToken[], complain: Complain): Promise<Tokens> {
  const digests = new Map<string, Buffer>();
  for (const { name, read } of known) {
    const digest = digestOf((await read()).reveal());
    const [same] = [...digests].find(([, other]) => other.equals(digest)) ?? [];
    if (same !== undefined) {
      throw new ScaleoutError('login.secret-unusable', `The tokens ${same} and ${name} are the same.`, {
        remedy: 'Make a token for each: openssl rand -hex 32',
      });
    }
    digests.set(name, digest);
  }
  const lost = new Set<string>();

  async function refresh(): Promise<void> {
    for (const { name, read } of known) {
      try {
        digests.set(name, digestOf((await read()).reveal()));
        lost.delete(name);
      } catch (error) {
        if (!isScaleoutError(error)) throw error;
        digests.delete(name);
        if (!lost.has(name)) complain(`The token ${name} logs nobody in: ${error.message}`);
        lost.add(name);
      }
    }
  }

  return {
    async find(given) {
      await refresh();
      const digest = digestOf(given);
      let found: Found | undefined;
      // All of them, also after the one was found.
      for (const { name, role } of known) {
        const own = digests.get(name);
        const isIt = timingSafeEqual(own ?? Buffer.alloc(digest.length), digest) && own !== undefined;
        if (isIt) found ??= { person: { user: name, role, via: 'token' }, of: hangsOn(name, digest) };
      }
      return found;
    },
    async current() {
      await refresh();
      return new Set([...digests].map(([name, digest]) => hangsOn(name, digest)));
    },
  };
}

function hangsOn(name: string, digest: Buffer): string {
  return `token ${name} ${digest.toString('hex')}`;
}

export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A secret of the login file, of which it is expected that nobody guesses it. Throws `login.secret-unusable`. */
export function longEnough(found: Secret, whose: string): Secret {
  const { length } = found.reveal();
  if (length >= 20 && length <= 1000 && /^[!-~]+$/.test(found.reveal())) return found;
  throw new ScaleoutError(
    'login.secret-unusable',
    `${whose} is not one line of 20 to 1,000 printable characters without spaces.`,
  );
}

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

export interface Attempts {
  /** Milliseconds that this address has to wait before a token of it is looked at; 0: none, and it is counted as wrong. */
  begin(address: string): number;
  /** The one that was begun was right. */
  right(address: string): void;
}

interface Address {
  count: number;
  until: number;
}

/** Who has been wrong is slowed down by its address, and nobody else: an address that has not been wrong never waits. */
export function openAttempts(now: () => number, limits: AttemptLimits = usualAttempts): Attempts {
  /** By the group of the address, the one that was wrong the longest time ago first. */
  const addresses = new Map<string, Address>();
  /** When the last ones were. */
  const recent: number[] = [];
  return {
    begin(address) {
      const name = addressGroup(address);
      const { count: before = 0, until = 0 } = addresses.get(name) ?? {};
      if (until > now()) return until - now();
      recent.push(now());
      if (recent.length > limits.perMinute) recent.shift();
      const isFlood = recent.length >= limits.perMinute && (recent[0] ?? 0) > now() - 60_000;
      // An address that was wrong a long time ago is forgiven.
      const count = now() > until + 10 * limits.longestWait ? 1 : before + 1;
      const over = count - (isFlood ? 1 : limits.free);
      const wait = over < 0 ? 0 : Math.min(limits.longestWait, limits.firstWait * 2 ** Math.min(over, 20));
      addresses.delete(name);
      addresses.set(name, { count, until: now() + wait });
      const [oldest] = addresses.keys();
      if (addresses.size > limits.remembered && oldest !== undefined) addresses.delete(oldest);
      return 0;
    },
    right(address) {
      const found = addresses.get(addressGroup(address));
      if (found === undefined) return;
      found.count -= 1;
      found.until = now();
      if (found.count === 0) addresses.delete(addressGroup(address));
    },
  };
}
