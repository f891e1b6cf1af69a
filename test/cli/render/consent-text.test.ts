import { expect, test } from 'vitest';
import { consentText } from '../../../src/cli/render/consent-text.js';
import { destructiveConsent } from '../../../src/reconciler/guards/destructive-consent.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { planWith, sshTopology, workerMachine } from '../../support/scale-out-world.js';
import { screen } from '../../support/screen.js';

const removal = planWith(
  { ETL02: workerMachine('ETL02') },
  { topology: sshTopology({ workers: ['ETL01'], policy: { prune: true } }) },
);

test('the question names each destructive step, what it does, and what is lost', () => {
  expect(consentText(removal, screen(80))).toBe(
    `4 destructive steps:
  worker/ETL02:disable: wait until the worker is idle, and disable it; after
  30 min give up and leave it as it was
  worker/ETL02:stop: stop SSISScaleOutWorker160
  worker/ETL02:remove: remove the worker from the catalog. What is lost: its
  row, with its display name, description and tags; it has to register again to
  work
  worker/ETL02:distrustOn/SQLETL01/35BD16A1: on SQLETL01: take the certificate
  35BD16A1DFAAABABC83E4766D33C758A73E3B30C out of LocalMachine\\Root

Apply 5 steps to SSISDB on SQLETL01?`,
  );
});

test('of a plan that destroys nothing there is the question alone', () => {
  const plan = planOf(topologyOf({ workers: [{ machine: 'ETL01', tags: 'x' }] }), catalogOf([rowOf('ETL01', 1)]));
  expect(consentText(plan, screen(80))).toBe('Apply 1 step to SSISDB on SQLETL01?');
});

test('work that may be lost is told with the limit after which it is', () => {
  const busy = { known: true, value: new Map([[rowOf('ETL01', 1).id, 2]]) } as const;
  const plan = planOf(
    topologyOf({
      workers: [{ machine: 'ETL01', enabled: false }],
      policy: { drain: { timeoutSeconds: 90, onTimeout: 'disable' } },
    }),
    catalogOf([rowOf('ETL01', 1, { enabled: true })], { busy }),
  );
  const text = consentText(plan, screen());
  expect(text).toContain('after 1 min 30 s even if it is not. What is lost: what it still runs after 1 min 30 s');
  expect(text).toContain('worker/ETL01 runs 2 executions: waited for, at most 1 min 30 s, then cut off.');
});

test('of many destructive steps the question names each one by its id; the refusal counts the rest', () => {
  const names = Array.from({ length: 40 }, (_, at) => `OLD${at}`);
  const plan = planOf(
    topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true, maxRemovals: 99 } }),
    catalogOf([rowOf('ETL01', 1), ...names.map((name, at) => rowOf(name, at + 2, { lastOnlineAge: 90_000 }))]),
  );
  const text = consentText(plan, screen(80));
  expect(text).toContain('40 destructive steps:');
  expect(names.filter((name) => !text.includes(`  worker/${name}: remove\n`))).toEqual([]);
  expect(text.match(/What is lost: its row/g)).toHaveLength(1);
  const [refusal] = destructiveConsent(plan, false);
  expect(refusal?.detail).toMatch(
    /^Destructive: worker\/OLD0:remove \(remove the worker from the catalog\), .* and 30 more\.$/,
  );
  expect(destructiveConsent(plan, true)).toEqual([]);
});

test('what is suspended, or could not be seen, is said beside the question', () => {
  const told = (code: string) =>
    consentText(
      { ...removal, diagnostics: [{ severity: 'warning', code, summary: '', detail: '', remedy: '' }] },
      screen(),
    );
  expect(told('watch.notes-unseen')).toMatch(/\?\n {2}Whether any of it is suspended could not be seen\.$/);
  expect(told('plan.suspended-taken-in')).toMatch(/taken in all the same\.$/);
  const left = { ...removal, summary: { ...removal.summary, suspended: 2 } };
  expect(consentText(left, screen())).toMatch(/\n {2}2 changes left out: suspended\.$/);
});

test("who agrees to a switch of the master's certificate reads that nothing can run meanwhile, and that nothing is lost", () => {
  const base = planOf(topologyOf({ workers: [{ machine: 'ETL01', tags: 'x' }] }), catalogOf([rowOf('ETL01', 1)]));
  const told = { severity: 'note', code: 'plan.master-switch', summary: '', detail: '', remedy: '' } as const;
  expect(consentText({ ...base, diagnostics: [told] }, screen(80))).toBe(
    `Switches the master to another certificate: all workers are emptied and taken
out of service for that, then brought back. Until master and workers are
restarted, which takes some minutes, packages wait. No running package is lost.

Apply 1 step to SSISDB on SQLETL01?`,
  );
});
