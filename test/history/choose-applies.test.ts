import { expect, test } from 'vitest';
import { chooseApplies, type HistoryFilter, recordedIds, recordedTarget } from '../../src/history/choose-applies.js';
import { endless, recordedApply } from './lines.js';

const change = (id: string, action: 'update' | 'unknown' = 'update') => ({ id, action, reason: 'differs' });
const step = { operation: 'removeWorker', outcome: 'done', startedAt: null, durationMs: null } as const;

const applies = [
  recordedApply(9, { state: 'running', ...endless, changes: [change('worker/ETL03')] }),
  recordedApply(8, { state: 'cutOff', ...endless, changes: [change('worker/ETL01')] }),
  recordedApply(7, { result: 'failed', changes: [change('worker/ETL01/0000')] }),
  recordedApply(6, { result: 'interrupted', changes: [change('worker/ETL01', 'unknown')] }),
  recordedApply(5, { result: 'partial', steps: [{ ...step, id: 'worker/ETL01:remove' }] }),
  recordedApply(4, {
    state: 'refused',
    ...endless,
    options: { ...recordedApply(4).options, targets: { include: ['worker/GONE'], exclude: [] } },
  }),
  recordedApply(3, { changes: [change('WORKER/etl01')] }),
  recordedApply(2, { changes: [change('worker/ETL010')] }),
  recordedApply(1, { startedAt: 'no time' }),
];

const numbers = (filter: HistoryFilter) => chooseApplies(applies, filter).applies.map(({ number }) => number);

test('--failed: all that did not do what they were to do, and none that is still under way', () => {
  expect(numbers({ failed: true })).toEqual([8, 7, 6, 5, 4]);
});

test('--target: by changes and by steps, without case; not by the beginning of a name, nor by what was unknown', () => {
  expect(numbers({ target: 'worker/ETL01' })).toEqual([8, 7, 5, 3]);
  expect(chooseApplies(applies, { target: 'worker/ETL01' }).refusedUnknown).toBe(1);
});

test('--target: a drain by its worker, also one that was refused; an apply that was refused by what it was restricted to', () => {
  const maintenance = { command: 'drain', target: 'worker/ETL07' } as const;
  const drained = recordedApply(10, {
    state: 'refused',
    ...endless,
    options: { ...recordedApply(1).options, maintenance },
  });
  const { applies: found, refusedUnknown } = chooseApplies([drained, ...applies], { target: 'worker/etl07' });
  expect(found.map(({ number }) => number)).toEqual([10]);
  expect(refusedUnknown).toBe(1);
  expect(recordedIds({ applies: [drained], actions: [] })).toContain('worker/ETL07');
  expect(recordedTarget({ applies: [drained], actions: [] }, 'ETL07')).toBe('worker/ETL07');
  expect(numbers({ target: 'worker/GONE' })).toEqual([4]);
});

test('--since: from that moment on; a time that cannot be read is not passed over', () => {
  expect(numbers({ since: Date.UTC(2026, 10, 24, 2, 8) })).toEqual([9, 8, 1]);
});

test('they combine, and nothing asked is everything', () => {
  expect(numbers({ failed: true, target: 'worker/ETL01', since: Date.UTC(2026, 10, 24, 2, 7) })).toEqual([8, 7]);
  expect(numbers({})).toHaveLength(applies.length);
});

test('a target that no topology lists any more is known where an apply names it', () => {
  expect(recordedTarget({ applies, actions: [] }, 'worker/etl010')).toBe('worker/etl010');
  expect(recordedTarget({ applies, actions: [] }, 'gone')).toBe('worker/gone');
  expect(recordedIds({ applies, actions: [] })).toContain('worker/GONE');
  expect(recordedTarget({ applies, actions: [] }, 'worker/gone')).toBe('worker/gone');
  expect(recordedTarget({ applies, actions: [] }, 'worker/ETL02')).toBeUndefined();
});
