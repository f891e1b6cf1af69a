import { describe, expect, test } from 'vitest';
import type { WorkerRow, WorkerWork } from '../../../src/domain/rows.js';
import { restartService } from '../../../src/reconciler/steps/restart-service.js';
import type { World } from '../../../src/reconciler/steps/step.js';
import { stopService } from '../../../src/reconciler/steps/stop-service.js';
import { catalogOf, rowOf } from '../../support/build.js';
import { codeOf, operationWorld } from '../../support/operation-world.js';
import { workerConfig, workerMachine } from '../../support/scale-out-world.js';
import { stepOf } from '../../support/step-of.js';
import { elsewhere, execution, hidden, known, lease } from '../drain/simulated-drain.js';

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
    const step = stepOf('restartService', 'worker/ETL01:restart', { arguments: of });
    expect(await restartService.perform(step, world, never)).toEqual({ yields: { lastOnline: row.lastOnline } });
    expect(asked).toEqual(['inspect ETL01', 'restartService ETL01']);
  });

  test.each([
    ['of a worker that had no row', about],
    ['of a worker whose row is gone', of],
  ])('%s: no heartbeat is yielded', async (_, values) => {
    const { world } = worldWith(rowOf('ETL02', 2));
    const step = stepOf('restartService', 'worker/ETL01:restart', { arguments: values });
    expect(await restartService.perform(step, world, never)).toEqual({ yields: { lastOnline: null } });
  });

  test('of a master is done without a look: it runs no packages', async () => {
    const { world, asked } = worldWith(row);
    const step = stepOf('restartService', 'master/SQLETL01:restart', { arguments: { ...about, machine: 'SQLETL01' } });
    expect(await restartService.perform(step, world, never)).toEqual({ yields: { lastOnline: null } });
    expect(asked).toEqual(['restartService SQLETL01']);
  });

  test('of a worker that had no row when it was planned, and has one and takes work now, is refused', async () => {
    const { world, asked } = worldWith({ ...row, enabled: true });
    const step = stepOf('restartService', 'worker/ETL01:restart', { arguments: about });
    expect(await codeOf(restartService.perform(step, world, never))).toBe('guard.step-stale');
    expect(asked).toEqual(['inspect ETL01']);
  });

  test('can never be seen to have been done', async () => {
    const { world } = operationWorld({ catalog: catalogOf([row]) });
    const step = stepOf('restartService', 'worker/ETL01:restart', { arguments: of });
    // The machine cannot be looked at: whether it was restarted is not guessed either.
    expect(await codeOf(restartService.check(step, world, never))).toBe('machine.outcome-unknown');
  });
});

const restarting = stepOf('restartService', 'worker/ETL01:restart', { arguments: of });
const stopping = stepOf('stopService', 'worker/ETL01:stop', { arguments: of });

