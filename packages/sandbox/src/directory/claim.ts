import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SandboxError } from '../errors.js';
import { type JoinServer, joinAsMember, type Membership } from './join-server.js';
import { directoryError, type Layout, removeOwnFile, systemCode } from './layout.js';
import { readServer, type ServerDocument } from './server-files.js';

export type Acquired =
  /** The directory is this process's until it releases the claim. */
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'joined'; readonly server: ServerDocument; readonly membership: Membership };

export interface AcquireOptions {
  /** How this process logs in to a server that another process runs. */
  readonly join: JoinServer;
  readonly signal: AbortSignal;
  readonly log?: ((message: string) => void) | undefined;
  readonly timing?: ClaimTiming | undefined;
  /** Milliseconds that another process may hold the directory without answering; longer than a server takes to close. */
  readonly limit?: number | undefined;
}

const defaultLimit = 60_000;
const pollInterval = 20;
const silence = 1_000;

/**
 * Claims a directory, or joins the process that serves it; waits while another one opens or closes it. Throws
 * `sandbox.held`, `sandbox.directory-unusable` or the signal's reason.
 */
export async function claimOrJoin(layout: Layout, options: AcquireOptions): Promise<Acquired> {
  const { signal, join, log, timing = claimTiming, limit = defaultLimit } = options;
  const watch = createClaimWatch(layout.directory, timing.patience);
  const start = performance.now();
  let told = false;
  let own: Claim | undefined;
  try {
    for (;;) {
      signal.throwIfAborted();
      const rivals = watch.rivals(own);
      const [rival] = rivals;
      if (rival === undefined) {
        if (own?.held()) return { kind: 'claimed', claim: own };
        // The next round sees whether somebody made a claim at the same time.
        own = makeClaim(layout.directory, timing);
        continue;
      }
      // Of several that see each other, the one of the first name stays and the others step back.
      if (own !== undefined && rival.name < own.name) {
        own.release();
        own = undefined;
      }
      const server = readServer(layout);
      if (server !== undefined && rivals.some(({ name }) => name === server.claim)) {
        const membership = await joinUnlessAborted(joinAsMember(join, server), signal);
        if (membership !== undefined) {
          own?.release();
          return { kind: 'joined', server, membership };
        }
      }
      const waited = performance.now() - start;
      if (waited > limit) throw held(layout, rival.pid, rival.name);
      if (!told && waited > silence) {
        told = true;
        log?.(`Waiting for process ${rival.pid}, which has ${layout.directory} open`);
      }
      await unlessAborted(delay(pollInterval), signal);
    }
  } catch (error) {
    own?.release();
    throw error;
  }
}

function held(layout: Layout, pid: number, claim: string): SandboxError {
  return new SandboxError(
    'sandbox.held',
    `Process ${pid} has ${layout.directory} open (its file there is ${claim}), but serves nobody`,
  );
}

/** Ends with the signal's reason when it is aborted, and gives up a membership that comes later. */
async function joinUnlessAborted(
  joining: Promise<Membership | undefined>,
  signal: AbortSignal,
): Promise<Membership | undefined> {
  try {
    return await unlessAborted(joining, signal);
  } catch (error) {
    void joining.then((late) => late?.leave());
    throw error;
  }
}

function unlessAborted<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/*
 * A process claims a directory with a file of its own: claim.PID.HOST.RANDOM.lock. It first makes its file, then looks
 * for others; the directory is its own when there are none. Of two, the later to make its file sees the other's, so they
 * never both succeed. No two claims share a name, so a dead process's claim can be removed by anybody at any time.
 */

/** How often a claim shows that its process lives, and how long one that shows nothing is believed, in milliseconds. */
export interface ClaimTiming {
  readonly heartbeat: number;
  readonly patience: number;
}

export const claimTiming: ClaimTiming = { heartbeat: 1_000, patience: 15_000 };

/** Another process's claim. */
export interface RivalClaim {
  readonly name: string;
  readonly pid: number;
}

/** This process's claim on a directory. */
export interface Claim {
  readonly name: string;
  /** False once the file is gone: the directory was removed, or this process stood still and was taken for dead. */
  held(): boolean;
  /** Aborted when a heartbeat finds the file gone. */
  readonly lost: AbortSignal;
  release(): void;
}

const pattern = /^claim\.(\d+)\.([0-9a-f]{8})\.[0-9a-f]{16}\.lock$/;

const hostKey = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Makes a claim's file. Throws `sandbox.directory-unusable`. */
export function makeClaim(directory: string, timing: ClaimTiming = claimTiming): Claim {
  const name = `claim.${process.pid}.${hostKey()}.${randomBytes(8).toString('hex')}.lock`;
  const path = join(directory, name);
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw directoryError(directory, error);
  }
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    if (!showLife(path)) lost.abort();
  }, timing.heartbeat);
  heartbeat.unref();
  return {
    name,
    held: () => existsSync(path),
    lost: lost.signal,
    release() {
      clearInterval(heartbeat);
      rmSync(path, { force: true });
    },
  };
}

/** Whether the file is still there. */
function showLife(path: string): boolean {
  try {
    const now = new Date();
    utimesSync(path, now, now);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ENOENT';
  }
}

/**
 * Tells the claims of the living from those of the dead. A process that the system does not know is dead at once. One
 * that it does know may be another that was given the dead one's number, and one on another host cannot be asked for: such
 * a claim is dead when its file's time has not moved for the time of patience by this process's own clock.
 */
export function createClaimWatch(directory: string, patience: number = claimTiming.patience) {
  const seen = new Map<string, { readonly changed: number; readonly since: number }>();

  const isAlive = (name: string, pid: number, host: string): boolean => {
    if (host === hostKey() && !processExists(pid)) return false;
    const changed = lstatSync(join(directory, name), { throwIfNoEntry: false })?.mtimeMs;
    if (changed === undefined) return false;
    const before = seen.get(name);
    if (before?.changed === changed) return performance.now() - before.since < patience;
    seen.set(name, { changed, since: performance.now() });
    return true;
  };

  return {
    /** The living claims of others, in the order of their names. Removes those of the dead. */
    rivals(own: Claim | undefined): readonly RivalClaim[] {
      const rivals: RivalClaim[] = [];
      for (const name of claimsIn(directory)) {
        const [, pid, host] = pattern.exec(name) ?? [];
        if (pid === undefined || host === undefined || name === own?.name) continue;
        if (isAlive(name, Number(pid), host)) rivals.push({ name, pid: Number(pid) });
        else removeOwnFile(join(directory, name));
      }
      return rivals;
    },
  };
}

function claimsIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    throw directoryError(directory, error);
  }
}

/** Whether the system knows a process of this number. */
function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
