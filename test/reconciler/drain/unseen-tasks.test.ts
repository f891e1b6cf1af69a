import { describe, expect, test } from 'vitest';
import { seenWithoutLeases, simulatedDrain } from './simulated-drain.js';

describe('a drain that does not see the leases', () => {
  test('where Scale Out runs nothing at all, ends at the second look', async () => {
    const run = await simulatedDrain({ work: seenWithoutLeases([]) });
    expect(run.outcome).toMatchObject({ result: 'drained', waitedMs: 2_000 });
    expect(run.writes).toEqual(['disable at 0']);
  });

  test.each([
    ['an execution is pending', { pending: 1, youngestPending: 900 }],
    ['one runs elsewhere, which may be a task that is tried again', { running: 1 }],
  ])('where %s, watches for a lease and no longer', async (_, others) => {
    const run = await simulatedDrain({ work: seenWithoutLeases([], others) });
    expect(run.outcome).toMatchObject({ result: 'drained', executions: [] });
    expect(run.seconds).toBe(302);
    expect(run.messages[0]).toContain('waits until the lease of a task that cannot be seen would end');
  });

  test('ends the watch early where nothing is under way any more, and not where a pending one only began', async () => {
    const run = await simulatedDrain({
      work: seenWithoutLeases([], { pending: 1, youngestPending: 60 }),
      later: [
        [50, seenWithoutLeases([], { running: 1 })],
        [120, seenWithoutLeases([])],
      ],
    });
    expect(run.seconds).toBeGreaterThanOrEqual(120);
    expect(run.seconds).toBeLessThan(128);
  });

  test('waits for what it sees', async () => {
    const run = await simulatedDrain({ work: seenWithoutLeases([1]), later: [[77, seenWithoutLeases([])]] });
    expect(run.writes).toEqual([expect.stringMatching(/^disable at (7[789]|8[0-2])$/)]);
    expect(run.outcome?.result).toBe('drained');
  });

  test('enables the worker again when an execution of it shows while it is watched', async () => {
    const run = await simulatedDrain({
      work: seenWithoutLeases([], { running: 1 }),
      later: [
        [20, seenWithoutLeases([9], { running: 1 })],
        [60, seenWithoutLeases([])],
      ],
    });
    expect(run.writes.map((write) => write.split(' ')[0])).toEqual(['disable', 'enable', 'disable']);
    expect(run.outcome?.executions).toEqual([]);
  });

  describe('looks for a moment at which no execution was started just before', () => {
    test('and takes it', async () => {
      const run = await simulatedDrain({
        work: seenWithoutLeases([], { pending: 1, youngestPending: 4 }),
        later: [[7, seenWithoutLeases([], { running: 1 })]],
      });
      expect(run.writes).toEqual(['disable at 7']);
    });

    test('but not for ever: executions that nobody can take stay pending', async () => {
      const run = await simulatedDrain({ work: seenWithoutLeases([], { pending: 5, youngestPending: 1 }) });
      expect(run.writes).toEqual(['disable at 60']);
      expect(run.seconds).toBe(362);
    });

    test('an execution that has been pending for long is none that the worker has just pulled', async () => {
      const run = await simulatedDrain({ work: seenWithoutLeases([], { pending: 1, youngestPending: 21 }) });
      expect(run.writes).toEqual(['disable at 0']);
    });
  });
});
