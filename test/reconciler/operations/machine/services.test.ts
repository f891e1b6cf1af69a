import { describe, expect, test } from 'vitest';
import type { WorkerRow } from '../../../../src/reconciler/catalog.js';
import { restartService, stopService } from '../../../../src/reconciler/operations/machine/services.js';
import { catalogOf, rowOf } from '../../../support/build.js';
import { codeOf, operationWorld } from '../../../support/operation-world.js';
import { stepOf } from '../../../support/step-of.js';

const never = new AbortController().signal;
const service = 'SSISScaleOutWorker160';
const about = { machine: 'ETL01', service, timeoutSeconds: 180 };
const row = rowOf('ETL01', 1);
const of = { ...about, workerAgentId: row.id };

const worldWith = (...rows: readonly WorkerRow[]) =>
  operationWorld({ catalog: catalogOf(rows), run: () => ({ changed: true }) });

describe('a restart', () => {
  test('yields the last heartbeat of before', async () => {
    const { world, asked } = worldWith(row);
    const step = stepOf('worker/ETL01:restart', { arguments: of });
    expect(await restartService.perform(step, world, never)).toEqual({ yields: { lastOnline: row.lastOnline } });
    expect(asked).toEqual(['restartService ETL01']);
  });

  test.each([
    ['of a service that is no worker', about],
    ['of a worker whose row is gone', { ...of, workerAgentId: rowOf('x', 9).id }],
  ])('%s: no heartbeat is yielded', async (_, values) => {
    const { world } = worldWith(row);
    const step = stepOf('worker/ETL01:restart', { arguments: values });
    expect(await restartService.perform(step, world, never)).toEqual({ yields: { lastOnline: null } });
  });

  test('can never be seen to have been done', async () => {
    const { world } = operationWorld({ catalog: catalogOf([row]) });
    const step = stepOf('worker/ETL01:restart', { arguments: of });
    // The machine cannot be looked at: whether it was restarted is not guessed either.
    expect(await codeOf(restartService.stand(step, world, never))).toBe('machine.outcome-unknown');
  });
});

describe.each([
  ['restarted', restartService],
  ['stopped', stopService],
])('a worker is not %s', (_, operation) => {
  test('while it takes work: it was enabled, or came back, since the plan was made', async () => {
    const { world, asked } = worldWith({ ...row, enabled: true });
    const step = stepOf('worker/ETL01:restart', { arguments: of });
    expect(await codeOf(operation.perform(step, world, never))).toBe('guard.step-stale');
    expect(asked).toEqual([]);
  });

  test.each([
    ['disabled', row],
    ['enabled, and offline', { ...row, enabled: true, lastOnlineAge: 181 }],
  ])('unless it is %s', async (_state, found) => {
    const { world, asked } = worldWith(found);
    const step = stepOf('worker/ETL01:restart', { arguments: of });
    expect(await codeOf(operation.perform(step, world, never))).toBeUndefined();
    expect(asked).toHaveLength(1);
  });
});
