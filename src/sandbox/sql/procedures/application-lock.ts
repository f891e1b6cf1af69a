import type { SqlValue } from '../../sql-value.js';
import type { LockOwner, LockTarget } from '../application-locks.js';
import { requestableMode } from '../lock-modes.js';
import { invalidLockResource, invalidLockTimeout, lockNotHeld } from '../messages/locks.js';
import type { SessionState } from '../session-state.js';
import { int, nvarchar, sysname } from '../types/type-name.js';
import type { SystemCall, SystemProcedure } from './system-procedure.js';

/** The return status for an argument that is no good (sp_getapplock: parameter validation or other call error). */
const invalid = { status: -999, ended: false };

const text = (call: SystemCall, name: string): string | null => {
  const value: SqlValue = call.arguments.get(name) ?? null;
  return value === null ? null : String(value);
};

/** Undefined where owner or mode is none, or the transaction that would own the lock is not there. */
function targetOf(call: SystemCall): LockTarget | undefined {
  const { session } = call.execution;
  const resource = text(call, '@resource');
  if (resource === null) throw invalidLockResource();
  const owner = ownerOf(text(call, '@lockowner'), session);
  const principal = text(call, '@dbprincipal');
  if (owner === undefined || principal === null) return undefined;
  return { session: session.id, owner, database: session.context.database, principal, resource };
}

function ownerOf(name: string | null, { transactionCount }: SessionState): LockOwner | undefined {
  const owner = name?.toLowerCase();
  if (owner === 'session') return owner;
  return owner === 'transaction' && transactionCount > 0 ? owner : undefined;
}

const resource = { name: '@Resource', type: nvarchar(255) };
const owner = { name: '@LockOwner', type: nvarchar(32), defaultValue: 'Transaction' };
const principal = { name: '@DbPrincipal', type: sysname, defaultValue: 'public' };

export const getApplicationLock: SystemProcedure = {
  name: 'sp_getapplock',
  parameters: [
    { ...resource, defaultValue: null },
    { name: '@LockMode', type: nvarchar(32), defaultValue: null },
    owner,
    { name: '@LockTimeout', type: int, defaultValue: null },
    principal,
  ],
  async run(call) {
    const { session, signal } = call.execution;
    // A resource that is not named at all is refused in silence, NULL with an error.
    if (!call.given.some(({ name }, position) => (name ? name.toLowerCase() === '@resource' : position === 0)))
      return invalid;
    const target = targetOf(call);
    const mode = requestableMode(text(call, '@lockmode') ?? '');
    if (target === undefined || mode === undefined) return invalid;
    const timeout = Number(call.arguments.get('@locktimeout') ?? session.options.lockTimeout);
    if (timeout < -1) throw invalidLockTimeout();
    const status = await session.locks.acquire({ ...target, mode, timeout, signal });
    return { status, ended: signal.aborted };
  },
};

export const releaseApplicationLock: SystemProcedure = {
  name: 'sp_releaseapplock',
  parameters: [{ ...resource, defaultValue: null }, owner, principal],
  async run(call) {
    const target = targetOf(call);
    if (target === undefined) return invalid;
    if (call.execution.session.locks.release(target)) return { status: 0, ended: false };
    throw lockNotHeld(target.principal, target.resource);
  },
};
