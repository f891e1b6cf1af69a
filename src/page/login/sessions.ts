import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Viewer } from './viewer.js';

// A session is a random number in a cookie that scripts cannot read and that other sites cannot send. Here only its hash is
// kept: who reads the memory of the process learns no cookie. All end with the process.

/** Who has logged in, before there is a session. */
export type Person = Pick<Viewer, 'user' | 'role'> & { readonly via: 'token' | 'oidc' };

export interface SessionLimits {
  /** Milliseconds after which it ends, whatever is done. */
  readonly absolute: number;
  /** Milliseconds without a request and without a stream after which it ends. */
  readonly idle: number;
  /** The most of all; above that the one ends that was used the longest time ago. */
  readonly all: number;
  /** The most of one person; above that the oldest one ends. */
  readonly perPerson: number;
}

export const usualSessions: SessionLimits = {
  absolute: 12 * 3_600_000,
  idle: 3_600_000,
  all: 2_000,
  perPerson: 50,
};

export interface Sessions {
  /** A new one, whatever the request had before, which ends: the text for Set-Cookie. `of` is what the session hangs on, such as a token. */
  open(person: Person, of: string, before: IncomingHttpHeaders): { readonly viewer: Viewer; readonly cookie: string };
  /** Whose session a request carries; that is a use of it. */
  viewerOf(headers: IncomingHttpHeaders): Viewer | undefined;
  /** Ends the session that a request carries, where it does. */
  end(headers: IncomingHttpHeaders): void;
  /** A stream of a session is open, which is a use of it, until the function that is returned is called. */
  streams(session: string): () => void;
  /** Ends what is over, and what hangs on something that is no more. */
  sweep(isGone?: (of: string) => boolean): void;
  onEnd(listener: (session: string) => void): () => void;
}

/**
 * The name of a cookie for the port by which the page is reached: a browser sends the cookies of a host to each of its ports, and two
 * pages there would throw each other out. With the prefix a browser takes it only with Secure, for this host alone and every path.
 */
export function cookieNameOf({ host = '' }: IncomingHttpHeaders, what: '' | '-login'): string {
  const port = /:(\d{1,5})$/.exec(host)?.[1];
  return `__Host-scaleout${what}${port === undefined ? '' : `-${port}`}`;
}

/** Makes the browser forget the cookie. */
export function noCookie(headers: IncomingHttpHeaders): string {
  return `${cookieNameOf(headers, '')}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;
}

interface Session {
  readonly key: string;
  readonly person: Person;
  readonly of: string;
  readonly until: number;
  used: number;
  streams: number;
}

export function openSessions(now: () => number, limits: SessionLimits = usualSessions): Sessions {
  /** By the hash of the cookie; the oldest one first. */
  const sessions = new Map<string, Session>();
  const listeners = new Set<(session: string) => void>();

  function find(headers: IncomingHttpHeaders): Session | undefined {
    const text = cookieOf(headers, cookieNameOf(headers, ''));
    const session = text === undefined ? undefined : sessions.get(hashOf(text));
    if (session === undefined || !isOver(session)) return session;
    end(session);
    return undefined;
  }

  function isOver({ until, used, streams }: Session): boolean {
    return now() >= until || (streams === 0 && now() >= used + limits.idle);
  }

  function end(session: Session): void {
    if (!sessions.delete(session.key)) return;
    for (const listener of [...listeners]) listener(session.key);
  }

  /** Makes room for one more. */
  function bound(person: Person): void {
    const theirs = [...sessions.values()].filter(
      (one) => one.person.user === person.user && one.person.via === person.via,
    );
    for (const old of theirs.slice(0, Math.max(0, theirs.length + 1 - limits.perPerson))) end(old);
    while (sessions.size >= limits.all) {
      const [oldest] = [...sessions.values()].sort((one, other) => one.used - other.used);
      if (oldest === undefined) return;
      end(oldest);
    }
  }

  const viewer = ({ key, person, until }: Session): Viewer => ({ ...person, until, session: key });

  return {
    open(person, of, before) {
      const old = find(before);
      if (old !== undefined) end(old);
      bound(person);
      const text = randomBytes(32).toString('base64url');
      const session: Session = {
        key: hashOf(text),
        person,
        of,
        until: now() + limits.absolute,
        used: now(),
        streams: 0,
      };
      sessions.set(session.key, session);
      const age = Math.floor(limits.absolute / 1000);
      const cookie = `${cookieNameOf(before, '')}=${text}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${age}`;
      return { viewer: viewer(session), cookie };
    },
    viewerOf(headers) {
      const session = find(headers);
      if (session === undefined) return undefined;
      session.used = now();
      return viewer(session);
    },
    end(headers) {
      const session = find(headers);
      if (session !== undefined) end(session);
    },
    streams(key) {
      const session = sessions.get(key);
      if (session === undefined) return () => {};
      session.streams += 1;
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        session.streams -= 1;
        session.used = now();
      };
    },
    sweep(isGone = () => false) {
      for (const session of [...sessions.values()]) if (isOver(session) || isGone(session.of)) end(session);
    },
    onEnd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** The value of a cookie; undefined where there is none, or more than one: then nobody knows which is ours. */
export function cookieOf({ cookie = '' }: IncomingHttpHeaders, name: string): string | undefined {
  const found = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  return found.length === 1 ? found[0]?.slice(name.length + 1) : undefined;
}
