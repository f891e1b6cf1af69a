import { describe, expect, test } from 'vitest';
import { machineName, workerMark } from '../../../src/domain/machine-name.js';
import type { StoredCertificate } from '../../../src/domain/machines.js';
import { byHandRequest } from '../../../src/reconciler/by-hand.js';
import { inputsOf } from '../../../src/reconciler/steps/step.js';
import { machinesStatus } from '../../../src/status/machine-status.js';
import type { CertificateSource, Topology } from '../../../src/topology/topology.js';
import { judgedPlanOf } from '../../support/build.js';
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

const why = 'its basicConstraints say CA';
const { master, ETL01, ETL02 } = certificates;

/** ETL01's own, which may sign others. */
const signing: StoredCertificate = { ...ownCertificate('signing', 'worker'), authority: why };
const names = (certificate: StoredCertificate) => ({
  ...workerConfig('ETL01'),
  WorkerHttpsCertThumbprint: certificate.thumbprint,
});
/** A machine that has it with its key, and whose config names it. */
const showing = workerMachine('ETL01', {
  my: [signing],
  root: [publicHalf(master), publicHalf(signing)],
  config: names(signing),
});
/** The node trusts ETL02 alone. */
const SQLETL01 = masterMachine('SQLETL01', { root: [master, publicHalf(ETL02)] });

const file = (certificate = publicHalf(signing)): CertificateSource => ({ file: '/certs/etl01.cer', certificate });
const print: CertificateSource = { thumbprint: signing.thumbprint };

function withCertificate(
  certificate: CertificateSource,
  transport: 'ssh' | 'manual' = 'ssh',
  base = sshTopology(),
): Topology {
  const workers = base.workers.map((worker) =>
    worker.machine === 'ETL01' ? { ...worker, certificate, access: { transport } } : worker,
  );
  return { ...base, workers };
}

const allowed = (certificate: CertificateSource): CertificateSource => ({ ...certificate, authority: true });
const coded = (plan: ReturnType<typeof planWith>, code: string) =>
  plan.diagnostics.filter((found) => found.code === code);
const refusals = (plan: ReturnType<typeof planWith>) => coded(plan, 'guard.certificate-authority');
const warnings = (plan: ReturnType<typeof planWith>) => coded(plan, 'plan.certificate-authority');
const trusting = (plan: ReturnType<typeof planWith>) =>
  plan.steps.filter(({ operation }) => operation === 'trustCertificate');

describe('a certificate that may sign others is refused', () => {
  const elsewhere = workerMachine('ETL01', { my: [ETL01, signing] });
  const keyless = workerMachine('ETL01', { my: [publicHalf(signing)], config: names(signing) });

  test.each([
    ['a file that its machine has never seen', file(), workerMachine('ETL01'), 'is not in My'],
    ['a file of which its machine has no private key', file(), keyless, 'is in My without its private key'],
    ['a file that its machine has, and its config does not name', file(), elsewhere, `names ${ETL01.thumbprint}`],
    ['a thumbprint that its config does not name', print, elsewhere, `names ${ETL01.thumbprint}`],
  ])('where the topology names %s', (_what, certificate, machine, doubt) => {
    const topology = withCertificate(certificate);
    const plan = planWith({ ETL01: machine, SQLETL01 }, { topology });
    expect(plan.applyable).toBe(false);
    expect(refusals(plan)).toMatchObject([{ severity: 'error' }]);
    expect(refusals(plan)[0]?.detail).toContain(`ETL01: ${signing.thumbprint} (CN=signing) may sign others: ${why}.`);
    expect(refusals(plan)[0]?.detail).toContain(doubt);
    expect(refusals(plan)[0]?.remedy).toContain('authority: true');
    // Watch holds this worker back, and no other.
    const machines = seenMachines({ SQLETL01, ETL01: machine });
    const { impossible } = judgedPlanOf(topology, workingCatalog(), undefined, machines);
    expect([...impossible.keys()]).toEqual(['worker/ETL01']);
  });

  test("where another worker's machine shows it", () => {
    const other = workerMachine('ETL02', {
      my: [ETL02, signing],
      config: { ...workerConfig('ETL02'), ...names(signing) },
    });
    const plan = planWith({ ETL02: other, SQLETL01 }, { topology: withCertificate(file()) });
    expect(refusals(plan).map(({ detail }) => detail.slice(0, 5))).toEqual(['ETL01']);
  });

  test('where nobody looks at the machine, also if a person is to install it', () => {
    const topology = withCertificate(file(), 'manual');
    expect(refusals(planWith({ SQLETL01 }, { topology }))).toHaveLength(1);
    const byHand = { ...topology, access: { transport: 'manual' } as const };
    const unregistered = { ...workingCatalog(), workers: { known: true, value: [] } } as const;
    const plan = planWith({}, { topology: byHand, catalog: unregistered });
    expect(plan.steps.filter(({ id }) => id.startsWith('worker/ETL01:trustOn'))).toMatchObject([{ manual: true }]);
    expect(refusals(plan)).toHaveLength(1);
  });

  test('also where a node trusts it already: its config would stand for it in the next plan', () => {
    const trusted = masterMachine('SQLETL01', {
      root: [master, publicHalf(ETL01), publicHalf(ETL02), publicHalf(signing)],
    });
    const plan = planWith({ ETL01: elsewhere, SQLETL01: trusted }, { topology: withCertificate(print) });
    expect(trusting(plan).map(({ id }) => id)).toEqual(['worker/ETL01:trustSelf']);
    expect(refusals(plan)).toHaveLength(1);
  });

  test('where the machine itself offers one under our mark that its config does not name', () => {
    const marked = { ...signing, friendlyName: workerMark('test', 'ETL01') };
    const machine = workerMachine('ETL01', {
      my: [marked],
      config: { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: '' },
    });
    expect(refusals(planWith({ ETL01: machine, SQLETL01 }))).toHaveLength(1);
  });
});

