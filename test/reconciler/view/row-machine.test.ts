import { describe, expect, test } from 'vitest';
import { type MachineName, workerMark } from '../../../src/domain/machine-name.js';
import type { StoredCertificate } from '../../../src/domain/machines.js';
import type { WorkerRow } from '../../../src/domain/rows.js';
import { observe } from '../../../src/reconciler/observe.js';
import { removedHost } from '../../../src/reconciler/view/row-machine.js';
import { rowOf } from '../../support/build.js';
import { certificateOf, machineOf, ownCertificate, seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  planWith,
  publicHalf,
  sshTopology,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';
import { argumentsOf } from '../../support/step-of.js';

const { master, ETL01, ETL02 } = certificates;

describe('removing a worker whose row has 15 characters of its name', () => {
  const whole = 'ETL09-PRODUCTION-A';
  const topology = sshTopology({ policy: { prune: true } });
  const row = rowOf('ETL09-PRODUCTIO', 9, { enabled: true });
  const listed = [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled: true })];
  const catalogWith = (...more: readonly WorkerRow[]) =>
    ({ ...workingCatalog(), workers: { known: true, value: [...listed, row, ...more] } }) as const;
  const own = ownCertificate(whole, 'worker');
  const marked = (host: string, name = 'test') => certificateOf(host, { friendlyName: workerMark(name, host) });
  const nodeWith = (...marks: readonly StoredCertificate[]) =>
    masterMachine('SQLETL01', { root: [master, publicHalf(ETL01), publicHalf(ETL02), ...marks] });
  const machine = machineOf(whole, 'worker', {
    config: { WorkerHttpsCertThumbprint: own.thumbprint, AgentId: row.id },
    my: [own],
  });
  const distrusted = (plan: ReturnType<typeof planWith>) =>
    plan.steps
      .filter(({ operation }) => operation === 'distrustCertificate')
      .map((found) => argumentsOf(found).thumbprint);

  test('the whole name is that of our mark: its machine is looked at, its service stopped, its certificate taken out', async () => {
    const SQLETL01 = nodeWith(publicHalf(own, workerMark('test', whole)));
    const catalog = catalogWith();
    const asked: string[] = [];
    const seen = seenMachines({ SQLETL01, [whole]: machine });
    const world = {
      catalog: { observe: async () => catalog },
      machines: {
        inspect: async (name: MachineName) => {
          asked.push(name);
          return seen.get(name.toUpperCase()) ?? { known: false, reason: 'none' };
        },
      },
    };
    await observe(topology, world, new AbortController().signal);
    expect(asked).toEqual(['SQLETL01', 'ETL01', 'ETL02', whole]);
    const plan = planWith({ SQLETL01, [whole]: machine }, { topology, catalog });
    const stop = plan.steps.find(({ id }) => id === 'worker/ETL09-PRODUCTIO:stop');
    expect(stop?.arguments).toMatchObject({ machine: whole });
    expect(distrusted(plan)).toEqual([own.thumbprint]);
    expect(plan.diagnostics).toEqual([]);
  });

  test('its certificate goes with the row where its machine cannot be looked at', () => {
    const mark = marked(whole);
    const plan = planWith({ SQLETL01: nodeWith(mark) }, { topology, catalog: catalogWith() });
    expect(distrusted(plan)).toEqual([mark.thumbprint]);
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['plan.will-register-again']);
  });

  test.each<[string, readonly StoredCertificate[], readonly WorkerRow[]]>([
    ['two marks begin alike', [marked(whole), marked('ETL09-PRODUCTION-B')], []],
    ['one mark has the 15 characters themselves', [marked(whole), marked('ETL09-PRODUCTIO')], []],
    ['another row has the same characters', [marked(whole)], [rowOf('ETL09-PRODUCTIO', 10)]],
    ['another row begins alike', [marked(whole)], [rowOf(whole, 10)]],
    ['the mark is of another topology', [marked(whole, 'other')], []],
    ['the mark is no name of a host', [marked(`${whole} -x;`)], []],
  ])('nothing of it is known where %s', (_, marks, more) => {
    const catalog = catalogWith(...more);
    const SQLETL01 = nodeWith(...marks);
    const machines = seenMachines({ SQLETL01, ETL01: workerMachine('ETL01') });
    expect(removedHost(row, topology, { machines, catalog })).toBe('ETL09-PRODUCTIO');
    const plan = planWith(
      { SQLETL01 },
      { topology: { ...topology, policy: { ...topology.policy, maxRemovals: 9 } }, catalog },
    );
    // A row with the whole name has that mark for its own.
    const steps = plan.steps.filter(({ target }) => target !== `worker/${whole}`);
    expect(distrusted({ ...plan, steps })).not.toContain(marked(whole).thumbprint);
  });

  test("a listed worker's mark is never its", () => {
    const catalog = catalogWith();
    const base = sshTopology({ workers: ['ETL01', 'ETL02', whole], policy: { prune: true } });
    const machines = seenMachines({ SQLETL01: nodeWith(marked(whole)) });
    expect(removedHost(row, base, { machines, catalog })).toBe('ETL09-PRODUCTIO');
  });

  test('the machine of that name has another id: nothing is done there, and the service may run elsewhere', () => {
    const other = machineOf(whole, 'worker', { config: { AgentId: rowOf(whole, 77).id }, my: [own] });
    const silent = { ...row, lastOnlineAge: 290 };
    const catalog = { ...workingCatalog(), workers: { known: true, value: [...listed, silent] } } as const;
    const plan = planWith({ SQLETL01: nodeWith(marked(whole)), [whole]: other }, { topology, catalog });
    expect(distrusted(plan)).toEqual([]);
    expect(plan.steps.map(({ operation }) => operation)).not.toContain('stopService');
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['plan.will-register-again']);
  });
});
