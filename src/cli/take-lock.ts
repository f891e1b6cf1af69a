import { type Diagnostic, diagnostic } from '../diagnostic.js';
import type { HeldLock, LockHolder } from '../reconciler/lock.js';
import { printable } from '../text/printable.js';
import type { Prepared } from './prepare.js';
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
  const onWait = (holder: LockHolder | undefined) => {
    const text = waitingText(holder, new Date());
    if (json) tell(diagnostic('guard.lock-held', text, { severity: 'note', remedy: goesOn }));
    else if (terminal.logLevel !== 'silent') terminal.err(`${printable(text)}\n`);
  };
  const request = { purpose: `apply ${topology.name}`, timeout: lockTimeout * 1000, onWait };
  return lock.acquire(request, terminal.interrupts.abort);
}

const goesOn = 'Nothing is to be done: it goes on when the lock is free, or ends when --lock-timeout is over.';

/** `waiting for the lock: anna@build7, login CORP\anna holds it since 17:02 UTC for: apply warehouse`. */
export function waitingText(holder: LockHolder | undefined, now: Date): string {
  if (holder === undefined) return 'waiting for the lock: this login may not see who holds it (VIEW SERVER STATE)';
  const { who, since, purpose, session } = holder;
  const day = since.slice(0, 10) === now.toISOString().slice(0, 10) ? '' : `${since.slice(0, 10)} `;
  return `waiting for the lock: ${who} holds it since ${day}${since.slice(11, 16)} UTC for: ${purpose} (session ${session})`;
}
