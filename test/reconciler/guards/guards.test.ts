import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalogOf, judgedPlanOf, rowOf, topologyOf } from '../../support/build.js';
import { seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  publicHalf,
  sshTopology,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

const reconciler = fileURLToPath(new URL('../../../src/reconciler', import.meta.url));
const filesOf = (folder: string) => readdirSync(`${reconciler}/${folder}`).map((name) => `${folder}/${name}`);
const textOf = (file: string) => readFileSync(`${reconciler}/${file}`, 'utf8');

describe('where refusals come from', () => {
  test('nobody who looks, compares or plans refuses by himself', () => {
    const others = [...['view', 'kinds', 'plan'].flatMap(filesOf), 'by-hand.ts', 'observe.ts'];
    expect(others.filter((file) => /'guard\./.test(textOf(file)))).toEqual([]);
  });

  test('guards.ts lists every guard; consent and a rehearsal are asked for when a plan is applied', () => {
    const listed = textOf('guards/guards.ts');
    const unlisted = readdirSync(`${reconciler}/guards`).filter(
      (name) => !listed.includes(name.replace(/\.ts$/, '.js')),
    );
    expect(unlisted.sort()).toEqual([
      'destructive-consent.ts',
      'guards.ts',
      'rehearsal-doubt.ts',
      'rehearsal-fit.ts',
      'rehearsal-required.ts',
    ]);
  });
});

describe('a guard of one change refuses that change, and no other', () => {
  const { master, ETL01, ETL02 } = certificates;
  const node = (names: readonly string[], parts: Parameters<typeof masterMachine>[1] = {}) =>
    masterMachine('SQLETL01', { root: [{ ...master, names }, publicHalf(ETL01), publicHalf(ETL02)], ...parts });
  const judged = (SQLETL01: ReturnType<typeof masterMachine>) => {
    const stopped = workerMachine('ETL02', { service: { startMode: 'manual' } });
    const machines = seenMachines({ SQLETL01, ETL01: workerMachine('ETL01'), ETL02: stopped });
    return judgedPlanOf(sshTopology(), workingCatalog(), undefined, machines);
  };

  test('the node of the master whose certificate is not for the endpoint', () => {
    const { plan, impossible } = judged(node(['other.example'], { firewall: [] }));
    expect(plan.changes.map(({ id }) => id)).toEqual(['master/SQLETL01', 'worker/ETL02']);
    expect([...impossible.keys()]).toEqual(['master/SQLETL01']);
  });

  test('where that node needs no change, it is the whole plan', () => {
    const { plan, impossible, refused } = judged(node(['other.example']));
    expect(plan.changes.map(({ id }) => id)).toEqual(['worker/ETL02']);
    expect([impossible.size, [...refused.keys()]]).toEqual([0, ['worker/ETL02']]);
  });

  test('Scale Out that is to be disabled, a mode that the catalog has not, a protected worker', () => {
    const rows = [
      rowOf('ETL01', 1, { enabled: true, tags: 'scaleout:protected' }),
      rowOf('ETL02', 2, { enabled: true }),
    ];
    const topology = topologyOf({
      scaleOut: { enabled: false, defaultExecutionMode: 'scaleOut' },
      workers: [
        { machine: 'ETL01', enabled: false },
        { machine: 'ETL02', description: 'new' },
      ],
    });
    const { impossible, plan } = judgedPlanOf(topology, catalogOf(rows, { defaultExecutionMode: null }));
    expect(plan.changes).toHaveLength(4);
    expect([...impossible]).toEqual([
      ['scaleOut', expect.stringMatching(/^Scale Out cannot be disabled once it is enabled: /)],
      ['catalog/defaultExecutionMode', expect.stringMatching(/^This catalog has no default execution mode: /)],
      ['worker/ETL01', expect.stringMatching(/^A protected worker would be disabled or removed: /)],
    ]);
  });
});
