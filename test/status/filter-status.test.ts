import { describe, expect, test } from 'vitest';
import { filteredStatus, isAmiss, statusIds } from '../../src/status/filter-status.js';
import { type StatusDocument, statusDocument } from '../../src/status/status-document.js';
import { rowOf } from '../support/build.js';
import { seenMachines } from '../support/machine-build.js';
import { masterMachine, sshTopology, workerMachine, workingCatalog } from '../support/scale-out-world.js';

const enabled = { enabled: true };
const old = { lastOnlineAge: 90_000, lastOnline: '2026-11-23T01:15:20.000Z' };

const status = statusDocument(sshTopology({ workers: ['ETL01', 'ETL02', 'ETL03'] }), {
  catalog: workingCatalog({
    workers: {
      known: true,
      value: [
        rowOf('ETL01', 1, enabled),
        rowOf('ETL02', 2, { ...enabled, ...old }),
        rowOf('ETL03', 3),
        rowOf('ETL01', 4, old),
        rowOf('OLD01', 9, enabled),
      ],
    },
  }),
  machines: seenMachines({
    SQLETL01: masterMachine('SQLETL01'),
    ETL01: workerMachine('ETL01'),
    ETL02: 'connect ETIMEDOUT',
    ETL03: 'connect ECONNREFUSED',
  }),
});

const nothing = { unhealthy: false, include: [], exclude: [] };
const shown = ({ workers, machines = [], nodes }: StatusDocument) => ({
  workers: workers.map(({ machine }) => machine),
  machines: machines.map(({ machine }) => machine),
  nodes: nodes.map(({ machine }) => machine),
});
const hidden = (filter: Partial<typeof nothing>) => filteredStatus(status, { ...nothing, ...filter }).filter?.hidden;

test('nothing asked: the document as it is', () => {
  expect(filteredStatus(status, nothing)).toBe(status);
});

describe('what is shown and what is counted', () => {
  test('--unhealthy: what is unknown counts as unhealthy, what is disabled does not', () => {
    const part = filteredStatus(status, { ...nothing, unhealthy: true });
    expect(shown(part)).toEqual({ workers: ['ETL02'], machines: ['ETL02', 'ETL03'], nodes: [] });
    expect(part.filter?.hidden).toEqual({
      healthy: 2,
      disabled: 1,
      leftBehind: 1,
      unhealthy: 0,
      nodes: 1,
      machines: 2,
      diagnostics: 0,
    });
    expect(part.diagnostics).toEqual(status.diagnostics);
    expect(part.health).toEqual(status.health);
  });

  test('--target: a worker with all its rows and its machine; what is unhealthy among the rest is counted', () => {
    const filter: Parameters<typeof filteredStatus>[1] = { ...nothing, include: ['WORKER/etl01'] };
    const part = filteredStatus(status, filter);
    expect(shown(part)).toEqual({ workers: ['ETL01', 'ETL01'], machines: ['ETL01'], nodes: [] });
    expect(part.filter?.hidden).toMatchObject({ healthy: 1, disabled: 1, unhealthy: 1, nodes: 1, machines: 3 });
    // What is told of others is counted; what names nobody is told.
    expect((part.diagnostics ?? []).some(({ detail }) => detail.includes('ETL02'))).toBe(false);
    expect((part.filter?.hidden.diagnostics ?? 0) + (part.diagnostics ?? []).length).toBe(status.diagnostics?.length);
    expect(part.health).toEqual(status.health);
  });

  test('a node, a worker that no topology lists, and --exclude', () => {
    const of = (include: readonly string[], exclude: readonly string[] = []) =>
      shown(filteredStatus(status, { unhealthy: false, include, exclude }));
    expect(of(['master/SQLETL01'])).toEqual({ workers: [], machines: ['SQLETL01'], nodes: ['SQLETL01'] });
    expect(of(['worker/OLD01']).workers).toEqual(['OLD01']);
    expect(of([], ['worker/ETL01', 'worker/OLD01'])).toEqual({
      workers: ['ETL02', 'ETL03'],
      machines: ['SQLETL01', 'ETL02', 'ETL03'],
      nodes: ['SQLETL01'],
    });
    expect(hidden({ exclude: ['worker/ETL01'] as never[] })).toMatchObject({ healthy: 1, leftBehind: 1, machines: 1 });
  });

  test('ids are those of all that can be asked for', () => {
    expect(new Set(statusIds(status))).toEqual(
      new Set(['worker/ETL01', 'worker/ETL02', 'worker/ETL03', 'worker/OLD01', 'master/SQLETL01']),
    );
  });
});

describe('--detailed-exitcode', () => {
  const amiss = (include: readonly string[], health = status.health, unhealthy = false) =>
    isAmiss(filteredStatus({ ...status, health }, { unhealthy, include, exclude: [] }));

  test('is of the whole fleet, also with --unhealthy', () => {
    expect(amiss([])).toBe(true);
    expect(amiss([], status.health, true)).toBe(true);
    expect(amiss([], { state: 'healthy' }, true)).toBe(false);
  });

  test('under --target is of the chosen part', () => {
    expect(amiss(['worker/ETL01'])).toBe(false);
    expect(amiss(['worker/ETL02'])).toBe(true);
    expect(amiss(['worker/ETL01', 'worker/ETL02'], status.health, true)).toBe(true);
  });

  test.each(['down', 'unknown'] as const)('but where the whole is %s nothing of it is well', (state) => {
    expect(amiss(['worker/ETL01'], { state, reason: 'x' })).toBe(true);
  });
});
