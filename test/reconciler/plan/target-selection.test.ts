import { describe, expect, test } from 'vitest';
import { machineName } from '../../../src/domain/machine-name.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';

const enabled = { enabled: true };
const only = (...include: readonly string[]) => ({ include, exclude: [] });
const without = (...exclude: readonly string[]) => ({ include: [], exclude });

describe('what is left out', () => {
  const topology = topologyOf({
    workers: [
      { machine: 'ETL01', enabled: false, tags: 'night' },
      { machine: 'ETL02', enabled: true },
      { machine: 'ETL09', enabled: true },
    ],
  });
  const catalog = catalogOf([rowOf('ETL01', 1, { tags: 'night' }), rowOf('ETL02', 2), rowOf('OLD01', 3)]);

  test('is said by a note, with its ids, and by which option', () => {
    const { diagnostics, steps, applyable } = planOf(topology, catalog, only('worker/ETL01'));
    expect({ steps, applyable }).toEqual({ steps: [], applyable: true });
    expect(diagnostics).toMatchObject([
      {
        severity: 'note',
        code: 'plan.target-left-out',
        detail: '2 other changes were left out by --target: worker/ETL02, worker/ETL09.',
      },
    ]);
    const excluding = planOf(topology, catalog, without('worker/etl02'));
    expect(excluding.diagnostics).toContainEqual(
      expect.objectContaining({ detail: '1 other change was left out by --exclude: worker/ETL02.' }),
    );
  });

  test('nothing is said where nothing else differs, nor without a choice', () => {
    const same = catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2, enabled), rowOf('ETL09', 3, enabled)]);
    expect(planOf(topology, same, only('worker/ETL01')).diagnostics).toEqual([]);
    const codes = planOf(topology, catalog).diagnostics.map((found) => found.code);
    expect(codes).not.toContain('plan.target-left-out');
  });

  test('of a large fleet ten are named, the others counted', () => {
    const machines = Array.from({ length: 40 }, (_, index) => `ETL${100 + index}`);
    const fleet = topologyOf({ workers: machines.map((machine) => ({ machine, enabled: true })) });
    const rows = catalogOf(machines.map((machine, index) => rowOf(machine, index + 1)));
    const [note] = planOf(fleet, rows, only('worker/ETL100')).diagnostics;
    expect(note?.detail).toMatch(/^39 other changes .*worker\/ETL110 and 29 more\.$/);
  });
});

describe('the last worker that can take work', () => {
  const rows = [rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, enabled)];
  const bothOff = topologyOf({
    workers: [
      { machine: 'ETL01', enabled: false },
      { machine: 'ETL02', enabled: false },
    ],
  });

  test('is not meant where the other one is left out: that one stays', () => {
    expect(planOf(bothOff, catalogOf(rows)).steps).toMatchObject([{ risk: 'destructive' }, { risk: 'destructive' }]);
    for (const targets of [only('worker/etl01'), without('worker/ETL02')]) {
      const plan = planOf(bothOff, catalogOf(rows), targets);
      expect(plan.steps).toMatchObject([{ id: 'worker/ETL01:disable', risk: 'disruptive', needs: [] }]);
      expect(plan.changes[0]?.reason).toBe('the worker is enabled');
    }
  });

  test('is meant where the one that would take over is left out', () => {
    const takeover = topologyOf({
      workers: [
        { machine: 'ETL01', enabled: false },
        { machine: 'ETL02', enabled: true },
      ],
    });
    const catalog = catalogOf([rowOf('ETL01', 1, enabled), rowOf('ETL02', 2)]);
    for (const targets of [only('worker/ETL01'), without('worker/ETL02')]) {
      const plan = planOf(takeover, catalog, targets);
      expect(plan.applyable).toBe(true);
      expect(plan.steps).toMatchObject([{ id: 'worker/ETL01:disable', risk: 'destructive', needs: [] }]);
      expect(plan.changes[0]?.reason).toContain('no other would be left');
    }
    const both = planOf(takeover, catalog, only('worker/ETL01', 'worker/ETL02'));
    expect(both.steps[0]).toMatchObject({ risk: 'disruptive', needs: ['worker/ETL02:enable'] });
  });

  test('a removal that is left out does not count either, by its name or by its row', () => {
    const pruning = topologyOf({
      workers: [{ machine: 'ETL01', enabled: false }],
      policy: { prune: true, maxRemovals: 9 },
    });
    const named = planOf(pruning, catalogOf(rows), without('worker/ETL02'));
    expect(named.steps).toMatchObject([{ id: 'worker/ETL01:disable', risk: 'disruptive' }]);
    const twice = [...rows, rowOf('ETL02', 3, enabled)];
    const oneLeft = planOf(pruning, catalogOf(twice), without(`worker/ETL02/${rowOf('ETL02', 3).id}`));
    expect(oneLeft.steps[0]).toMatchObject({ id: 'worker/ETL01:disable', risk: 'disruptive' });
    const none = planOf(pruning, catalogOf(twice));
    expect(none.steps[0]).toMatchObject({ id: 'worker/ETL01:disable', risk: 'destructive' });
  });
});

describe('a target that is not there', () => {
  const topology = {
    ...topologyOf({ workers: [{ machine: 'BI01' }, { machine: 'etl02.corp.example' }] }),
    master: { machines: [machineName('SQLBI01')] },
  };

  test.each([
    ['worker/BI1', 'worker/BI01'],
    ['BI01', 'worker/BI01'],
    ['workers/BI01', 'worker/BI01'],
    ['WORKER/ETL02', 'worker/etl02.corp.example'],
    ['SQLBI01', 'master/SQLBI01'],
    ['master/SQLBI1', 'master/SQLBI01'],
    ['scaleout ', 'scaleOut'],
    ['catalog/defaultExecutonMode', 'catalog/defaultExecutionMode'],
  ])('%s: an error that asks for %s', (id, meant) => {
    expect(() => planOf(topology, catalogOf([]), only(id))).toThrow(
      expect.objectContaining({
        code: 'command.target-unknown',
        message: expect.stringContaining(`Did you mean ${meant}?`),
      }),
    );
  });

  test('nothing is asked for where nothing is near', () => {
    expect(() => planOf(topology, catalogOf([]), without('worker/PAYROLL7'))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('Did you mean') }),
    );
  });
});
