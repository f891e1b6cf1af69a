import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { planText } from '../../../src/cli/render/plan-text.js';
import { type PlanOptions, plan } from '../../../src/reconciler/plan/plan.js';
import { printable } from '../../../src/text/printable.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { screen } from '../../support/screen.js';

// Golden texts: read them as a DBA would before you accept a change of one (npx vitest -u).
const old = { lastOnlineAge: 90_000 };
const enabled = { enabled: true };
const workers = [
  { machine: 'ETL01', enabled: true, displayName: 'Loader 1', description: 'Nightly warehouse loads', tags: 'nightly' },
  { machine: 'ETL02', enabled: true },
];

const cases = {
  'first-apply': planOf(
    topologyOf({ scaleOut: { enabled: true, defaultExecutionMode: 'scaleOut' }, workers }),
    catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2)], { scaleOut: 'neverEnabled' }),
  ),
  'nothing-to-do': planOf(topologyOf({ scaleOut: { enabled: true } }), catalogOf([rowOf('ETL77', 1, enabled)])),
  drift: planOf(
    topologyOf({ workers }),
    catalogOf([
      rowOf('ETL01', 1, { ...enabled, displayName: 'Loader 1', description: 'do not touch!\n-- Bob', tags: null }),
      rowOf('ETL02', 2, { ...enabled, ...old }),
    ]),
  ),
  'awaiting-and-unmanaged': planOf(
    topologyOf({ workers: [...workers, { machine: 'ETL09', enabled: true }] }),
    catalogOf([
      rowOf('ETL01', 1, { ...enabled, ...old }),
      rowOf('ETL01', 3),
      rowOf('ETL02', 2, enabled),
      rowOf('OLD01', 4),
      rowOf('OLD02', 5, old),
    ]),
  ),
  'disable-the-last-busy': planOf(
    topologyOf({ workers: [{ machine: 'ETL01', enabled: false }] }),
    catalogOf([rowOf('ETL01', 1, enabled)], { busy: { known: true, value: new Map([[rowOf('ETL01', 1).id, 2]]) } }),
  ),
  'prune-within-the-limit': planOf(
    topologyOf({ workers: [{ machine: 'ETL01', enabled: true }], policy: { prune: true } }),
    catalogOf([rowOf('ETL01', 1, enabled), rowOf('OLD01', 2, enabled)]),
  ),
  'prune-refused': planOf(
    topologyOf({ workers: [{ machine: 'ETL01', enabled: true }], policy: { prune: true } }),
    catalogOf([rowOf('ETL01', 1, enabled), rowOf('OLD01', 2, old), rowOf('OLD02', 3, old)]),
  ),
  'disable-scale-out': planOf(topologyOf({ scaleOut: { enabled: false } }), catalogOf([])),
  ambiguous: planOf(
    topologyOf({ workers }),
    catalogOf([rowOf('ETL01', 1), rowOf('etl01', 2), rowOf('ETL02', 3, enabled)]),
  ),
  'hostile-texts': planOf(
    topologyOf({ workers: [{ machine: 'ETL01', description: 'plain' }] }),
    catalogOf([rowOf('ETL01', 1, { description: '\u001b[2J\u202eevil\u0007 $(rm) `x` "q" 🚀' })]),
  ),
};

const suspended = (suspensions: readonly object[], parts: Partial<PlanOptions> = {}) =>
  plan(
    topologyOf({ workers }),
    {
      catalog: catalogOf([rowOf('ETL01', 1, enabled), rowOf('ETL02', 2)], {
        notes: {
          known: true,
          value: {
            suspensions: JSON.stringify(
              suspensions.map((one) => ({
                topology: 'test',
                who: 'anna@build7',
                since: '2026-11-24T01:00:00.000Z',
                reason: 'its disk is replaced',
                ...one,
              })),
            ),
            approvals: null,
            waiting: null,
          },
        },
      }),
      machines: new Map(),
    },
    { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0', suspended: 'leaveOut', ...parts },
  );
const oneWorker = [{ target: 'worker/ETL01', until: '2026-11-24T13:00:00.000Z' }];

const ofSuspensions = {
  'suspended-worker': suspended(oneWorker),
  'suspended-topology': suspended([{ reason: 'month end' }]),
  'suspended-taken-in': suspended(oneWorker, { suspended: 'takeIn' }),
  'suspended-target': suspended(oneWorker, { targets: { include: ['worker/ETL01'], exclude: [] } }),
};

describe('a plan in words', () => {
  test.each(Object.entries(ofSuspensions))('%s', async (name, plan) => {
    await expect(planText(plan, screen())).toMatchFileSnapshot(`../../golden/plans/${name}.txt`);
  });

  test.each(Object.entries(cases))('%s', async (name, plan) => {
    await expect(planText(plan, screen())).toMatchFileSnapshot(`../../golden/plans/${name}.txt`);
  });

  test('a value of megabytes is cut, and its length told', () => {
    const description = `${'x'.repeat(999)}🚀${'\u202e'.repeat(1_000_000)}`;
    const plan = planOf(
      topologyOf({ workers: [{ machine: 'ETL01', description: 'plain' }] }),
      catalogOf([rowOf('ETL01', 1, { description })]),
    );
    const text = planText(plan, screen());
    expect(text).toContain(`"${'x'.repeat(999)}" and 1000002 characters more -> "plain"`);
    expect(text.length).toBeLessThan(3_000);
  });

  test('with colours says the same', () => {
    const colored = planText(cases.drift, { ...screen(), colors: true });
    expect(colored).toContain('\u001b[');
    expect(stripVTControlCharacters(colored)).toBe(planText(cases.drift, screen()));
  });
});

test('printable leaves readable text alone and shows everything that is not', () => {
  expect(printable('Lädt "Ø" 日本 🚀')).toBe('Lädt "Ø" 日本 🚀');
  expect(printable('a\u001b[31m\u202e\u0000\n')).toBe('a\\u{1b}[31m\\u{202e}\\u{0}\\u{a}');
});
