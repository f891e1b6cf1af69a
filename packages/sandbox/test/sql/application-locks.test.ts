import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  areCompatible,
  combined,
  createApplicationLocks,
  type LockMode,
  type LockOwner,
  type LockRequest,
  requestableMode,
} from '../../src/sql/application-locks.js';

const never = new AbortController().signal;
// Many wait at once here, on one signal.
setMaxListeners(0, never);

const request = (session: number, mode: LockMode = 'Exclusive', more: Partial<LockRequest> = {}): LockRequest => ({
  session,
  owner: 'session',
  database: 'SSISDB',
  principal: 'public',
  resource: 'plan',
  mode,
  timeout: -1,
  signal: never,
  ...more,
});

describe('application locks', () => {
  test('are granted at once where nobody is in the way', async () => {
    const locks = createApplicationLocks();
    expect(await locks.acquire(request(1, 'Shared'))).toBe(0);
    expect(await locks.acquire(request(2, 'Shared'))).toBe(0);
    expect(locks.mode(request(1))).toBe('Shared');
    expect(locks.mode(request(3))).toBe('NoLock');
    expect(locks.test(request(3, 'Exclusive'))).toBe(false);
    expect(locks.test(request(3, 'Update'))).toBe(true);
  });

  test('with timeout 0 do not wait', async () => {
    const locks = createApplicationLocks();
    await locks.acquire(request(1));
    expect(await locks.acquire(request(2, 'Shared', { timeout: 0 }))).toBe(-1);
    expect(await locks.acquire(request(2, 'Shared', { timeout: 5 }))).toBe(-1);
  });

  test('are of one database, principal and resource, whose case counts', async () => {
    const locks = createApplicationLocks();
    await locks.acquire(request(1));
    const other = (more: Partial<LockRequest>) => locks.acquire(request(2, 'Exclusive', { timeout: 0, ...more }));
    expect(await other({ database: 'ssisdb' })).toBe(-1);
    expect(await other({ principal: 'PUBLIC' })).toBe(-1);
    expect(await other({ resource: 'PLAN' })).toBe(0);
    expect(await other({ database: 'master' })).toBe(0);
    expect(await other({ principal: 'dbo' })).toBe(0);
  });

  test('are released as often as they were acquired', async () => {
    const locks = createApplicationLocks();
    await locks.acquire(request(1));
    await locks.acquire(request(1));
    const waiting = locks.acquire(request(2));
    expect(locks.release(request(1))).toBe(true);
    expect(locks.test(request(2))).toBe(false);
    expect(locks.release(request(1))).toBe(true);
    expect(await waiting).toBe(1);
    expect(locks.release(request(1))).toBe(false);
  });

  test('go to those who wait in order, and a reader does not pass a waiting writer', async () => {
    const locks = createApplicationLocks();
    const order: string[] = [];
    const wait = async (session: number, mode: LockMode) => {
      await locks.acquire(request(session, mode));
      order.push(`${session} ${mode}`);
    };
    await locks.acquire(request(1, 'Shared'));
    const waiting = [wait(2, 'Exclusive'), wait(3, 'Shared'), wait(4, 'Shared')];
    locks.freeSession(1);
    await waiting[0];
    expect(order).toEqual(['2 Exclusive']);
    locks.freeSession(2);
    await Promise.all(waiting);
    expect(order).toEqual(['2 Exclusive', '3 Shared', '4 Shared']);
  });

  test('become stronger before those who wait', async () => {
    const locks = createApplicationLocks();
    await locks.acquire(request(1, 'Shared'));
    const writer = locks.acquire(request(2));
    expect(await locks.acquire(request(1, 'IntentExclusive', { timeout: 0 }))).toBe(0);
    expect(locks.mode(request(1))).toBe('SharedIntentExclusive');
    locks.freeSession(1);
    expect(await writer).toBe(1);
  });

  test('are not waited for when the signal is aborted', async () => {
    const locks = createApplicationLocks();
    const stop = new AbortController();
    await locks.acquire(request(1, 'Shared'));
    const writer = locks.acquire(request(2, 'Exclusive', { signal: stop.signal }));
    const reader = locks.acquire(request(3, 'Shared'));
    stop.abort();
    expect(await writer).toBe(-2);
    // The reader waited behind the writer alone.
    expect(await reader).toBe(1);
    expect(await locks.acquire(request(4, 'Shared', { signal: stop.signal }))).toBe(-2);
  });

  test('of a transaction end with it, those of the session stay', async () => {
    const locks = createApplicationLocks();
    await locks.acquire(request(1, 'Shared', { owner: 'transaction' }));
    await locks.acquire(request(1, 'Shared'));
    locks.freeTransaction(1);
    expect(locks.mode(request(1, 'Shared', { owner: 'transaction' }))).toBe('NoLock');
    expect(locks.mode(request(1))).toBe('Shared');
  });

  test('are never held by two sessions in modes that do not go together, and nobody waits without need', async () => {
    const step = fc.record({
      session: fc.integer({ min: 1, max: 4 }),
      owner: fc.constantFrom<LockOwner>('session', 'transaction'),
      action: fc.constantFrom<LockMode | 'release' | 'free'>(
        'IntentShared',
        'Shared',
        'Update',
        'IntentExclusive',
        'Exclusive',
        'release',
        'free',
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const locks = createApplicationLocks();
        const pending = new Set<LockRequest>();
        for (const { session, owner, action } of steps) {
          if (action === 'release') locks.release(request(session, 'Shared', { owner }));
          else if (action === 'free') locks.freeSession(session);
          else {
            const wanted = request(session, action, { owner });
            pending.add(wanted);
            void locks.acquire(wanted).then(() => pending.delete(wanted));
          }
          await Promise.resolve();
          await Promise.resolve();
          const held = [1, 2, 3, 4].flatMap((id) =>
            (['session', 'transaction'] as const).flatMap((by) => {
              const mode = locks.mode(request(id, 'Shared', { owner: by }));
              return mode === 'NoLock' ? [] : [{ id, mode }];
            }),
          );
          for (const one of held) {
            for (const other of held) {
              if (one.id !== other.id) expect(areCompatible(one.mode, other.mode)).toBe(true);
            }
          }
          if (held.length === 0) expect(pending.size).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const modes: readonly LockMode[] = [
  'IntentShared',
  'Shared',
  'Update',
  'IntentExclusive',
  'SharedIntentExclusive',
  'UpdateIntentExclusive',
  'Exclusive',
];
const mode = fc.constantFrom(...modes);

test('modes are compatible as the locking guide has it', () => {
  const table = modes.map((one) => modes.map((other) => (areCompatible(one, other) ? 'y' : 'n')).join(''));
  expect(table).toEqual(['yyyyyyn', 'yyynnnn', 'yynnnnn', 'ynnynnn', 'ynnnnnn', 'ynnnnnn', 'nnnnnnn']);
});

test('compatibility is mutual, and less with a stronger mode', () => {
  fc.assert(
    fc.property(mode, mode, mode, (one, other, third) => {
      expect(areCompatible(one, other)).toBe(areCompatible(other, one));
      if (areCompatible(combined(one, other), third)) {
        expect(areCompatible(one, third) && areCompatible(other, third)).toBe(true);
      }
    }),
  );
});

test('a combination is the same either way, and no weaker than its parts', () => {
  fc.assert(
    fc.property(mode, mode, mode, (one, other, third) => {
      expect(combined(one, other)).toBe(combined(other, one));
      expect(combined(one, one)).toBe(one);
      expect(combined(combined(one, other), third)).toBe(combined(one, combined(other, third)));
      expect(combined(combined(one, other), one)).toBe(combined(one, other));
    }),
  );
});

test('five modes can be asked for, in any case', () => {
  expect(modes.filter((name) => requestableMode(name.toUpperCase()) === name)).toEqual([
    'IntentShared',
    'Shared',
    'Update',
    'IntentExclusive',
    'Exclusive',
  ]);
  expect(requestableMode('nope')).toBeUndefined();
});
