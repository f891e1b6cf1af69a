import { describe, expect, test } from 'vitest';
import { etl01, execution, type Happening, known, lease, running, simulatedDrain } from './simulated-drain.js';

/** A package each so many seconds, which runs for all of them but a gap: at its end the worker is idle for a moment. */
function packages(seconds: number, gap: number, count: number): readonly Happening[] {
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((index): readonly Happening[] => [
    [index * seconds - gap, {}],
    [index * seconds, running(index + 1)],
  ]);
}

/** What it runs grows older each second. */
function ageing(from: number, to: number, id: number): readonly Happening[] {
  return Array.from(
    { length: to - from },
    (_, second): Happening => [
      from + second,
      { executions: known([execution(id, second)]), leases: known([lease(id)]) },
    ],
  );
}

describe('a worker that gets short packages again and again', () => {
  test('is looked at often: a gap of a second and a half between two of them is not missed, also after minutes', async () => {
    // Without a gap at first, then with one after six minutes.
    const first = packages(20, 0, 18).filter(([, what]) => JSON.stringify(what) !== '{}');
    // A disabled worker gets none.
    const next: Happening[1] = (catalog) => {
      if (!catalog.writes.some((write) => write.startsWith('disable'))) catalog.setWork(etl01.id, running(99));
    };
    const run = await simulatedDrain({
      work: running(1),
      later: [...first, [370.2, {}], [371.7, next]],
      policy: { timeoutSeconds: 900 },
    });
    expect(run.error).toBeUndefined();
    expect(run.outcome).toMatchObject({ result: 'drained' });
    expect(run.writes).toEqual([expect.stringMatching(/^disable at 37[01]/)]);
  });

  test('is told of with how many it got, in the progress and when the time is up, and what helps against that', async () => {
    const run = await simulatedDrain({
      work: running(1),
      later: packages(20, 0, 30).filter(([, what]) => JSON.stringify(what) !== '{}'),
      policy: { timeoutSeconds: 300 },
    });
    expect(run.messages.some((text) => text.includes('it got 5 new packages since the drain began'))).toBe(true);
    expect(run.error).toMatchObject({
      code: 'guard.drain-timeout',
      message: expect.stringMatching(
        / It got 15 new packages since the drain began, and was never seen idle\. It is enabled, as it was found\.$/,
      ),
      remedy: expect.stringContaining('More time alone may not help'),
    });
    expect(run.writes).toEqual([]);
  });
});

test('one long package is told of otherwise, and looked at seldom', async () => {
  const run = await simulatedDrain({ work: running(1), policy: { timeoutSeconds: 1_200 } });
  expect(run.error).toMatchObject({
    message: expect.not.stringContaining('new package'),
    remedy: expect.stringContaining('the same packages as when the drain began'),
  });
  expect(run.looks).toBeLessThan(10 + 60 + 100);
});

describe('with onTimeout disable', () => {
  const policy = { timeoutSeconds: 600, onTimeout: 'disable' } as const;

  test('one that is never idle is cut off near the end, at the moment at which what it runs has just begun', async () => {
    const run = await simulatedDrain({
      work: running(1),
      later: [...ageing(1, 300, 2), ...ageing(300, 560, 3), ...ageing(560, 900, 4)],
      policy,
    });
    expect(run.outcome).toMatchObject({ result: 'cutOff', executions: [{ executionId: '4' }] });
    expect(run.writes).toHaveLength(1);
    const [, at] = /disable at (\d+)/.exec(run.writes[0] ?? '') ?? [];
    expect(Number(at)).toBeGreaterThanOrEqual(560);
    expect(Number(at)).toBeLessThanOrEqual(566);
    expect(run.messages.join()).toContain('it is disabled now, when what it runs has just begun');
  });

  test('before that time it is never disabled while it runs something, however young that is', async () => {
    const run = await simulatedDrain({
      work: running(1),
      later: [...ageing(1, 400, 2), ...ageing(400, 500, 3), ...ageing(500, 900, 4)],
      policy,
    });
    expect(run.writes).toEqual(['disable at 600']);
  });

  test('a long package beside short ones has all the time to end', async () => {
    const both = (second: number, id: number): Happening => [
      second,
      { executions: known([execution(1, 60 + second), execution(id, 1)]), leases: known([lease(1), lease(id)]) },
    ];
    const run = await simulatedDrain({
      work: running(1, 2),
      later: Array.from({ length: 120 }, (_, index) => both(5 * index + 5, index + 3)),
      policy,
    });
    expect(run.writes).toEqual(['disable at 600']);
  });

  test('with onTimeout stop it is never cut off', async () => {
    const run = await simulatedDrain({
      work: running(1),
      later: [...ageing(1, 560, 2), ...ageing(560, 900, 3)],
      policy: { timeoutSeconds: 600 },
    });
    expect(run.error).toMatchObject({ code: 'guard.drain-timeout' });
    expect(run.writes).toEqual([]);
  });
});

test('a task that was held from the beginning, and has its name only later, is no new package', async () => {
  const unnamed = { executions: known([]), leases: known([lease(1)]) };
  const run = await simulatedDrain({
    work: unnamed,
    later: [
      [9, running(1)],
      [40, running(2)],
      [60, {}],
    ],
  });
  const waits = run.messages.filter((message) => message.includes('waits for'));
  expect(waits[0]).toContain('waits for 1 task not reported on yet');
  expect(waits[1]).not.toContain('new package');
  expect(waits.at(-1)).toContain('it got 1 new package');
});
