import { describe, expect, test } from 'vitest';
import { underLock } from '../../src/apply-run/under-lock.js';
import { waitingText } from '../../src/cli/take-lock.js';
import type { Diagnostic } from '../../src/diagnostic.js';
import { ScaleoutError } from '../../src/errors.js';
import type { ApplyOutcome } from '../../src/reconciler/apply/apply.js';

const outcome = (result: ApplyOutcome['result']): ApplyOutcome => ({
  result,
  done: 1,
  errored: 0,
  skipped: result === 'done' ? 0 : 1,
  manual: 0,
  unresolved: 0,
  durationMs: 1,
});

/** Steps during which the lock is lost, the user interrupts, or both. */
async function carriedOut(
  what: { readonly lost?: boolean; readonly stopped?: boolean },
  result: ApplyOutcome['result'],
) {
  const lost = new AbortController();
  const stop = new AbortController();
  const told: Diagnostic[] = [];
  const ended = await underLock(
    { lost: lost.signal },
    stop.signal,
    (found) => told.push(found),
    async (signal) => {
      expect(signal.aborted).toBe(false);
      if (what.stopped === true) stop.abort();
      if (what.lost === true) lost.abort(new ScaleoutError('guard.lock-lost', 'gone'));
      expect(signal.aborted).toBe(what.lost === true || what.stopped === true);
      return outcome(result);
    },
  );
  return { result: ended.result, told: told.map(({ code }) => code) };
}

describe('steps under a lock', () => {
  test('end as they end while it is held', async () => {
    for (const result of ['done', 'partial'] as const)
      expect(await carriedOut({}, result)).toEqual({ result, told: [] });
    expect(await carriedOut({ stopped: true }, 'interrupted')).toEqual({ result: 'interrupted', told: [] });
  });

  test('that a lost lock stopped were not interrupted by the user', async () => {
    expect(await carriedOut({ lost: true }, 'interrupted')).toEqual({ result: 'partial', told: ['guard.lock-lost'] });
    expect(await carriedOut({ lost: true, stopped: true }, 'interrupted')).toMatchObject({ result: 'interrupted' });
  });

  test('that were all under way when it was lost are done, and the loss is told', async () => {
    expect(await carriedOut({ lost: true }, 'done')).toEqual({ result: 'done', told: ['guard.lock-lost'] });
  });

  test('are not begun under a lock that is lost already', async () => {
    const lost = AbortSignal.abort(new ScaleoutError('guard.lock-lost', 'gone'));
    const begin = underLock(
      { lost },
      new AbortController().signal,
      () => undefined,
      () => expect.unreachable(),
    );
    await expect(begin).rejects.toMatchObject({ code: 'guard.lock-lost', exitCode: 5 });
  });
});

describe('whom one waits for', () => {
  const holder = { who: 'anna@build7', since: '2026-11-24T17:02:11Z', purpose: 'apply warehouse', session: 61 };
  test.each([
    ['2026-11-24T18:00:00Z', 'since 17:02 UTC'],
    ['2026-11-25T01:00:00Z', 'since 2026-11-24 17:02 UTC'],
  ])('at %s is told with %s', (now, text) => {
    expect(waitingText(holder, new Date(now))).toBe(
      `waiting for the lock: anna@build7 holds it ${text} for: apply warehouse (session 61)`,
    );
  });

  test('and who cannot be seen is not made up', () => {
    expect(waitingText(undefined, new Date())).toContain('VIEW SERVER STATE');
  });
});
