import { expect, test } from 'vitest';
import { recordMachine } from '../../src/directory/state-file.js';
import { isSandboxError } from '../../src/errors.js';
import { type AddRequest, addMachine } from '../../src/model/fresh/add-machine.js';
import type { Row } from '../../src/model/store.js';
import { freshHarness, type Harness } from './harness.js';

const add = (made: Harness, request: Omit<AddRequest, 'action'>) =>
  made.world.edit((model, now) => addMachine(model, { action: 'add', ...request }, now));

/** The names of a row's fields, at any depth, without what is of one certificate. */
const shapeOf = (row: Row | undefined) =>
  JSON.stringify(row, (_, value) =>
    typeof value === 'string' || typeof value === 'number' ? typeof value : value,
  ).replace(/"[0-9A-F]{40}"/g, '"THUMBPRINT"');

test('a worker of a bare fleet is as setup left the others: it trusts nobody, and is not registered', () => {
  const made = freshHarness({ joined: false, workers: [{ machine: 'ETL01' }] });
  made.wait(3600);
  expect(add(made, { machine: 'ETL02', role: 'worker' })).toEqual({
    machine: 'ETL02',
    role: 'worker',
    joined: false,
    added: true,
  });
  const { store } = made;
  for (const table of ['machines', 'windows']) {
    expect(shapeOf(store.get(table, 'ETL02'))).toBe(shapeOf(store.get(table, 'ETL01')));
  }
  expect(made.world.machineNamed('etl02.corp.example')).toEqual({ key: 'ETL02', reachable: true });
  made.wait(600);
  expect(made.as('scaleout').rows('catalog.worker_agents')).toEqual([]);
});

test('a worker of a joined fleet has its row, and beats', () => {
  const made = freshHarness();
  expect(add(made, { machine: 'ETL03', role: 'worker' })).toMatchObject({ joined: true, added: true });
  made.wait(120);
  const rows = made.as('scaleout').rows('catalog.worker_agents');
  expect(rows.map(({ MachineName }) => MachineName).sort()).toEqual(['ETL01', 'ETL02', 'ETL03']);
});

test('what is there already stays as it is, in any case, short or full', () => {
  const made = freshHarness({ joined: false });
  const before = JSON.stringify(made.store.content());
  expect(add(made, { machine: 'etl01.corp.example', role: 'worker' })).toMatchObject({
    machine: 'ETL01',
    added: false,
  });
  expect(JSON.stringify(made.store.content())).toBe(before);
});

test('a node of the master has the certificate that all of them share; a worker there is the same machine', () => {
  const made = freshHarness({ joined: false, endpoint: 'https://listener.corp.example:8391' });
  expect(add(made, { machine: 'SQLETL02', role: 'master' })).toMatchObject({ joined: false, added: true });
  const root = (key: string) => Object.keys((made.store.get('windows', key)?.root ?? {}) as object);
  expect(root('SQLETL02')).toEqual(root('SQLETL01'));
  expect(made.store.get('aliases', 'listener.corp.example')?.machines).toEqual(['SQLETL01', 'SQLETL02']);
  expect(add(made, { machine: 'sqletl02', role: 'worker' })).toMatchObject({ machine: 'SQLETL02', added: true });
  expect(root('SQLETL02')).toHaveLength(2);
});

test('what could never join, and what is no name, is refused with nothing changed', () => {
  const made = freshHarness();
  const before = JSON.stringify(made.store.content());
  for (const request of [
    { machine: 'SQLETL02', role: 'master' },
    { machine: 'ETL03', role: 'worker', joined: false },
    { machine: 'ETL 03', role: 'worker' },
    { machine: 'ETL01', role: 'worker', joined: false },
  ] as const) {
    try {
      add(made, request);
      expect.unreachable(request.machine);
    } catch (error) {
      expect(isSandboxError(error, 'sandbox.add-refused')).toBe(true);
    }
  }
  expect(JSON.stringify(made.store.content())).toBe(before);
});

test('a reset installs it too, once', () => {
  const fleet = { serverName: 'S', masterMachines: ['S'], workers: ['ETL01'], joined: false };
  const worker = { machine: 'ETL02', role: 'worker', joined: false, added: true } as const;
  const recorded = recordMachine(fleet, worker);
  expect(recorded).toMatchObject({ workers: ['ETL01', 'ETL02'] });
  expect(recordMachine(recorded, worker)).toBe(recorded);
  expect(recordMachine(fleet, { ...worker, joined: true })).toMatchObject({
    workers: ['ETL01', { machine: 'ETL02', joined: true }],
  });
  expect(recordMachine(fleet, { ...worker, machine: 'T', role: 'master' })).toMatchObject({
    masterMachines: ['S', 'T'],
  });
});
