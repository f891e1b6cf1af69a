import { describe, expect, test } from 'vitest';
import { certificateUseless } from '../../../src/reconciler/guards/certificate-useless.js';
import { moment } from '../../../src/text/times.js';
import { certificateOf, ownCertificate, seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  planWith,
  publicHalf,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

const observed = Date.parse('2026-11-24T02:15:20.000Z');
const after = (seconds: number) => new Date(observed + seconds * 1000).toISOString();

/** The plan where the topology gives ETL01 a certificate that ends so many seconds from now. */
function planFor(...given: Parameters<typeof worldFor>) {
  const { machines, topology } = worldFor(...given);
  return planWith(machines, { topology });
}

/** What the guard alone says of it. */
function judged(...given: Parameters<typeof worldFor>) {
  const { machines, topology } = worldFor(...given);
  const { changes, steps } = planWith(machines, { topology });
  const observation = { catalog: workingCatalog(), machines: seenMachines(machines) };
  return certificateUseless({ topology, observation, changes, steps, takeOver: false });
}

function worldFor(seconds: number, isTrusted = false) {
  const own = { ...ownCertificate('short', 'worker'), notAfter: after(seconds) };
  const topology = sshTopology({ policy: { registrationTimeoutSeconds: 600 } });
  const workers = topology.workers.map((worker) =>
    worker.machine === 'ETL01' ? { ...worker, certificate: { thumbprint: own.thumbprint } } : worker,
  );
  const root = [publicHalf(certificates.master), publicHalf(own)];
  const config = { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: own.thumbprint };
  const ETL01 = workerMachine('ETL01', isTrusted ? { my: [own], root, config } : { my: [own] });
  const trusted = [certificates.master, publicHalf(certificates.ETL02), ...(isTrusted ? [publicHalf(own)] : [])];
  const machines = { ETL01, SQLETL01: masterMachine('SQLETL01', { root: trusted }) };
  return { machines, topology: { ...topology, workers } };
}

const errors = (plan: ReturnType<typeof planWith>) => plan.diagnostics.filter((found) => found.severity === 'error');

describe('a certificate that is to be brought into use', () => {
  test.each([
    ['ended', -86_400],
    ['ends before a worker could register', 599],
  ])('and %s: the plan is refused, and says which', (_, seconds) => {
    const plan = planFor(seconds);
    expect(errors(plan).map((found) => found.code)).toEqual(['guard.certificate-useless']);
    expect(errors(plan)[0]?.detail).toContain(`ends ${moment(after(seconds))}`);
    expect(plan.applyable).toBe(false);
    const [verdict, ...more] = judged(seconds);
    expect(verdict?.changes).toEqual(['worker/ETL01']);
    expect(more).toEqual([]);
  });

  test('that lasts just long enough is not refused', () => {
    expect(errors(planFor(600))).toEqual([]);
  });
});

test('one that is in use already is only warned of: nothing is brought into use', () => {
  const plan = planFor(3_600, true);
  expect(plan.steps).toEqual([]);
  expect(plan.diagnostics.map((found) => found.code)).toEqual(['plan.certificate-to-bring']);
});

test('to take an ended certificate away is no use of it', () => {
  const ended = { ...certificateOf('OLD01'), notAfter: after(-1), friendlyName: 'ssis-scaleout test worker OLD01' };
  const base = workingCatalog();
  const rows = base.workers.known ? base.workers.value : [];
  const [first] = rows;
  if (first === undefined) throw new Error('no row');
  const gone = { ...first, id: first.id.replace(/1$/, '9') as typeof first.id, machineName: 'OLD01', enabled: false };
  const SQLETL01 = masterMachine('SQLETL01', {
    root: [certificates.master, publicHalf(certificates.ETL01), publicHalf(certificates.ETL02), ended],
  });
  const plan = planWith(
    { SQLETL01, OLD01: 'it is gone' },
    {
      topology: sshTopology({ policy: { prune: true } }),
      catalog: { ...base, workers: { known: true, value: [...rows, gone] } },
    },
  );
  expect(plan.steps.map((step) => step.operation)).toEqual(['distrustCertificate', 'removeWorker']);
  expect(errors(plan)).toEqual([]);
});
