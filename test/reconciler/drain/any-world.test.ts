import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isScaleoutError } from '../../../src/errors/errors.js';
import { elsewhere, execution, hidden, known, lease, simulatedDrain } from './simulated-drain.js';

const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });

const looks = fc.record({
  executions: numbers,
  leases: numbers,
  pending: fc.integer({ min: 0, max: 2 }),
  youngest: fc.integer({ min: 0, max: 90 }),
  running: fc.integer({ min: 0, max: 2 }),
});

type Look = typeof looks extends fc.Arbitrary<infer T> ? T : never;

const worlds = fc.record({
  enabled: fc.boolean(),
  age: fc.constantFrom(10, 180, 181, 600, 601),
  seesLeases: fc.boolean(),
  work: looks,
  later: fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), looks), { maxLength: 8 }),
  afterWrite: fc.dictionary(fc.constantFrom('1', '2', '3', '4'), looks, { maxKeys: 3 }),
  timeoutSeconds: fc.constantFrom(0, 30, 299, 400, 1_000),
  onTimeout: fc.constantFrom('stop', 'disable'),
  faults: fc.array(fc.constantFrom('none', 'lostBefore', 'lostAfter'), { maxLength: 4 }),
});

test('in any world a drain ends in time, and the worker is as it says', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const workOf = ({ executions, leases, pending, youngest, running }: Look) => ({
        executions: known(executions.map((id) => execution(id))),
        leases: world.seesLeases ? known(leases.map((id) => lease(id))) : hidden,
        elsewhere: elsewhere({ pending, youngestPending: pending === 0 ? null : youngest, running }),
      });
      const run = await simulatedDrain({
        row: { enabled: world.enabled, lastOnlineAge: world.age },
        work: workOf(world.work),
        later: [...world.later].sort(([one], [other]) => one - other).map(([at, look]) => [at, workOf(look)]),
        afterWrite: Object.fromEntries(Object.entries(world.afterWrite).map(([nth, look]) => [nth, workOf(look)])),
        policy: { timeoutSeconds: world.timeoutSeconds, onTimeout: world.onTimeout },
        faults: world.faults,
      });

      // Two seconds to settle, each time that it was disabled right before the time was up.
      expect(run.seconds).toBeLessThanOrEqual(world.timeoutSeconds + 4);
      expect(run.looks).toBeLessThan(1_500);
      if (run.outcome === undefined) {
        if (isScaleoutError(run.error, 'catalog.outcome-unknown')) return;
        expect(run.error).toMatchObject({ code: 'guard.drain-timeout' });
        expect(world.onTimeout).toBe('stop');
        expect(run.row?.enabled).toBe(world.enabled);
        return;
      }
      expect(run.row?.enabled).toBe(false);
      expect(run.outcome.foundDisabled).toBe(!world.enabled);
      if (!world.enabled) expect(run.writes).toEqual([]);
      if (run.outcome.result === 'cutOff') expect(world.onTimeout).toBe('disable');
      if (run.outcome.result === 'dead') expect(world.age).toBeGreaterThan(180);
      const { leases } = await run.catalog.readWork(run.row?.id ?? ('' as never), new AbortController().signal);
      if (run.outcome.result !== 'cutOff' && leases.known) expect(leases.value).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
