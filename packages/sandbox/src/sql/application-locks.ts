export type LockOwner = 'session' | 'transaction';

/** A resource, and who wants it or has it. */
export interface LockTarget {
  readonly session: number;
  readonly owner: LockOwner;
  readonly database: string;
  readonly principal: string;
  /** Case counts, unlike in database and principal. */
  readonly resource: string;
}

export interface LockRequest extends LockTarget {
  readonly mode: LockMode;
  /** Milliseconds; -1 waits for ever, 0 not at all. */
  readonly timeout: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** What sp_getapplock returns: granted at once, granted after waiting, timed out, cancelled. */
export type LockOutcome = 0 | 1 | -1 | -2;

/** The application locks of a server, shared by its sessions. Who waits is served in order of arrival. */
export interface ApplicationLocks {
  acquire(request: LockRequest): Promise<LockOutcome>;
  /** Takes back one acquiring; false where the owner does not hold the lock. */
  release(target: LockTarget): boolean;
  /** What the owner itself holds; `NoLock` where that is nothing. */
  mode(target: LockTarget): LockMode | 'NoLock';
  /** Whether it would be granted at once. */
  test(target: LockTarget & { readonly mode: LockMode }): boolean;
  freeTransaction(session: number): void;
  freeSession(session: number): void;
  /** All that is held and wanted, each resource with its holders first. */
  list(): readonly ListedLock[];
}

/** A lock that somebody holds or waits for. */
export interface ListedLock extends LockTarget {
  readonly mode: LockMode;
  readonly status: 'granted' | 'waiting';
  /** How often it was acquired. */
  readonly count: number;
}

interface Grant {
  readonly session: number;
  readonly owner: LockOwner;
  mode: LockMode;
  count: number;
}

interface Waiter {
  readonly request: LockRequest;
  readonly end: (outcome: LockOutcome) => void;
}

interface Resource extends Pick<LockTarget, 'database' | 'principal' | 'resource'> {
  readonly grants: Grant[];
  readonly waiters: Waiter[];
}

export function createApplicationLocks(): ApplicationLocks {
  const resources = new Map<string, Resource>();

  const keyOf = ({ database, principal, resource }: LockTarget): string =>
    JSON.stringify([database.toLowerCase(), principal.toLowerCase(), resource]);
  const own = ({ grants }: Resource, { session, owner }: LockTarget): Grant | undefined =>
    grants.find((grant) => grant.session === session && grant.owner === owner);

  /** A session does not stand in its own way; whoever holds the lock already may go before those who wait. */
  function grantable(resource: Resource, target: LockTarget & { readonly mode: LockMode }, waiting: readonly Waiter[]) {
    const held = own(resource, target);
    const wanted = held === undefined ? target.mode : combined(held.mode, target.mode);
    if (held !== undefined && held.mode === wanted) return true;
    const free = resource.grants.every(
      (grant) => grant.session === target.session || areCompatible(wanted, grant.mode),
    );
    return free && (held !== undefined || waiting.every(({ request }) => areCompatible(wanted, request.mode)));
  }

  function grant(resource: Resource, request: LockTarget & { readonly mode: LockMode }): void {
    const held = own(resource, request);
    if (held === undefined) {
      const { session, owner, mode } = request;
      resource.grants.push({ session, owner, mode, count: 1 });
    } else {
      held.mode = combined(held.mode, request.mode);
      held.count += 1;
    }
  }

  function serveWaiters(key: string, resource: Resource): void {
    for (const waiter of [...resource.waiters]) {
      const before = resource.waiters.slice(0, resource.waiters.indexOf(waiter));
      if (grantable(resource, waiter.request, before)) {
        resource.waiters.splice(resource.waiters.indexOf(waiter), 1);
        grant(resource, waiter.request);
        waiter.end(1);
      }
    }
    if (resource.grants.length === 0 && resource.waiters.length === 0) resources.delete(key);
  }

  function wait(key: string, resource: Resource, request: LockRequest): Promise<LockOutcome> {
    const { timeout, signal } = request;
    return new Promise((resolve) => {
      const giveUp = (outcome: LockOutcome) => {
        resource.waiters.splice(resource.waiters.indexOf(waiter), 1);
        waiter.end(outcome);
        // Others may have waited behind this one alone.
        serveWaiters(key, resource);
      };
      const cancel = () => giveUp(-2);
      const timer = timeout < 0 ? undefined : setTimeout(() => giveUp(-1), timeout);
      const waiter: Waiter = {
        request,
        end(outcome) {
          clearTimeout(timer);
          signal.removeEventListener('abort', cancel);
          resolve(outcome);
        },
      };
      resource.waiters.push(waiter);
      signal.addEventListener('abort', cancel, { once: true });
    });
  }

  function free(belongs: (grant: Grant) => boolean): void {
    for (const [key, resource] of [...resources]) {
      const kept = resource.grants.filter((grant) => !belongs(grant));
      if (kept.length < resource.grants.length) {
        resource.grants.splice(0, resource.grants.length, ...kept);
        serveWaiters(key, resource);
      }
    }
  }

  return {
    async acquire(request) {
      if (request.signal.aborted) return -2;
      const key = keyOf(request);
      const { database, principal, resource: name } = request;
      const resource = resources.get(key) ?? { database, principal, resource: name, grants: [], waiters: [] };
      if (grantable(resource, request, resource.waiters)) {
        resources.set(key, resource);
        grant(resource, request);
        return 0;
      }
      return request.timeout === 0 ? -1 : wait(key, resource, request);
    },
    release(target) {
      const key = keyOf(target);
      const resource = resources.get(key);
      const held = resource === undefined ? undefined : own(resource, target);
      if (resource === undefined || held === undefined) return false;
      held.count -= 1;
      if (held.count === 0) {
        resource.grants.splice(resource.grants.indexOf(held), 1);
        serveWaiters(key, resource);
      }
      return true;
    },
    mode(target) {
      const resource = resources.get(keyOf(target));
      return (resource === undefined ? undefined : own(resource, target)?.mode) ?? 'NoLock';
    },
    test(target) {
      const resource = resources.get(keyOf(target));
      return resource === undefined || grantable(resource, target, resource.waiters);
    },
    freeTransaction: (session) => free((grant) => grant.session === session && grant.owner === 'transaction'),
    freeSession: (session) => free((grant) => grant.session === session),
    list: () => [...resources.values()].flatMap(listed),
  };
}

function listed({ database, principal, resource, grants, waiters }: Resource): readonly ListedLock[] {
  const of = { database, principal, resource };
  return [
    ...grants.map(({ session, owner, mode, count }) => ({
      ...of,
      session,
      owner,
      mode,
      count,
      status: 'granted' as const,
    })),
    ...waiters.map(({ request: { session, owner, mode } }) => ({
      ...of,
      session,
      owner,
      mode,
      count: 0,
      status: 'waiting' as const,
    })),
  ];
}

/** The modes of sp_getapplock, and the two that a lock gets when its owner asks for a second mode. */
export type LockMode =
  | 'IntentShared'
  | 'Shared'
  | 'Update'
  | 'IntentExclusive'
  | 'SharedIntentExclusive'
  | 'UpdateIntentExclusive'
  | 'Exclusive';

/** What may be held by others beside each mode (lock compatibility, SQL Server transaction locking guide). */
const beside: Readonly<Record<LockMode, readonly LockMode[]>> = {
  IntentShared: [
    'IntentShared',
    'Shared',
    'Update',
    'IntentExclusive',
    'SharedIntentExclusive',
    'UpdateIntentExclusive',
  ],
  Shared: ['IntentShared', 'Shared', 'Update'],
  Update: ['IntentShared', 'Shared'],
  IntentExclusive: ['IntentShared', 'IntentExclusive'],
  SharedIntentExclusive: ['IntentShared'],
  UpdateIntentExclusive: ['IntentShared'],
  Exclusive: [],
};

export function areCompatible(one: LockMode, other: LockMode): boolean {
  return beside[one].includes(other);
}

const parts: Readonly<Record<LockMode, readonly LockMode[]>> = {
  IntentShared: [],
  Shared: ['Shared'],
  Update: ['Shared', 'Update'],
  IntentExclusive: ['IntentExclusive'],
  SharedIntentExclusive: ['Shared', 'IntentExclusive'],
  UpdateIntentExclusive: ['Shared', 'Update', 'IntentExclusive'],
  Exclusive: ['Exclusive'],
};

/** The weakest mode that is as strong as both. */
export function combined(one: LockMode, other: LockMode): LockMode {
  const has = new Set([...parts[one], ...parts[other]]);
  if (has.has('Exclusive')) return 'Exclusive';
  if (has.has('IntentExclusive')) {
    return has.has('Update')
      ? 'UpdateIntentExclusive'
      : has.has('Shared')
        ? 'SharedIntentExclusive'
        : 'IntentExclusive';
  }
  return has.has('Update') ? 'Update' : has.has('Shared') ? 'Shared' : 'IntentShared';
}

/** The mode of a name in any case; undefined for one that sp_getapplock does not take. */
export function requestableMode(name: string): LockMode | undefined {
  const modes: readonly LockMode[] = ['IntentShared', 'Shared', 'Update', 'IntentExclusive', 'Exclusive'];
  return modes.find((mode) => mode.toLowerCase() === name.toLowerCase());
}
