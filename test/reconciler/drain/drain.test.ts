import { describe, expect, test } from 'vitest';
import { elsewhere, etl01, execution, hidden, known, lease, running, simulatedDrain } from './simulated-drain.js';

const nothing = {};

describe('a drain that sees the leases', () => {
  test('an idle worker is disabled at once, and looked at again when a pull under way would have ended', async () => {
    const run = await simulatedDrain({});
    expect(run.outcome).toEqual({
      result: 'drained',
      foundDisabled: false,
      wrote: true,
      executions: [],
      waitedMs: 2_000,
    });
    expect(run.writes).toEqual(['disable at 0']);
    expect(run.looks).toBe(3);
    expect(run.messages).toEqual([]);
  });

  test('a busy worker is disabled when it is idle, and not before', async () => {
    const run = await simulatedDrain({
      work: running(1, 2),
      later: [
        [40, running(2)],
        [90, nothing],
      ],
    });
    expect(run.outcome?.result).toBe('drained');
    expect(run.writes).toEqual(['disable at 90']);
  });

  test('a task that was pulled and not reported on is work, though no execution names the worker', async () => {
    const pulled = { leases: known([lease(1, 'pulled')]), elsewhere: elsewhere({ pending: 1, youngestPending: 3 }) };
    const run = await simulatedDrain({
      work: pulled,
      later: [
        [5, running(1)],
        [70, nothing],
      ],
    });
    expect(run.writes).toEqual(['disable at 70']);
    expect(run.messages[0]).toBe('0: waits for 1 task not reported on yet');
  });

  test('an execution that is stopping is work', async () => {
    const stopping = { executions: known([execution(7, 60, { status: 'stopping' })]), leases: known([lease(7)]) };
    const run = await simulatedDrain({ work: stopping, later: [[8, nothing]] });
    expect(run.writes).toEqual(['disable at 8']);
    expect(run.messages[0]).toContain('(execution 7, stopping)');
  });

  test('an execution without a lease waits for another worker: it is not waited for, and named', async () => {
    const run = await simulatedDrain({ work: { executions: known([execution(4711)]) } });
    expect(run.writes).toEqual(['disable at 0']);
    expect(run.outcome).toMatchObject({ result: 'drained', executions: [{ executionId: '4711' }] });
    expect(run.messages.at(-1)).toContain('still shown as its own, and it may still run: ETL\\Loads\\Load4711.dtsx');
  });

  test('executions that wait for others do not matter', async () => {
    const run = await simulatedDrain({
      work: { elsewhere: elsewhere({ pending: 9, youngestPending: 0, running: 9 }) },
    });
    expect(run.seconds).toBe(2);
  });
});

describe('a task that slips in', () => {
  test('right before the worker is disabled: it is enabled again and waited for', async () => {
    const run = await simulatedDrain({
      afterWrite: { 1: { leases: known([lease(1, 'pulled')]) }, 2: running(1) },
      later: [[60, nothing]],
    });
    expect(run.writes).toEqual(['disable at 0', 'enable at 0', 'disable at 60']);
    expect(run.outcome).toMatchObject({ result: 'drained', foundDisabled: false, executions: [] });
    expect(run.messages[0]).toBe(
      '0: got work right before it was disabled, so it is enabled again: 1 task not reported on yet',
    );
  });

  test('by a pull that was under way while it was disabled', async () => {
    const run = await simulatedDrain({
      later: [
        [1, running(1)],
        [60, nothing],
      ],
    });
    expect(run.writes).toEqual(['disable at 0', 'enable at 2', 'disable at 60']);
  });

  test('again and again: each is waited for until the time is up', async () => {
    const run = await simulatedDrain({
      policy: { timeoutSeconds: 100 },
      afterWrite: { 1: running(1), 3: running(2), 5: running(3) },
      later: [
        [20, nothing],
        [50, nothing],
      ],
    });
    expect(run.writes.map((write) => write.split(' ')[0])).toEqual([
      'disable',
      'enable',
      'disable',
      'enable',
      'disable',
      'enable',
    ]);
    expect(run.error).toMatchObject({ code: 'guard.drain-timeout', message: expect.stringContaining('Load3.dtsx') });
    expect(run.row?.enabled).toBe(true);
  });
});

describe('progress', () => {
  test('names packages with what is known of them, three at most', async () => {
    const executions = [execution(1, 14 * 60 + 10), execution(2, 45), execution(3, 11_100), execution(4), execution(5)];
    const run = await simulatedDrain({
      work: { executions: known(executions), leases: known([lease(1)]) },
      later: [[1, nothing]],
    });
    expect(run.messages).toEqual([
      '0: waits for 5 packages: ETL\\Loads\\Load1.dtsx since 14 min (execution 1), ETL\\Loads\\Load2.dtsx since 45 s (execution 2), ETL\\Loads\\Load3.dtsx since 3 h 5 min (execution 3), 2 more',
    ]);
  });

  test('comes when what is waited for changes, and each half minute', async () => {
    const run = await simulatedDrain({
      work: running(1),
      later: [
        [65, running(2)],
        [70, nothing],
      ],
    });
    expect(run.messages.map((message) => message.split(':')[0])).toEqual(['0', '30', '60', '65']);
  });
});

