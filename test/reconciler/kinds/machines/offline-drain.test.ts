import { expect, test } from 'vitest';
import type { CatalogObservation } from '../../../../src/domain/catalog.js';
import type { StepOf } from '../../../../src/domain/documents.js';
import { rowOf } from '../../../support/build.js';
import { rotationPlan } from '../../../support/rotation-world.js';
import { certificates, masterMachine, sshTopology } from '../../../support/scale-out-world.js';

const workers = ['ETL01', 'ETL02', 'ETL03'];
const offline = { enabled: true, lastOnlineAge: 3_600 };
const rows = [rowOf('ETL01', 1, offline), rowOf('ETL02', 2, { enabled: true }), rowOf('ETL03', 3, offline)];

/** Other settings for three workers, of which ETL01 and ETL03 are offline. */
function settingsPlan(busy: CatalogObservation['busy']) {
  const found = rotationPlan({
    topology: sshTopology({ workers, settings: { MaxTaskCount: 7 } }),
    rows,
    catalog: { busy },
    startedWith: certificates.master.thumbprint,
    machines: { SQLETL01: masterMachine('SQLETL01') },
  });
  const drains = found.steps.filter((step): step is StepOf<'drainWorker'> => step.operation === 'drainWorker');
  return { found, drains: new Map(drains.map((step) => [step.target, step])) };
}

test('a worker that is offline and may still run packages: the plan says what may be lost, and the drain knows that', () => {
  const busy = new Map([rows[0], rows[1]].flatMap((row) => (row === undefined ? [] : [[row.id, 2] as const])));
  const { found, drains } = settingsPlan({ known: true, value: busy });
  expect(drains.get('worker/ETL01')).toMatchObject({ risk: 'destructive', arguments: { offline: true } });
  const lost = found.diagnostics.filter(({ code }) => code === 'plan.running-work-lost');
  expect(lost.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^worker\/ETL01 runs 2 executions/)]);
  const online = drains.get('worker/ETL02');
  expect(online).toMatchObject({ risk: 'disruptive', arguments: { beforeStop: true } });
  expect(online?.arguments).not.toHaveProperty('offline');
});

test('where nobody sees what it runs, no loss was told of, and the drain takes its silence for nothing', () => {
  const { drains } = settingsPlan({ known: false, reason: 'the login may not see it' });
  expect(drains.get('worker/ETL01')?.risk).toBe('disruptive');
  expect(drains.get('worker/ETL01')?.arguments).not.toHaveProperty('offline');
});