describe('a certificate that may sign others is trusted, and warned of', () => {
  test.each([
    ['its own machine shows it', sshTopology()],
    ['its own machine shows it, and the topology names its thumbprint', withCertificate(print)],
    ['its own machine shows it, and the topology names its file', withCertificate(file())],
  ])('where %s', (_what, topology) => {
    const plan = planWith({ ETL01: showing, SQLETL01 }, { topology });
    expect(plan.applyable).toBe(true);
    expect(refusals(plan)).toEqual([]);
    expect(warnings(plan)).toMatchObject([{ severity: 'warning', detail: `ETL01: ${signing.thumbprint} (${why}).` }]);
    expect(trusting(plan)).toMatchObject([
      { id: 'worker/ETL01:trustOn/SQLETL01', arguments: { authority: 'machine' } },
    ]);
  });

  test.each([
    ['a file of a machine that a person works on', allowed(file()), 'manual' as const],
    ['a file that its machine has not', allowed(file()), 'ssh' as const],
    ['a thumbprint that its config does not name', allowed(print), 'ssh' as const],
  ])('where the topology says authority: true beside %s', (what, certificate, transport) => {
    const machine = what.startsWith('a thumbprint')
      ? workerMachine('ETL01', { my: [ETL01, signing] })
      : workerMachine('ETL01');
    const plan = planWith({ ETL01: machine, SQLETL01 }, { topology: withCertificate(certificate, transport) });
    expect(refusals(plan)).toEqual([]);
    expect(warnings(plan)).toHaveLength(1);
    const steps = trusting(plan).filter(({ id }) => id.includes(':trustOn/'));
    expect(steps).toMatchObject([{ arguments: { authority: 'topology', thumbprint: signing.thumbprint } }]);
  });

  test('at every plan, also where nothing is left to do', () => {
    const trusted = masterMachine('SQLETL01', { root: [master, publicHalf(ETL02), publicHalf(signing)] });
    const plan = planWith({ ETL01: showing, SQLETL01: trusted });
    expect(plan).toMatchObject({ changes: [], steps: [], applyable: true });
    expect(warnings(plan)).toHaveLength(1);
  });

  test('of hundreds there is one warning, which names ten', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      ...certificateOf(`old ${index}`, { friendlyName: workerMark('test', `OLD${index}`) }),
      authority: why,
    }));
    const trusted = masterMachine('SQLETL01', { root: [master, publicHalf(ETL01), publicHalf(ETL02), ...many] });
    const found = warnings(planWith({ SQLETL01: trusted }));
    expect(found).toHaveLength(1);
    expect(found[0]?.detail).toMatch(/^OLD0: [0-9A-F]{40} \(.*; OLD9: .*; and 2 more\.$/);
  });

  test("the master's own, where a worker is made to trust it", () => {
    const own = { ...master, authority: why };
    const root = [own, publicHalf(ETL01), publicHalf(ETL02)];
    const bare = workerMachine('ETL01', { root: [publicHalf(ETL01)] });
    const plan = planWith({ SQLETL01: masterMachine('SQLETL01', { root }), ETL01: bare });
    expect(refusals(plan)).toEqual([]);
    expect(warnings(plan)).toMatchObject([{ detail: `the master: ${master.thumbprint} (${why}).` }]);
    expect(trusting(plan)).toMatchObject([{ id: 'worker/ETL01:trustMaster', arguments: { authority: 'machine' } }]);
    // Where every worker trusts it already, nothing is decided any more.
    expect(warnings(planWith({ SQLETL01: masterMachine('SQLETL01', { root }) }))).toEqual([]);
  });

  test('by status too', () => {
    const old = { ...certificateOf('old', { friendlyName: workerMark('test', 'ETL01') }), authority: why };
    const node = masterMachine('SQLETL01', { root: [master, publicHalf(ETL02), publicHalf(signing), old] });
    const observation = { catalog: workingCatalog(), machines: seenMachines({ SQLETL01: node, ETL01: showing }) };
    const { diagnostics } = machinesStatus(sshTopology(), observation);
    expect(diagnostics.filter(({ code }) => code === 'plan.certificate-authority')).toMatchObject([
      { detail: `ETL01: ${old.thumbprint} (${why}); ETL01: ${signing.thumbprint} (${why}).` },
    ]);
  });
});

