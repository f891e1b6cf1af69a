import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../../../src/domain/catalog.js';
import type { WorkerRow } from '../../../../src/domain/rows.js';
import { isCall, isQuery, openMeddling, raising, returning } from '../../../support/meddling-sandbox.js';
import { simulatedClock } from '../../../support/simulated-clock.js';

const { signal } = new AbortController();
const setProperty = 'catalog.set_worker_agent_property';

async function firstWorker(catalog: Catalog): Promise<WorkerRow> {
  const { workers } = await catalog.observe(signal);
  const worker = workers.known ? workers.value[0] : undefined;
  if (worker === undefined) throw new Error('the sandbox has no worker');
  return worker;
}

describe('a write that the server reports as done', () => {
  const writes: readonly [string, (catalog: Catalog, worker: WorkerRow) => Promise<void>][] = [
    ['catalog.enable_worker_agent', (catalog, { id, enabled }) => catalog.setWorkerEnabled(id, !enabled, signal)],
    [setProperty, (catalog, { id }) => catalog.setWorkerProperty(id, 'Tags', 'night', signal)],
    ['catalog.delete_worker_agent', (catalog, { id }) => catalog.removeWorker(id, signal)],
    ['catalog.update_master_address', (catalog) => catalog.setMasterAddress('https://other:8391', signal)],
    ['catalog.enable_scaleout', (catalog) => catalog.enableScaleOut(signal)],
    ['catalog.configure_catalog', changeMode],
  ];

  test.each(writes)('but did not do: %s', async (procedure, write) => {
    await using world = await openMeddling({
      meddle(request) {
        if (isCall(request, procedure)) return returning(0);
        // What enable_scaleout sets is there already.
        return procedure === 'catalog.enable_scaleout' && isQuery(request, 'catalog_properties')
          ? (reply) => reply.endProcedure(0, [])
          : undefined;
      },
    });
    const worker = procedure === 'catalog.enable_scaleout' ? nobody : await firstWorker(world.catalog);
    await expect(write(world.catalog, worker)).rejects.toMatchObject({
      code: 'catalog.write-without-effect',
      exitCode: 6,
    });
    expect(world.calls(procedure)).toBe(1);
  });

  test('with a return status other than 0 is refused', async () => {
    await using world = await openMeddling({
      meddle: (request) => (isCall(request, setProperty) ? returning(7) : undefined),
    });
    const { id } = await firstWorker(world.catalog);
    await expect(world.catalog.setWorkerProperty(id, 'Tags', 'night', signal)).rejects.toMatchObject({
      code: 'catalog.refused',
      message: expect.stringContaining('returned 7'),
    });
  });
});

const nobody = {} as WorkerRow;

async function changeMode(catalog: Catalog): Promise<void> {
  const { defaultExecutionMode } = await catalog.readSettings(signal);
  await catalog.setDefaultExecutionMode(defaultExecutionMode === 'server' ? 'scaleOut' : 'server', signal);
}

describe('a write that meets the locks of others', () => {
  test.each([1205, 1222])('%i: nothing was written, so it is called again', async (number) => {
    let left = 2;
    await using world = await openMeddling({
      meddle(request) {
        if (!isCall(request, setProperty) || left === 0) return undefined;
        left -= 1;
        return raising(number, 13);
      },
    });
    const { id } = await firstWorker(world.catalog);
    await world.catalog.setWorkerProperty(id, 'Tags', 'night', signal);
    expect(world.calls(setProperty)).toBe(3);
    expect(world.log).toHaveLength(2);
  });

  test('enabling Scale Out is not called again: it works in steps', async () => {
    await using world = await openMeddling({
      meddle: (request) => (isCall(request, 'catalog.enable_scaleout') ? raising(1205, 13) : undefined),
    });
    await expect(world.catalog.enableScaleOut(signal)).rejects.toMatchObject({ code: 'catalog.deadlock' });
    expect(world.calls('catalog.enable_scaleout')).toBe(1);
  });
});

test('an error of the engine during a write that ends the session: the outcome is unknown', async () => {
  await using world = await openMeddling({
    meddle: (request) => (isCall(request, setProperty) ? raising(596, 21) : undefined),
  });
  const { id } = await firstWorker(world.catalog);
  await expect(world.catalog.setWorkerProperty(id, 'Tags', 'night', signal)).rejects.toMatchObject({
    code: 'catalog.outcome-unknown',
  });
  expect(world.calls(setProperty)).toBe(1);
});

test('a reading that meets a deadlock or a failover is repeated', async () => {
  const numbers = [1205, 983, 40613];
  await using world = await openMeddling({
    meddle(request) {
      const number = isQuery(request, 'catalog.executions') ? numbers.pop() : undefined;
      return number === undefined ? undefined : raising(number, 16);
    },
  });
  await expect(world.catalog.observe(signal)).resolves.toMatchObject({ database: 'SSISDB' });
  expect(world.log).toHaveLength(3);
});

test('an answer without facts about the session is told as such', async () => {
  await using world = await openMeddling({
    meddle: (request) => (isQuery(request, 'catalog.executions') ? (reply) => reply.endProcedure(0, []) : undefined),
  });
  await expect(world.catalog.observe(signal)).rejects.toMatchObject({ code: 'catalog.unexpected-answer' });
});

test.each([
  [[4060, 18456], 'catalog.database-not-found', 0],
  [[18456], 'catalog.login-failed', 0],
  [[18488, 18456], 'catalog.password-expired', 0],
  [[40613], 'catalog.database-unavailable', 2],
])('a login refused with %j: %s', async (numbers, code, repetitions) => {
  const errors = numbers.map((number) => ({ number, state: 1, class: 14, text: `text of ${number}` }));
  const last = errors.at(-1);
  if (last === undefined) throw new Error('no error');
  let logins = 0;
  await using world = await openMeddling({
    login() {
      logins += 1;
      return { accepted: false, error: last, before: errors.slice(0, -1) };
    },
    catalog: { clock: simulatedClock(), limits: { retry: 400 } },
  });
  await expect(world.catalog.observe(signal)).rejects.toMatchObject({ code, exitCode: 4 });
  expect(world.log).toHaveLength(repetitions);
  expect(logins).toBe(repetitions + 1);
});
