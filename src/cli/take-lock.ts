import type { HeldLock, LockHolder } from '../domain/catalog.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import { printable } from '../text/printable.js';
import { age, moment } from '../text/times.js';
import type { Prepared } from './run-command.js';
import type { Terminal } from './terminal.js';

export interface LockWish {
  /** Seconds to wait for it. */
  readonly lockTimeout: number;
  readonly json: boolean;
}

/**
 * Takes the catalog's lock for an apply of the topology. Whoever has to wait is told for whom: in words on standard
 * error, with `--json` by a diagnostic. Throws `guard.lock-held`, and what connecting throws.
 */
export async function takeLock(
  { topology, lock }: Prepared,
  { lockTimeout, json }: LockWish,
  terminal: Terminal,
  tell: (waiting: Diagnostic) => void,
): Promise<HeldLock> {
  const onWait = (holder: LockHolder | undefined, why?: string) => {
    const text = waitingText(holder, new Date(), why);
    if (json) tell(diagnostic('guard.lock-held', text, { severity: 'note', remedy: goesOn }));
    else if (terminal.logLevel !== 'silent') terminal.err(`${printable(text)}\n`);
  };
  const request = { purpose: `apply ${topology.name}`, timeout: lockTimeout * 1000, onWait };
  return lock.acquire(request, terminal.interrupts.abort);
}

const goesOn = 'Nothing is to be done: it goes on when the lock is free, or ends when --lock-timeout is over.';

/** `waiting for the lock: anna@build7, login CORP\anna holds it since 2026-11-24 17:02:11 UTC (58 min) for: apply warehouse`. */
export function waitingText(holder: LockHolder | undefined, now: Date, why?: string): string {
  if (holder === undefined) return `waiting for the lock${why === undefined ? '' : `: ${why}`}`;
  const { who, since, purpose, session } = holder;
  const seconds = (now.getTime() - Date.parse(since)) / 1000;
  const when = Number.isNaN(seconds) ? '' : ` since ${moment(since)} (${age(seconds)})`;
  return `waiting for the lock: ${who} holds it${when} for: ${purpose} (session ${session})`;
}