describe('a dead worker', () => {
  test('offline and without a lease: it is disabled at once, and what it was thought to run is named', async () => {
    const work = { executions: known([execution(1), execution(2)]) };
    const run = await simulatedDrain({ row: { lastOnlineAge: 181 }, work });
    expect(run.outcome).toMatchObject({
      result: 'dead',
      executions: [{ executionId: '1' }, { executionId: '2' }],
      waitedMs: 0,
    });
    expect(run.writes).toEqual(['disable at 0']);
    expect(run.messages).toEqual([
      expect.stringMatching(/^0: offline for 3 min: not waited for ETL.Loads.Load1.dtsx .* which it may still run$/),
    ]);
  });

  test('one that missed three heartbeats and not more is not dead', async () => {
    const work = { executions: known([execution(1)]), leases: hidden };
    const run = await simulatedDrain({ row: { lastOnlineAge: 180 }, work, policy: { timeoutSeconds: 60 } });
    expect(run.error).toMatchObject({ code: 'guard.drain-timeout' });
  });

  test('offline with a lease: the lease is waited for', async () => {
    const run = await simulatedDrain({
      row: { lastOnlineAge: 700 },
      work: running(1),
      later: [[200, { executions: known([execution(1)]) }]],
    });
    expect(run.writes).toEqual(['disable at 200']);
    expect(run.outcome?.result).toBe('dead');
  });

  test('without sight of the leases: only when it is silent for so long that a wait is no use', async () => {
    const work = { executions: known([execution(1)]), leases: hidden };
    const offline = (age: number) => (catalog: { edit(id: typeof etl01.id, change: object): void }) =>
      catalog.edit(etl01.id, { lastOnlineAge: age });
    const run = await simulatedDrain({
      row: { lastOnlineAge: 200 },
      work,
      later: [
        [300, offline(500)],
        [401, offline(601)],
      ],
    });
    expect(run.outcome?.result).toBe('dead');
    expect(run.writes).toHaveLength(1);
    expect(run.seconds).toBeGreaterThan(400);
    expect(run.seconds).toBeLessThan(412);
  });

  test('whose service is stopped next: silence alone is no sign, and it is said what is not known', async () => {
    const work = { executions: known([execution(1)]), leases: hidden };
    const row = { lastOnlineAge: 9_999 };
    const run = await simulatedDrain({ row, work, beforeStop: true });
    expect(run.error).toMatchObject({
      code: 'guard.drain-timeout',
      message: expect.stringMatching(/offline for 2 h 46 min, and may still run 1 package/),
      remedy: expect.stringContaining('internal.tasks'),
    });
    expect(run.writes).toEqual([]);
    expect(run.messages[0]).toContain('is offline for 2 h 46 min, and may still run what is waited for');
    const seen = await simulatedDrain({ row, work: { executions: known([execution(1)]) }, beforeStop: true });
    expect(seen.error).toMatchObject({
      code: 'guard.drain-timeout',
      message: expect.stringMatching(/offline for 2 h 46 min, and may still run 1 package/),
      remedy: expect.not.stringContaining('internal.tasks'),
    });
    expect(seen.writes).toEqual([]);
  });

  test('whose service is stopped next, and that was offline when it was planned: the loss was told of, and it is not waited for', async () => {
    const row = { lastOnlineAge: 9_999 };
    for (const leases of [known([]), hidden]) {
      const work = { executions: known([execution(1)]), leases };
      const run = await simulatedDrain({ row, work, beforeStop: true, offline: true });
      expect(run.outcome).toMatchObject({ result: 'dead' });
      expect(run.messages.at(-1)).toContain('not waited for');
    }
    const alive = await simulatedDrain({
      work: running(1),
      beforeStop: true,
      offline: true,
      policy: { timeoutSeconds: 60 },
    });
    expect(alive.error).toMatchObject({ code: 'guard.drain-timeout' });
  });

  test('that beats rarely is not dead', async () => {
    const work = { executions: known([execution(1)]), leases: hidden };
    const scene = { row: { lastOnlineAge: 800 }, work, policy: { timeoutSeconds: 60 } };
    expect((await simulatedDrain(scene)).outcome?.result).toBe('dead');
    expect((await simulatedDrain({ ...scene, heartbeatInterval: 300 })).error).toMatchObject({
      code: 'guard.drain-timeout',
    });
  });

  test('that comes back to life with work is no longer dead', async () => {
    const run = await simulatedDrain({
      row: { lastOnlineAge: 400 },
      later: [[30, nothing]],
      afterWrite: { 1: running(1) },
    });
    expect(run.writes).toEqual(['disable at 0', 'enable at 0', 'disable at 30']);
  });

  test('offline and with nothing to its name it is simply drained', async () => {
    const run = await simulatedDrain({ row: { lastOnlineAge: 9_999_999 } });
    expect(run.outcome).toMatchObject({ result: 'drained', waitedMs: 0 });
  });
});

test('a login that does not see executions is refused before anything is written', async () => {
  const run = await simulatedDrain({ work: { executions: hidden, elsewhere: hidden, leases: hidden } });
  expect(run.error).toMatchObject({
    code: 'guard.drain-blind',
    exitCode: 5,
    remedy: expect.stringContaining('ssis_admin'),
  });
  expect(run.writes).toEqual([]);
});
