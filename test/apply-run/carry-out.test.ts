import { expect, test } from 'vitest';
import { carryOut } from '../../src/apply-run/carry-out.js';
import { ScaleoutError } from '../../src/errors.js';
import { noMachines } from '../../src/providers/machines/none.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../support/build.js';
import { modelCatalog } from '../support/model-catalog.js';

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
