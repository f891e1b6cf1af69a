import { describe, expect, test } from 'vitest';
import { waitingText } from '../../../src/cli/take-lock.js';
import { type Diagnostic, ScaleoutError } from '../../../src/errors/errors.js';
import { noMachines } from '../../../src/providers/machines/open-machines.js';
import type { ApplyOutcome } from '../../../src/reconciler/apply/apply.js';
import { carryOut, underLock } from '../../../src/reconciler/apply/carry-out.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { modelCatalog } from '../../support/model-catalog.js';

/** An apply of two steps, one after the other, in which something happens as soon as the first one has ended. */
async function carriedOut(
  happen: (signals: { lost: AbortController; stop: AbortController; abort: AbortController }) => void,
) {
  const rows = [rowOf('ETL01', 1), rowOf('ETL02', 2)];
  const topology = topologyOf({
    workers: rows.map(({ machineName }) => ({ machine: machineName ?? '', tags: 'night' })),
  });
  const observed = catalogOf(rows);
  const signals = { lost: new AbortController(), stop: new AbortController(), abort: new AbortController() };
  const written: unknown[] = [];
  const outcome = await carryOut({
    plan: planOf(topology, observed),
    topology,
    observed,
    lock: { lost: signals.lost.signal },
    history: {
      emit: () => undefined,
      begin: async () => void written.push('begin'),
      end: async ({ result }, codes) => void written.push({ result, codes }),
    },
    catalog: modelCatalog(observed),
    machines: noMachines(),
    parallelism: 1,
    clock: () => 0,
    stop: signals.stop.signal,
    abort: signals.abort.signal,
    emit(event) {
      if (event.type === 'step_complete') happen(signals);
    },
  });
  return { outcome, written };
}

test.each([
  ['a lock that was lost', 'lost', 'partial', 'guard.lock-lost', ['guard.lock-lost']],
  ['a person', 'stop', 'interrupted', 'command.interrupted', []],
  ['an exception', 'abort', 'interrupted', 'command.unexpected', ['command.unexpected']],
] as const)('the history says what ended an apply: %s', async (_, which, result, code, codes) => {
  const { outcome, written } = await carriedOut((signals) => signals[which].abort(new ScaleoutError(code, 'now')));
  expect(outcome).toMatchObject({ result, done: 1, skipped: 1 });
  expect(written).toEqual(['begin', { result, codes }]);
});

test('a lock that was lost with the last step ended nothing', async () => {
  let done = 0;
  const { outcome, written } = await carriedOut(({ lost }) => {
    done += 1;
    if (done === 2) lost.abort(new ScaleoutError('guard.lock-lost', 'now'));
  });
  expect(outcome.result).toBe('done');
  expect(written).toEqual(['begin', { result: 'done', codes: [] }]);
});

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
async function doneByHalf(
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
      expect(await doneByHalf({}, result)).toEqual({ result, told: [] });
    expect(await doneByHalf({ stopped: true }, 'interrupted')).toEqual({ result: 'interrupted', told: [] });
  });

  test('that a lost lock stopped were not interrupted by the user', async () => {
    expect(await doneByHalf({ lost: true }, 'interrupted')).toEqual({ result: 'partial', told: ['guard.lock-lost'] });
    expect(await doneByHalf({ lost: true, stopped: true }, 'interrupted')).toMatchObject({ result: 'interrupted' });
  });

  test('that were all under way when it was lost are done, and the loss is told', async () => {
    expect(await doneByHalf({ lost: true }, 'done')).toEqual({ result: 'done', told: ['guard.lock-lost'] });
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
    ['2026-11-24T18:00:00Z', 'since 2026-11-24 17:02:11 UTC (57 min 49 s)'],
    ['2026-11-25T01:00:00Z', 'since 2026-11-24 17:02:11 UTC (7 h 57 min)'],
  ])('at %s is told with %s', (now, text) => {
    expect(waitingText(holder, new Date(now))).toBe(
      `waiting for the lock: anna@build7 holds it ${text} for: apply warehouse (session 61)`,
    );
  });

  test('and who cannot be seen is not made up', () => {
    expect(waitingText(undefined, new Date(), 'it was not told')).toBe('waiting for the lock: it was not told');
  });
});
