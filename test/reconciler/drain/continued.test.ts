import { describe, expect, test } from 'vitest';
import { drainWorker } from '../../../src/reconciler/steps/drain-worker.js';
import { catalogOf, rowOf } from '../../support/build.js';
import { operationWorld } from '../../support/operation-world.js';
import { stepOf } from '../../support/step-of.js';

const never = new AbortController().signal;
const disabled = rowOf('ETL01', 1);
const lease = { taskId: 'T1', status: 'pulled', leaseLeft: 200 } as const;

/** A drain of a worker that is found disabled with a task, which is done after so many seconds. */
async function drained(continues: boolean, doneAfter: number, timeoutSeconds = 600) {
  const { world, model, time } = operationWorld({
    catalog: catalogOf([disabled]),
    onPause(now, catalog) {
      if (now >= doneAfter * 1000) catalog.setWork(disabled.id, {});
    },
  });
  if (doneAfter > 0) model.setWork(disabled.id, { leases: { known: true, value: [lease] } });
  const step = stepOf('drainWorker', 'worker/ETL01:drain', {
    arguments: { workerAgentId: disabled.id, timeoutSeconds, onTimeout: 'stop', ...(continues ? { continues } : {}) },
    expects: { machineName: 'ETL01', enabled: false },
  });
  const performed = await drainWorker.perform(step, world, never).catch((error: unknown) => error);
  return { performed, writes: model.writes, seconds: time.now() / 1000 };
}

describe('a drain that goes on with one that was cut off', () => {
  test('enables the worker while it has work, and disables it when it has none', async () => {
    const { performed, writes, seconds } = await drained(true, 40);
    expect(performed).toEqual({ already: false });
    expect(writes).toEqual([`enable ${disabled.id}`, `disable ${disabled.id}`]);
    expect(seconds).toBeGreaterThanOrEqual(40);
  });

  test('writes nothing where the worker holds nothing', async () => {
    const { performed, writes, seconds } = await drained(true, 0);
    expect(performed).toEqual({ already: true });
    expect(writes).toEqual([]);
    expect(seconds).toBe(2);
  });

  test('leaves the worker enabled when the time is up, as the topology wants it', async () => {
    const { performed, writes } = await drained(true, 900, 30);
    expect(performed).toMatchObject({ code: 'guard.drain-timeout' });
    expect(writes.at(-1)).toBe(`enable ${disabled.id}`);
  });
});

test('a worker that somebody disabled is waited for, and stays disabled', async () => {
  const { performed, writes, seconds } = await drained(false, 40);
  expect(performed).toEqual({ already: true });
  expect(writes).toEqual([]);
  expect(seconds).toBeGreaterThanOrEqual(40);
});
