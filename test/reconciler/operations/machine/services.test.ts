import { describe, expect, test } from 'vitest';
import type { WorkerRow } from '../../../../src/reconciler/catalog.js';
import { restartService, stopService } from '../../../../src/reconciler/operations/machine/services.js';
import { catalogOf, rowOf } from '../../../support/build.js';
import { codeOf, operationWorld } from '../../../support/operation-world.js';
import { workerConfig, workerMachine } from '../../../support/scale-out-world.js';
import { stepOf } from '../../../support/step-of.js';

const never = new AbortController().signal;
const service = 'SSISScaleOutWorker160';
const about = { machine: 'ETL01', service, timeoutSeconds: 180 };
const row = rowOf('ETL01', 1);
const of = { ...about, workerAgentId: row.id };

const worldOf = (rows: readonly WorkerRow[], AgentId: string) =>
  operationWorld({
    catalog: catalogOf(rows),
    machine: workerMachine('ETL01', { config: { ...workerConfig('ETL01'), AgentId } }),
    run: () => ({ changed: true }),
  });
const worldWith = (...rows: readonly WorkerRow[]) => worldOf(rows, row.id);

describe('a restart', () => {
  test('yields the last heartbeat of before', async () => {
    const { world, asked } = worldWith(row);
    const step = stepOf('worker/ETL01:restart', { arguments: of });
    expect(await restartService.perform(step, world, never)).toEqual({ yields: { lastOnline: row.lastOnline } });
    expect(asked).toEqual(['inspect ETL01', 'restartService ETL01']);
  });

  test.each([
    ['of a worker that had no row', about],
    ['of a worker whose row is gone', of],
  ])('%s: no heartbeat is yielded', async (_, values) => {
    const { world } = worldWith(rowOf('ETL02', 2));
    const step = stepOf('worker/ETL01:restart', { arguments: values });
    expect(await restartService.perform(step, world, never)).toEqual({ yields: { lastOnline: null } });
  });

  test('of a master is done without a look: it runs no packages', async () => {
    const { world, asked } = worldWith(row);
    const step = stepOf('master/SQLETL01:restart', { arguments: { ...about, machine: 'SQLETL01' } });
    expect(await restartService.perform(step, world, never)).toEqual({ yields: { lastOnline: null } });
    expect(asked).toEqual(['restartService SQLETL01']);
  });

  test('of a worker that had no row when it was planned, and has one and takes work now, is refused', async () => {
    const { world, asked } = worldWith({ ...row, enabled: true });
    const step = stepOf('worker/ETL01:restart', { arguments: about });
    expect(await codeOf(restartService.perform(step, world, never))).toBe('guard.step-stale');
    expect(asked).toEqual(['inspect ETL01']);
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
    expect(asked).toEqual(['inspect ETL01']);
  });

  test('where its machine was installed anew since, and may take work under the new row', async () => {
    const anew = rowOf('ETL01', 7, { enabled: true });
    const { world, asked } = worldOf([row, anew], `{${anew.id}}`);
    const step = stepOf('worker/ETL01:restart', { arguments: of });
    await expect(operation.perform(step, world, never)).rejects.toMatchObject({
      code: 'guard.step-stale',
      message: `ETL01 was row ${row.id} when it was planned, and its config has the AgentId ${anew.id} now.`,
    });
    expect(asked).toEqual(['inspect ETL01']);
  });

  test('where its machine cannot be looked at', async () => {
    const { world, asked } = operationWorld({ catalog: catalogOf([row]), run: () => ({ changed: true }) });
    const step = stepOf('worker/ETL01:restart', { arguments: of });
    expect(await codeOf(operation.perform(step, world, never))).toBe('machine.unreachable');
    expect(asked).toEqual(['inspect ETL01']);
  });

  test.each([
    ['disabled', row],
    ['enabled, and offline', { ...row, enabled: true, lastOnlineAge: 181 }],
  ])('unless it is %s', async (_state, found) => {
    const { world, asked } = worldWith(found);
    const step = stepOf('worker/ETL01:restart', { arguments: of });
    expect(await codeOf(operation.perform(step, world, never))).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});
