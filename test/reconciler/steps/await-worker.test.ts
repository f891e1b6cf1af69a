import { describe, expect, test } from 'vitest';
import type { WorkerRow } from '../../../src/domain/rows.js';
import type { Diagnostic } from '../../../src/errors/errors.js';
import { awaitWorker } from '../../../src/reconciler/steps/await-worker.js';
import { catalogOf, rowOf } from '../../support/build.js';
import { codeOf, operationWorld } from '../../support/operation-world.js';
import { workerMachine } from '../../support/scale-out-world.js';
import { stepOf } from '../../support/step-of.js';

const never = new AbortController().signal;
const offline = { lastOnlineAge: 181 };
const waits = (values = {}) =>
  stepOf('awaitWorker', 'worker/ETL01:online', { arguments: { machine: 'ETL01', timeoutSeconds: 120, ...values } });

async function awaited(rows: readonly WorkerRow[], values = {}) {
  const { world, time } = operationWorld({ catalog: catalogOf(rows) });
  const performed = await awaitWorker.perform(waits(values), world, never);
  return { id: performed?.yields?.workerAgentId, milliseconds: time.now() };
}

describe('waiting for a worker whose row shows 15 characters of its name', () => {
  const [other, own] = [rowOf('ETL-PRODUCTION-', 1), rowOf('ETL-PRODUCTION-', 2)];
  const machine = workerMachine('ETL01', { config: { AgentId: own.id } });
  const step = waits({ machine: 'ETL-PRODUCTION-02' });

  test("its config tells which row is its own, and another's is never taken", async () => {
    const { world } = operationWorld({ catalog: catalogOf([other, own]), machine });
    expect(await awaitWorker.perform(step, world, never)).toEqual({ yields: { workerAgentId: own.id } });
    const alone = operationWorld({ catalog: catalogOf([other]), machine });
    expect(await codeOf(awaitWorker.perform(step, alone.world, never))).toBe('machine.worker-not-heard');
  });

  test('where nobody looks at its config, that is told at once', async () => {
    const { world, time } = operationWorld({ catalog: catalogOf([other]) });
    const unseen = waits({ machine: 'ETL-PRODUCTION-02', reached: false });
    expect(await codeOf(awaitWorker.perform(unseen, world, never))).toBe('plan.name-shared');
    expect(time.now()).toBe(0);
  });
});

describe('waiting for a worker', () => {
  const row = rowOf('ETL01', 1);

  test('one that is online is not waited for, and its id is yielded', async () => {
    expect(await awaited([rowOf('ETL02', 2), row])).toEqual({ id: row.id, milliseconds: 0 });
  });

  test('of several rows of the machine the one that is online counts', async () => {
    expect((await awaited([rowOf('ETL01', 2, offline), row, rowOf('etl01.corp', 3, offline)])).id).toBe(row.id);
  });

  test('several that are online are told at once, not chosen from', async () => {
    const { world } = operationWorld({ catalog: catalogOf([row, rowOf('etl01.corp.example', 2)]) });
    expect(await codeOf(awaitWorker.perform(waits(), world, never))).toBe('plan.worker-ambiguous');
  });

  test('where its id is known another row of the machine is not taken for it', async () => {
    const other = rowOf('ETL01', 2);
    expect((await awaited([other, row], { workerAgentId: row.id.toLowerCase() })).id).toBe(row.id);
    const { world } = operationWorld({ catalog: catalogOf([other]) });
    const step = waits({ workerAgentId: row.id });
    expect(await codeOf(awaitWorker.perform(step, world, never))).toBe('machine.worker-not-heard');
  });

  test('after a restart only a later heartbeat counts', async () => {
    const { world, time } = operationWorld({
      catalog: catalogOf([row]),
      onPause(now, model) {
        if (now === 30_000) model.edit(row.id, { lastOnline: '2026-11-24T02:15:30.0000000Z' });
      },
    });
    const step = waits({ lastOnline: row.lastOnline });
    expect(await awaitWorker.check(step, world, never)).toEqual({ state: 'asPlanned' });
    expect(await awaitWorker.perform(step, world, never)).toEqual({ yields: { workerAgentId: row.id } });
    expect(time.now()).toBe(30_000);
    expect(await awaitWorker.check(step, world, never)).toMatchObject({ state: 'already' });
  });

  test('that was never heard of before the restart: any heartbeat counts', async () => {
    expect((await awaited([row], { lastOnline: null })).id).toBe(row.id);
  });

  test('it is told of at first and each half minute', async () => {
    const { world, messages, asked } = operationWorld({ catalog: catalogOf([]) });
    await codeOf(awaitWorker.perform(waits(), world, never));
    expect(messages).toEqual(
      ['2 min', '1 min 30 s', '1 min', '30 s'].map((left) => `waiting for ETL01 to be heard of, ${left} left`),
    );
    // The log is looked at meanwhile, not more often than each quarter of a minute, and once more at the end.
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.length).toBeLessThanOrEqual(120 / 15 + 2);
  });

  test('an abort ends it with its reason', async () => {
    const abort = new AbortController();
    const { world } = operationWorld({ catalog: catalogOf([]), onPause: () => abort.abort(new Error('enough')) });
    await expect(awaitWorker.perform(waits(), world, abort.signal)).rejects.toThrow('enough');
  });
});

