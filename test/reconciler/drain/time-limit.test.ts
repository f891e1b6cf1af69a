import { describe, expect, test } from 'vitest';
import { execution, hidden, known, lease, running, seenWithoutLeases, simulatedDrain } from './simulated-drain.js';

describe('when the time is up', () => {
  test('stop: the worker stays enabled, and the error says what it runs', async () => {
    const run = await simulatedDrain({ work: running(4711), policy: { timeoutSeconds: 90 } });
    expect(run.error).toMatchObject({
      code: 'guard.drain-timeout',
      exitCode: 5,
      message:
        'ETL01 runs 1 package: ETL\\Loads\\Load4711.dtsx since 60 s (execution 4711) after 90 s. It is enabled, as it was found.',
    });
    expect(run.writes).toEqual([]);
    expect(run.seconds).toBe(90);
  });

  test('stop while it is watched: the worker is enabled again', async () => {
    const run = await simulatedDrain({
      work: seenWithoutLeases([], { pending: 2, youngestPending: 500, running: 3 }),
      policy: { timeoutSeconds: 120 },
    });
    expect(run.writes).toEqual(['disable at 0', 'enable at 120']);
    expect(run.error).toMatchObject({
      code: 'guard.drain-timeout',
      message: expect.stringContaining('2 pending, 3 running elsewhere'),
      remedy: expect.stringContaining('internal.tasks'),
    });
  });

  test('stop, and the worker is idle as it is enabled again: it is not disabled once more', async () => {
    const run = await simulatedDrain({
      work: seenWithoutLeases([], { running: 3 }),
      policy: { timeoutSeconds: 120 },
      afterWrite: { 2: seenWithoutLeases([]) },
    });
    expect(run.error).toMatchObject({ code: 'guard.drain-timeout' });
    expect(run.row?.enabled).toBe(true);
  });

  test('disable: the worker is disabled although it is busy, and the outcome says what was cut off', async () => {
    const run = await simulatedDrain({ work: running(1, 2), policy: { timeoutSeconds: 90, onTimeout: 'disable' } });
    expect(run.outcome).toMatchObject({ result: 'cutOff', executions: [{ executionId: '1' }, { executionId: '2' }] });
    expect(run.writes).toEqual(['disable at 90']);
    expect(run.messages.at(-1)).toContain('the time is up: disabled although it runs ETL\\Loads\\Load1.dtsx');
  });

  test('disable while it is watched: it stays disabled', async () => {
    const run = await simulatedDrain({
      work: seenWithoutLeases([], { running: 3 }),
      policy: { timeoutSeconds: 60, onTimeout: 'disable' },
    });
    expect(run.outcome).toMatchObject({ result: 'cutOff', executions: [] });
    expect(run.row?.enabled).toBe(false);
    expect(run.messages.at(-1)).toContain('it may hold a task that cannot be seen');
  });

  test('disable, and it has become idle by then: it is drained, and settled', async () => {
    const run = await simulatedDrain({
      work: running(1),
      policy: { timeoutSeconds: 10, onTimeout: 'disable' },
      afterWrite: { 1: {} },
    });
    expect(run.outcome).toMatchObject({ result: 'drained', executions: [] });
  });

  test('a limit of no time at all: an idle worker is drained, a busy one is not waited for', async () => {
    const none = { policy: { timeoutSeconds: 0 } };
    expect((await simulatedDrain(none)).outcome?.result).toBe('drained');
    const busy = await simulatedDrain({ ...none, work: running(1) });
    expect(busy.error).toMatchObject({ code: 'guard.drain-timeout' });
    expect(busy.seconds).toBe(0);
  });
});

describe('a worker that is disabled already', () => {
  const disabled = { row: { enabled: false } };

  test('and idle: nothing is written', async () => {
    const run = await simulatedDrain(disabled);
    expect(run.outcome).toMatchObject({ result: 'drained', foundDisabled: true, waitedMs: 0 });
    expect(run.writes).toEqual([]);
  });

  test('and holds a lease: the lease is waited for, and it is not enabled', async () => {
    const run = await simulatedDrain({
      ...disabled,
      work: running(1),
      later: [[180, { executions: known([execution(1)]) }]],
    });
    expect(run.outcome).toMatchObject({ result: 'drained', executions: [{ executionId: '1' }] });
    expect(run.writes).toEqual([]);
    expect(run.seconds).toBeGreaterThanOrEqual(180);
    expect(run.messages[0]).toContain('is disabled and holds 1 package: ETL\\Loads\\Load1.dtsx');
  });

  test('and its leases cannot be seen: after a lease it holds none', async () => {
    const run = await simulatedDrain({ ...disabled, work: seenWithoutLeases([1]) });
    expect(run.outcome).toMatchObject({ result: 'drained', executions: [{ executionId: '1' }] });
    expect(run.seconds).toBe(302);
  });

  test.each(['stop', 'disable'] as const)('stays disabled when the time is up: %s', async (onTimeout) => {
    const work = { leases: known([lease(1)]) };
    const run = await simulatedDrain({ ...disabled, work, policy: { timeoutSeconds: 30, onTimeout } });
    expect(run.writes).toEqual([]);
    expect(run.seconds).toBe(30);
    if (onTimeout === 'stop') {
      const message = expect.stringContaining('It is disabled, as it was found.');
      expect(run.error).toMatchObject({ code: 'guard.drain-timeout', message });
    } else expect(run.outcome).toMatchObject({ result: 'cutOff', foundDisabled: true });
  });

  test('a dead one is not waited for', async () => {
    const work = { executions: known([execution(1)]), leases: hidden };
    const run = await simulatedDrain({ row: { enabled: false, lastOnlineAge: 601 }, work });
    expect(run.outcome).toMatchObject({ result: 'dead', foundDisabled: true, waitedMs: 0 });
  });
});
