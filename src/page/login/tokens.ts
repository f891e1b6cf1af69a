import { createHash, timingSafeEqual } from 'node:crypto';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
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
