import { describe, expect, test } from 'vitest';
import type { ModelCatalog } from '../../support/model-catalog.js';
import { etl01, running, type Scene, seenWithoutLeases, simulatedDrain } from './simulated-drain.js';

const edit = (change: Parameters<ModelCatalog['edit']>[1]) => (catalog: ModelCatalog) => catalog.edit(etl01.id, change);

describe('what others do meanwhile', () => {
  test.each([
    ['its row goes', null, 'is gone from catalog.worker_agents'],
    ["its row becomes another machine's", { machineName: 'ETL99' }, 'was ETL01 when it was planned and is ETL99 now'],
    ['its row loses its name', { machineName: null }, 'is no machine name now'],
  ])('%s: the drain ends and writes nothing more', async (_, change, message) => {
    const run = await simulatedDrain({ work: running(1), later: [[12, edit(change)]] });
    expect(run.error).toMatchObject({ code: 'guard.step-stale', message: expect.stringContaining(message) });
    expect(run.writes).toEqual([]);
  });

  test('somebody enables the worker while it is watched: the drain does not fight', async () => {
    const run = await simulatedDrain({
      work: seenWithoutLeases([], { running: 1 }),
      later: [[60, edit({ enabled: true })]],
    });
    expect(run.error).toMatchObject({
      code: 'guard.step-stale',
      message: 'Somebody enabled ETL01 while it was drained.',
    });
    expect(run.writes).toEqual(['disable at 0']);
  });

  test('somebody enables a worker that was found disabled', async () => {
    const run = await simulatedDrain({
      row: { enabled: false },
      work: running(1),
      later: [[60, edit({ enabled: true })]],
    });
    expect(run.error).toMatchObject({ code: 'guard.step-stale' });
  });

  test('somebody disables the busy worker: it is theirs to enable again', async () => {
    const run = await simulatedDrain({
      work: running(1),
      later: [
        [30, edit({ enabled: false })],
        [90, {}],
      ],
    });
    expect(run.outcome).toMatchObject({ result: 'drained', foundDisabled: true });
    expect(run.writes).toEqual([]);
  });
});

describe('a write whose outcome is unknown', () => {
  test.each([
    ['had no effect: it is written again', 'lostBefore'],
    ['had its effect: it is not written again', 'lostAfter'],
  ] as const)('and that %s', async (_, fault) => {
    const run = await simulatedDrain({ faults: [fault] });
    expect(run.outcome).toMatchObject({ result: 'drained', foundDisabled: false });
    expect(run.writes).toHaveLength(1);
    expect(run.row?.enabled).toBe(false);
  });

  test('and others later, each with its effect: none is written again', async () => {
    const run = await simulatedDrain({
      faults: ['lostAfter', 'lostAfter', 'lostAfter'],
      afterWrite: { 1: running(1) },
      later: [[30, {}]],
    });
    expect(run.outcome?.result).toBe('drained');
    expect(run.writes).toEqual(['disable at 0', 'enable at 0', 'disable at 30']);
  });

  test('twice in a row: the drain ends with it', async () => {
    const run = await simulatedDrain({ faults: ['lostBefore', 'lostBefore', 'none'] });
    expect(run.error).toMatchObject({ code: 'catalog.outcome-unknown' });
  });

  test('when it would enable the worker again', async () => {
    const run = await simulatedDrain({
      faults: ['none', 'lostBefore'],
      afterWrite: { 1: running(1) },
      later: [[30, {}]],
    });
    expect(run.writes).toEqual(['disable at 0', 'enable at 0', 'disable at 30']);
  });
});

describe('an aborted drain', () => {
  const aborted: readonly [string, Scene, boolean][] = [
    ['while it waits: nothing is written', { work: running(1), abortAt: 20 }, true],
    [
      'while the worker is watched: it stays disabled',
      { work: seenWithoutLeases([], { running: 1 }), abortAt: 60 },
      false,
    ],
  ];

  test.each(aborted)('%s', async (_, scene, enabled) => {
    const run = await simulatedDrain(scene);
    // Where nothing was written, that is said.
    if (enabled) expect(run.error).toMatchObject({ code: 'guard.drain-stopped', cause: new Error('enough') });
    else expect(run.error).toEqual(new Error('enough'));
    expect(run.row?.enabled).toBe(enabled);
    expect(run.writes).toEqual(enabled ? [] : ['disable at 0']);
  });
});
