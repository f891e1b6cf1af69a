import { describe, expect, test } from 'vitest';
import type { WorkerRow } from '../../../src/domain/rows.js';
import { type Diagnostic, ScaleoutError } from '../../../src/errors/errors.js';
import { awaitWorker } from '../../../src/reconciler/steps/await-worker.js';
import { catalogOf, rowOf } from '../../support/build.js';
import { codeOf, type OperationWorldParts, operationWorld } from '../../support/operation-world.js';
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

describe('while the catalog does not answer', () => {
  const row = rowOf('ETL01', 1);
  const restarted = { lastOnline: row.lastOnline };
  const late = { lastOnline: '2026-11-24T02:20:00.0000000Z' };

  /** Waits in a world whose catalog answers nothing from one millisecond to another. */
  async function unanswered(from: number, to: number, error: Error, onPause?: OperationWorldParts['onPause']) {
    const { world, time, messages } = operationWorld({
      catalog: catalogOf([row]),
      ...(onPause === undefined ? {} : { onPause }),
    });
    const isSilent = () => time.now() >= from && time.now() < to;
    const catalog: typeof world.catalog = {
      ...world.catalog,
      async findWorkers(machine, signal) {
        if (isSilent()) throw error;
        return world.catalog.findWorkers(machine, signal);
      },
    };
    const waiting = awaitWorker.perform(waits(restarted), { ...world, catalog }, never);
    const code = await codeOf(waiting);
    return { code, messages, milliseconds: time.now() };
  }
  const lost = new ScaleoutError('catalog.connection-lost', 'SQLETL01 closed the connection');

  test('it is asked again, and that time does not count', async () => {
    const found = await unanswered(60_000, 150_000, lost, (now, model) => {
      if (now >= 200_000) model.edit(row.id, late);
    });
    expect(found).toMatchObject({ code: undefined, milliseconds: 200_000 });
    expect(found.messages).toContain('the catalog does not answer (SQLETL01 closed the connection); it is asked again');
  });

  test('for as long again as the wait, it ends with what the catalog says: nothing against the worker', async () => {
    const found = await unanswered(60_000, Number.POSITIVE_INFINITY, lost);
    expect(found).toMatchObject({ code: 'catalog.connection-lost', milliseconds: 180_000 });
    expect(awaitWorker.provesNothing?.(lost)).toBe(true);
  });

  test('a worker that is silent for all of the time that counts is not heard of', async () => {
    const found = await unanswered(60_000, 90_000, lost);
    expect(found).toMatchObject({ code: 'machine.worker-not-heard', milliseconds: 150_000 });
    expect(awaitWorker.provesNothing?.(new ScaleoutError('machine.worker-not-heard', ''))).toBe(false);
  });

  test.each(['catalog.row-unreadable', 'catalog.sysadmin-required'] as const)('%s is an answer', async (code) => {
    expect(await unanswered(0, 10, new ScaleoutError(code, 'so it is'))).toMatchObject({ code, milliseconds: 0 });
  });
});

describe('while the master is silent itself', () => {
  const row = rowOf('ETL01', 1);
  const base = catalogOf([row]);
  const silent = { ...base, master: { ...base.master, lastOnlineAge: 900 } };

  test('a worker that was restarted is not said to be at fault', async () => {
    const { world } = operationWorld({ catalog: silent });
    const found = awaitWorker.perform(waits({ lastOnline: row.lastOnline }), world, never);
    await expect(found).rejects.toMatchObject({
      code: 'machine.worker-unjudged',
      message: 'Nothing was heard of ETL01 for 2 min, and nothing is heard of the master either.',
    });
    expect(awaitWorker.provesNothing?.(await found.catch((error: unknown) => error))).toBe(true);
  });

  test('one that was not restarted is told of as ever', async () => {
    const { world } = operationWorld({ catalog: { ...silent, workers: { known: true, value: [] } } });
    expect(await codeOf(awaitWorker.perform(waits(), world, never))).toBe('machine.worker-not-heard');
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
