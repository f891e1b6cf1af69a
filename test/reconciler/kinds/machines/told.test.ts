import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../../src/domain/documents.js';
import { rowOf } from '../../../support/build.js';
import {
  certificates,
  masterMachine,
  planWith,
  publicHalf,
  sshTopology,
  workerMachine,
  workingCatalog,
} from '../../../support/scale-out-world.js';

const told = ({ diagnostics }: Plan, code: string) => diagnostics.filter((found) => found.code === code);
const changeOf = ({ changes }: Plan, id: string) => changes.find((found) => found.id === id);

describe('a machine without the feature', () => {
  const bare = { observation: { installations: [] } };

  test('of a worker: nothing is concluded but that it has to be installed', () => {
    const plan = planWith({ ETL01: workerMachine('ETL01', bare) });
    expect(told(plan, 'plan.not-installed')).toMatchObject([{ severity: 'warning', detail: /ETL01/ }]);
    expect(changeOf(plan, 'worker/ETL01')).toMatchObject({ action: 'unknown', reasonCode: 'not-installed' });
  });

  test('of a master: likewise, and the workers are told apart from it', () => {
    const plan = planWith({ SQLETL01: masterMachine('SQLETL01', bare) });
    expect(told(plan, 'plan.not-installed')).toMatchObject([{ detail: 'SQLETL01 has no Scale Out Master.' }]);
    expect(changeOf(plan, 'master/SQLETL01')).toMatchObject({ action: 'unknown', reasonCode: 'not-installed' });
  });
});

describe("the master's certificate", () => {
  const others = [publicHalf(certificates.ETL01), publicHalf(certificates.ETL02)];
  const keyless = masterMachine('SQLETL01', { root: [publicHalf(certificates.master), ...others] });

  test('without its private key on any node: which one it is cannot be told', () => {
    const plan = planWith({ SQLETL01: keyless });
    expect(told(plan, 'plan.master-certificate-missing')).toMatchObject([
      { severity: 'warning', detail: expect.stringMatching(/^SQLETL01: no node of the master has the certificate/) },
    ]);
    expect(changeOf(plan, 'master/SQLETL01')).toMatchObject({ action: 'unknown', reasonCode: 'certificate-missing' });
  });

  test('without its private key on one of two nodes: a person brings it there', () => {
    const topology = sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] });
    const second = masterMachine('SQLETL02', { root: [publicHalf(certificates.master), ...others] });
    const plan = planWith({ SQLETL02: second }, { topology });
    const { thumbprint } = certificates.master;
    expect(told(plan, 'plan.master-key-missing')).toMatchObject([{ detail: `SQLETL02 lacks ${thumbprint}.` }]);
    const own = plan.steps.filter(({ target }) => target === 'master/SQLETL02');
    expect(own.map(({ manual }) => manual)).toEqual([true]);
  });
});

const neverRenewed = { renewBeforeDays: undefined, keepOldDays: 7, validityDays: 1825, warnBeforeDays: 30 };

test.each([
  ['has ended', { notAfter: '2026-11-01T00:00:00.000Z' }, 'ended 2026-11-01 00:00:00 UTC.'],
  ['begins later', { notBefore: '2027-01-01T00:00:00.000Z' }, 'is valid only from 2027-01-01 00:00:00 UTC on.'],
])(
  'a certificate in use that %s is warned of, and nothing is changed for it where none is renewed',
  (_, dates, says) => {
    const own = { ...certificates.master, ...dates };
    const root = [own, publicHalf(certificates.ETL01), publicHalf(certificates.ETL02)];
    const topology = sshTopology({ policy: { certificates: neverRenewed } });
    const plan = planWith({ SQLETL01: masterMachine('SQLETL01', { root }) }, { topology });
    expect(told(plan, 'plan.certificate-expired')).toMatchObject([
      { severity: 'warning', detail: `The master's certificate on SQLETL01 (${own.thumbprint}) ${says}` },
    ]);
    expect(plan.steps).toEqual([]);
  },
);

test('a disabled worker of which the topology does not say whether it should be: it is told, and left so', () => {
  const listed = sshTopology();
  const workers = listed.workers.map(({ enabled: _, ...worker }) => worker);
  const rows = [rowOf('ETL01', 1), rowOf('ETL02', 2, { enabled: true })];
  const plan = planWith(
    {},
    {
      topology: { ...listed, workers },
      catalog: workingCatalog({ workers: { known: true, value: rows } }),
    },
  );
  expect(told(plan, 'plan.disabled-unmanaged')).toMatchObject([{ severity: 'note', detail: 'ETL01 takes no work.' }]);
  expect(plan.steps).toEqual([]);
});