test('what may sign no others is neither refused nor warned of, and its step asks for nothing', () => {
  const machine = workerMachine('ETL01', { my: [ETL01] });
  const plan = planWith({ ETL01: machine, SQLETL01 }, { topology: withCertificate(file(publicHalf(ETL01))) });
  expect([...refusals(plan), ...warnings(plan)]).toEqual([]);
  for (const step of trusting(plan)) expect(step.arguments).not.toHaveProperty('authority');
});

test('what is made while a plan is carried out asks for nothing either: it is judged before it is sent', () => {
  const bare = workerMachine('ETL01', { my: [], config: { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: '' } });
  const steps = trusting(planWith({ ETL01: bare, SQLETL01 }));
  expect(steps.map(({ id }) => id)).toEqual(['worker/ETL01:trustSelf', 'worker/ETL01:trustOn/SQLETL01']);
  for (const step of steps) {
    expect(step.arguments).not.toHaveProperty('authority');
    expect(Object.keys(inputsOf(step))).toEqual(['thumbprint', 'certificate']);
  }
});

describe('a script for a person', () => {
  const observation = (machines: Parameters<typeof seenMachines>[0] = {}) => ({
    catalog: workingCatalog(),
    machines: seenMachines({ SQLETL01: masterMachine('SQLETL01'), ETL02: workerMachine('ETL02'), ...machines }),
  });
  const [node, worker] = [machineName('SQLETL01'), machineName('ETL01')];
  const refused = expect.objectContaining({ code: 'guard.certificate-authority' });

  test.each([
    ['a node of the master', node],
    ['the worker itself', worker],
  ])('of %s does not have a file trusted that nobody stands for', (_what, machine) => {
    const topology = withCertificate(file(), 'manual');
    expect(() => byHandRequest(topology, observation(), machine)).toThrow(refused);
    const { request, diagnostics } = byHandRequest(withCertificate(allowed(file()), 'manual'), observation(), machine);
    expect(JSON.stringify(request)).toContain(machine === node ? signing.der : signing.thumbprint);
    expect(diagnostics).toMatchObject([{ code: 'plan.certificate-authority', severity: 'warning' }]);
  });

  test("of a node trusts what a worker's machine shows, with a warning", () => {
    const { request, diagnostics } = byHandRequest(sshTopology(), observation({ ETL01: showing }), node);
    expect(request).toMatchObject({ trust: [{ certificate: signing.der }, { certificate: ETL02.der }] });
    expect(diagnostics).toHaveLength(1);
  });

  test("of a worker warns of a master's certificate that may sign others", () => {
    const own = { ...master, authority: why };
    const SQLETL01 = masterMachine('SQLETL01', { root: [own, publicHalf(ETL02)] });
    const { diagnostics } = byHandRequest(sshTopology(), observation({ SQLETL01 }), worker);
    expect(diagnostics).toMatchObject([{ detail: `the master: ${master.thumbprint} (${why}).` }]);
  });
});