describe.each([
  ['restarted', (world: World) => restartService.perform(restarting, world, never)],
  ['stopped', (world: World) => stopService.perform(stopping, world, never)],
])('a worker is not %s', (_, perform) => {
  test('while it takes work: it was enabled, or came back, since the plan was made', async () => {
    const { world, asked } = worldWith({ ...row, enabled: true });
    expect(await codeOf(perform(world))).toBe('guard.step-stale');
    expect(asked).toEqual(['inspect ETL01']);
  });

  test('where its machine was installed anew since, and may take work under the new row', async () => {
    const anew = rowOf('ETL01', 7, { enabled: true });
    const { world, asked } = worldOf([row, anew], `{${anew.id}}`);
    await expect(perform(world)).rejects.toMatchObject({
      code: 'guard.step-stale',
      message: `ETL01 was row ${row.id} when it was planned, and its config has the AgentId ${anew.id} now.`,
    });
    expect(asked).toEqual(['inspect ETL01']);
  });

  test('where its machine cannot be looked at', async () => {
    const { world, asked } = operationWorld({ catalog: catalogOf([row]), run: () => ({ changed: true }) });
    expect(await codeOf(perform(world))).toBe('machine.unreachable');
    expect(asked).toEqual(['inspect ETL01']);
  });

  test.each([
    ['disabled', row],
    ['enabled, and offline', { ...row, enabled: true, lastOnlineAge: 181 }],
  ])('unless it is %s', async (_state, found) => {
    const { world, asked } = worldWith(found);
    expect(await codeOf(perform(world))).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});

describe('a worker that was not drained and may run packages is not stopped, whatever its heartbeat says', () => {
  const silent = { ...row, enabled: true, lastOnlineAge: 9_999 };
  const stopWith = async (found: WorkerRow, work: Partial<Omit<WorkerWork, 'row'>>, values: object = {}) => {
    const { world, model, asked } = worldWith(found);
    model.setWork(found.id, work);
    const code = await codeOf(
      stopService.perform(
        stepOf('stopService', 'worker/ETL01:stop', { arguments: { ...of, ...values } }),
        world,
        never,
      ),
    );
    return { code, isStopped: asked.includes('stopService ETL01') };
  };
  const refused = { code: 'guard.worker-at-work', isStopped: false };
  const stopped = { code: undefined, isStopped: true };
  const executions = known([execution(1)]);

  test.each([
    ['its lease has not ended', silent, { leases: known([lease(1)]) }, refused],
    ['its lease has ended, and it was not drained', silent, { executions }, refused],
    ['executions are shown, and leases are hidden', silent, { executions, leases: hidden }, refused],
    ['nothing can be seen', silent, { executions: hidden, elsewhere: hidden, leases: hidden }, refused],
    [
      'it is disabled, and executions are shown',
      { ...silent, enabled: false },
      { executions, leases: hidden },
      refused,
    ],
    ['nothing is shown, and nothing waits', silent, { leases: hidden }, stopped],
    [
      'it may have pulled a task right before it fell silent',
      { ...silent, lastOnlineAge: 200 },
      { leases: hidden, elsewhere: elsewhere({ pending: 1, youngestPending: 400 }) },
      refused,
    ],
    [
      'the first lease of such a task would have ended',
      { ...silent, lastOnlineAge: 361 },
      { leases: hidden, elsewhere: elsewhere({ pending: 1, youngestPending: 400 }) },
      stopped,
    ],
  ] as const)('%s', async (_, found, work, expected) => {
    expect(await stopWith(found, work)).toEqual(expected);
  });

  test('after a drain its leases are asked once more, and whether somebody enabled it', async () => {
    const drained = { ...row, lastOnlineAge: 9_999 };
    const values = { afterDrain: 'stop' };
    expect(await stopWith(drained, { executions, leases: hidden }, values)).toEqual(stopped);
    expect(await stopWith(drained, { leases: known([lease(1)]) }, values)).toEqual(refused);
    expect(await stopWith(silent, {}, values)).toEqual({ code: 'guard.step-stale', isStopped: false });
    expect(await stopWith(drained, { leases: known([lease(1)]) }, { afterDrain: 'disable' })).toEqual(stopped);
  });

  test('one that beats rarely takes work although it is silent for minutes', async () => {
    const found = { ...row, enabled: true, lastOnlineAge: 800 };
    expect(await stopWith(found, {}, { heartbeatInterval: 300 })).toEqual({
      code: 'guard.step-stale',
      isStopped: false,
    });
    expect(await stopWith(found, {})).toEqual(stopped);
  });
});

describe('a restart because nothing is heard of a worker', () => {
  const silent = { ...row, enabled: true, lastOnlineAge: 9_999 };
  const step = (values: object) =>
    stepOf('restartService', 'worker/ETL01:restart', { arguments: { ...of, unheard: true, ...values } });

  test('is left out where it is heard of by now, and there is no new heartbeat to wait for', async () => {
    const { world, asked } = worldWith({ ...row, enabled: true });
    const done = { already: true, yields: { lastOnline: null } };
    expect(await restartService.perform(step({}), world, never)).toEqual(done);
    expect(asked).toEqual([]);
  });

  test('waits for it to come back by itself where nothing was mended', async () => {
    const world = operationWorld({
      catalog: catalogOf([silent]),
      onPause: (now, model) => now >= 40_000 && model.edit(row.id, { lastOnlineAge: 2 }),
    });
    expect(await restartService.perform(step({ comesBackWithin: 75 }), world.world, never)).toMatchObject({
      already: true,
    });
    expect(world.time.now()).toBe(40_000);
    expect(world.messages).toEqual(['ETL01 is not heard of: restarted in 75 s']);
  });

  test('is done where it does not', async () => {
    const { world, asked, time } = worldWith(silent);
    const performed = await restartService.perform(step({ comesBackWithin: 75 }), world, never);
    expect(performed).toEqual({ yields: { lastOnline: row.lastOnline } });
    expect({ asked, now: time.now() }).toEqual({ asked: ['inspect ETL01', 'restartService ETL01'], now: 75_000 });
  });

  test('is refused where it may run packages', async () => {
    const { world, model, asked } = worldWith(silent);
    model.setWork(row.id, { leases: known([lease(1)]) });
    expect(await codeOf(restartService.perform(step({}), world, never))).toBe('guard.worker-at-work');
    expect(asked).toEqual(['inspect ETL01']);
  });
});
