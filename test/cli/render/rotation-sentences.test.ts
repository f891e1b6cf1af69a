import { expect, test } from 'vitest';
import { rolloutSentences } from '../../../src/cli/render/rollout-text.js';
import { rotationSentences } from '../../../src/cli/render/rotation-sentences.js';
import type { MachineObservation } from '../../../src/domain/machines.js';
import { plan } from '../../../src/reconciler/plan/plan.js';
import { certificateOf, seenMachines } from '../../support/machine-build.js';
import { nodeOf, rotationPlan } from '../../support/rotation-world.js';
import { masterMachine, sshTopology, workerMachine, workingCatalog } from '../../support/scale-out-world.js';
import { stepOf } from '../../support/step-of.js';

/** A plan that gives all workers another certificate. */
function rotated(nodes: readonly string[], machines: Readonly<Record<string, MachineObservation | string>> = {}) {
  const seen = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  const observation = { catalog: workingCatalog(), machines: seenMachines({ ...seen, ...machines }) };
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' };
  return plan(sshTopology({ nodes }), observation, { ...options, rotate: { of: 'workers', ids: 'all' } });
}

test('a renewal that is carried out whole is a switch', () => {
  expect(rotationSentences(rotated(['SQLETL01']))).toEqual([
    'Switches worker/ETL01 and worker/ETL02 to another certificate, once every node of the master trusts it.',
    expect.stringMatching(
      /^They go one after another: each waits up to 30 min for its packages, and up to .* For all 2 that is 1 h \d+ min at the worst, besides pauses\.$/,
    ),
  ]);
});

test('one whose switch is kept is only prepared', () => {
  expect(rotationSentences(rotated(['SQLETL01', 'SQLETL02'], { SQLETL02: 'connect ETIMEDOUT' }))).toEqual([
    'Prepares another certificate of worker/ETL01 and worker/ETL02: it is not used by this plan.',
  ]);
});

test('an old one that is trusted no more is the end of it', () => {
  const made = rotated(['SQLETL01']);
  const steps = [stepOf('distrustCertificate', 'worker/ETL01:distrustOn/SQLETL01/35BD16A1')];
  expect(rotationSentences({ ...made, rollbacks: [], steps })).toEqual([
    'Completes what was switched before: a certificate that is not used any more is trusted no more (worker/ETL01).',
  ]);
});

test('a worker that gets its first certificate, or that is removed, is no rotation', () => {
  const first = workerMachine('ETL02', { my: [], config: {} });
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' };
  const machines = seenMachines({ SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: first });
  const made = plan(sshTopology(), { catalog: workingCatalog(), machines }, options);
  expect(made.steps.some(({ operation }) => operation === 'createCertificate')).toBe(true);
  expect(rotationSentences(made)).toEqual([]);
  const all = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  const gone = plan(
    sshTopology({ workers: ['ETL01'], policy: { prune: true } }),
    { catalog: workingCatalog(), machines: seenMachines(all) },
    options,
  );
  expect(gone.steps.some(({ operation }) => operation === 'distrustCertificate')).toBe(true);
  expect(rotationSentences(gone)).toEqual([]);
});

test('one that has ended is replaced in this plan', () => {
  const key = { known: true, value: ['S-1-5-18'] } as const;
  const ended = certificateOf('ETL02', { keyReaders: key, notAfter: '2026-01-01T00:00:00.000Z' });
  const machine = workerMachine('ETL02', { my: [ended], config: { WorkerHttpsCertThumbprint: ended.thumbprint } });
  const machines = seenMachines({ SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: machine });
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' };
  expect(rotationSentences(plan(sshTopology(), { catalog: workingCatalog(), machines }, options))).toEqual([
    'Replaces the certificate of worker/ETL02. Where a step fails, the old one is not taken into use again: apply goes on with the new one.',
  ]);
});

test("the master's: what prepares it changes nothing that runs, and its switch empties all workers", () => {
  const steps = [stepOf('createCertificate', 'master/SQLETL01:createCertificate')];
  const base = { ...rotated(['SQLETL01']), rollbacks: [], steps };
  expect(rotationSentences(base)).toEqual([expect.stringMatching(/^Prepares another certificate of the master/)]);
  const told = { severity: 'note', code: 'plan.master-switch', summary: '', detail: '', remedy: '' } as const;
  const drain = stepOf('drainWorker', 'worker/ETL01:drain');
  const together = { ...drain, arguments: { ...drain.arguments, timeoutSeconds: 1800, together: true } } as const;
  expect(rotationSentences({ ...base, diagnostics: [told], steps: [...steps, together] })).toEqual([
    expect.stringMatching(
      /^Switches the master .* Until the last of them has \(30 min at most\), and .* packages wait\. No running package is lost\.$/,
    ),
  ]);
});

test('a plan with a switch of the master tells no order of workers: they are out at one time, and all is taken back', () => {
  const text = rolloutSentences(rotationPlan()).join('\n');
  expect(text).toContain('3 workers are taken out of service for the master, all at one time');
  expect(text).toContain('If one is still busy then, the master stays as it is');
  expect(text).not.toMatch(/at most 1 at a time|in this order|First master|no further one/);
});

test('a person who restarts a clustered master meanwhile is told that it is waited for', () => {
  const service = { clustered: true, startMode: 'manual' } as const;
  const text = rolloutSentences(rotationPlan({ machines: { SQLETL01: nodeOf('SQLETL01', { service }) } })).join('\n');
  expect(text).toContain('A person restarts the service of master/SQLETL01 while apply runs');
  expect(text).toContain('that is waited for, 10 min at most');
  expect(text).not.toContain('does not wait for what is to be done by hand');
});
