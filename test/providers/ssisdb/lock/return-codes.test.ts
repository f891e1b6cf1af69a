import { expect, test } from 'vitest';
import type { HolderView, LockSession } from '../../../../src/providers/ssisdb/lock/lock-session.js';
import { waitForLock } from '../../../../src/providers/ssisdb/lock/open-lock.js';
import { simulatedClock } from '../../../support/simulated-clock.js';

const { signal } = new AbortController();

/** A session whose server returns these codes, one after the other; each wait takes its time. */
function sessionReturning(codes: readonly number[], view: HolderView = { seen: false, why: 'it was not told' }) {
  const clock = simulatedClock();
  const waits: number[] = [];
  let at = 0;
  const session: LockSession = {
    async take(wait) {
      waits.push(wait);
      const code = codes[Math.min(at, codes.length - 1)] ?? 0;
      at += 1;
      if (code === -1) await clock.sleep(wait, signal);
      return code;
    },
    holder: async () => view,
    whyLost: async () => undefined,
    release: async () => true,
    onEnd: () => undefined,
    async [Symbol.asyncDispose]() {},
  };
  const told: unknown[] = [];
  const wait = (timeout: number) =>
    waitForLock(
      session,
      { purpose: 'apply', timeout, onWait: (holder) => told.push(holder) },
      { clock, slice: 3_000 },
      signal,
    );
  return { wait, waits, told, clock };
}

test.each([0, 1])('%i: it is ours', async (code) => {
  const { wait, waits, told } = sessionReturning([code]);
  await wait(0);
  expect([waits, told]).toEqual([[0], []]);
});

test('-1: waits in slices, the last one as long as there is time', async () => {
  const { wait, waits, told } = sessionReturning([-1]);
  await expect(wait(7_000)).rejects.toMatchObject({ code: 'guard.lock-held', message: expect.stringContaining('7 s') });
  expect(waits).toEqual([0, 3_000, 3_000, 1_000]);
  expect(told).toEqual([undefined]);
});

test('why the holder was not seen is told as it is, and no right is named that is not the reason', async () => {
  const { wait } = sessionReturning([-1], {
    seen: false,
    why: 'who holds it could not be asked: no answer within 6 s',
  });
  const error = await wait(0).then(
    () => expect.unreachable('it was free'),
    (cause: Error) => cause,
  );
  expect(error.message).toBe('Somebody holds it; who holds it could not be asked: no answer within 6 s.');
});

test.each([-2, -3])('%i: tries again after a moment, until the time is up', async (code) => {
  const again = sessionReturning([code, code, 0]);
  await again.wait(60_000);
  expect(again.clock.now()).toBeGreaterThan(0);
  const never = sessionReturning([code]);
  await expect(never.wait(2_000)).rejects.toMatchObject({ code: 'guard.lock-held' });
  expect(never.waits.length).toBeLessThan(20);
});

test.each([-999, 7])('%i: is no answer to wait upon', async (code) => {
  await expect(sessionReturning([code]).wait(60_000)).rejects.toMatchObject({
    code: 'catalog.unexpected-answer',
    message: expect.stringContaining(String(code)),
  });
});

test('a lock that nobody holds any more is tried again without a word', async () => {
  const { wait, told } = sessionReturning([-1, 1], { seen: true, holder: undefined });
  await wait(10_000);
  expect(told).toEqual([]);
});