describe('a worker that is not heard of in time', () => {
  const trouble = [
    { role: 'master', kind: 'httpRequest', file: 'C:\\Master.log', line: 'not the worker' },
    { role: 'worker', kind: 'anonymous', file: 'C:\\Agent.log', line: '403 Anonymous', at: '2026-11-24T02:15:20.000Z' },
  ] as const;
  const machine = workerMachine('ETL01', { observation: { trouble } });

  test('what its log says is told as soon as it says it, each kind once', async () => {
    const { world, messages, time } = operationWorld({ catalog: catalogOf([]), machine });
    const told: [number, string, string][] = [];
    const telling = {
      ...world,
      trouble: ({ code, detail }: Diagnostic) => told.push([time.now(), code, detail]),
    };
    await codeOf(awaitWorker.perform(waits({ lastOnline: null }), telling, never));
    expect(told).toEqual([
      [
        expect.any(Number),
        'plan.log-trouble',
        expect.stringContaining('The log of ETL01 says at 2026-11-24 02:15:20 UTC'),
      ],
    ]);
    expect(told[0]?.[0]).toBeLessThanOrEqual(8_000);
    expect(messages.length).toBeGreaterThan(0);
  });

  test('what its log said before the wait is not told meanwhile where its service was not restarted', async () => {
    const mended = { ...trouble[1], at: '2026-11-24T02:10:00.000Z' };
    const old = workerMachine('ETL01', { observation: { trouble: [mended] } });
    const { world, messages } = operationWorld({ catalog: catalogOf([]), machine: old });
    await codeOf(awaitWorker.perform(waits(), world, never));
    expect(messages.filter((text) => text.includes('log'))).toEqual([]);
  });

  test('what its log said before its last heartbeat is no reason', async () => {
    const row = rowOf('ETL01', 1, { lastOnlineAge: 300, lastOnline: '2026-11-24T02:15:21.000Z' });
    const seen = workerMachine('ETL01', { observation: { trouble, observedAt: '2026-11-24T02:20:21.000Z' } });
    const { world } = operationWorld({ catalog: catalogOf([row]), machine: seen });
    await expect(awaitWorker.perform(waits(), world, never)).rejects.toMatchObject({
      message: 'Nothing was heard of ETL01 for 2 min.',
    });
  });

  test('what its log says stands in the detail, with what helps against it', async () => {
    const { world } = operationWorld({ catalog: catalogOf([]), machine });
    await expect(awaitWorker.perform(waits(), world, never)).rejects.toMatchObject({
      code: 'machine.worker-not-heard',
      message: expect.stringMatching(/^Nothing was heard of ETL01 for 2 min\..*403.*C:\\Agent\.log: 403 Anonymous/),
      remedy: expect.stringContaining('Root store of every master node'),
    });
  });

  test.each([
    ['whose log says nothing', workerMachine('ETL01')],
    ['whose machine cannot be seen', undefined],
  ])('%s: the time alone is told', async (_, seen) => {
    const { world } = operationWorld({ catalog: catalogOf([]), ...(seen === undefined ? {} : { machine: seen }) });
    await expect(awaitWorker.perform(waits(), world, never)).rejects.toMatchObject({
      message: 'Nothing was heard of ETL01 for 2 min.',
    });
  });

  test('a machine that is left to a person is not looked at, not even for its log', async () => {
    const { world, asked } = operationWorld({ catalog: catalogOf([]), machine });
    await codeOf(awaitWorker.perform(waits({ reached: false }), world, never));
    expect(asked).toEqual([]);
  });
});
