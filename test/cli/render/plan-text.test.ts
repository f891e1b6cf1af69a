import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { planMarkdown } from '../../../src/cli/render/plan-markdown.js';
import { planText } from '../../../src/cli/render/plan-text.js';
import { type PlanOptions, plan } from '../../../src/reconciler/plan/plan.js';
import { printable } from '../../../src/text/printable.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { planWith, sshTopology, workerMachine } from '../../support/scale-out-world.js';
import { screen } from '../../support/screen.js';
import { stepOf } from '../../support/step-of.js';

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
            acknowledgements: null,
          },
        },
      }),
      machines: new Map(),
    },
    { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0', suspended: 'leaveOut', ...parts },
  );
const oneWorker = [{ target: 'worker/ETL01', until: '2026-11-24T13:00:00.000Z' }];

const forty = Array.from({ length: 44 }, (_, at) => `ETL${String(at + 1).padStart(2, '0')}`);
/** Workers of one machine or another that are all to be taken out of service, but for the last four. */
const fortyEqual = planOf(
  topologyOf({
    workers: forty.map((machine, at) => ({ machine, enabled: at >= 40, description: `Loads of ${machine}` })),
    policy: { rollout: { ...topologyOf().policy.rollout, pauseAfterFirstSeconds: 600, maxFailures: 1 } },
  }),
  catalogOf(
    forty.map((machine, at) =>
      rowOf(machine, at, { ...enabled, description: at === 7 ? 'by hand' : 'old', ...(at > 41 ? old : {}) }),
    ),
  ),
);

/** A worker whose machine is seen: what goes with its removal. */
const wholeRemoval = planWith(
  { ETL02: workerMachine('ETL02') },
  { topology: sshTopology({ workers: ['ETL01'], policy: { prune: true } }) },
);

const hostile =
  '\u001b[2J\u202eevil </details> <script>alert(1)</script> @octocat [x](https://evil.example) ``` ~~~ | #1';
const hostileEverywhere = planOf(
  topologyOf({ workers: [{ machine: 'ETL01', description: 'plain' }], policy: { prune: true } }),
  catalogOf([rowOf('ETL01', 1, { ...enabled, description: hostile }), rowOf(hostile.slice(0, 60), 2, old)]),
);

const wide = {
  drift: cases.drift,
  'first-apply': cases['first-apply'],
  'whole-removal': wholeRemoval,
  'forty-equal': fortyEqual,
  'hostile-everywhere': hostileEverywhere,
};

const ofSuspensions = {
  'suspended-worker': suspended(oneWorker),
  'suspended-topology': suspended([{ reason: 'month end' }]),
  'suspended-taken-in': suspended(oneWorker, { suspended: 'takeIn' }),
  'suspended-target': suspended(oneWorker, { targets: { include: ['worker/ETL01'], exclude: [] } }),
};

const widest = (text: string) => Math.max(...text.split('\n').map((line) => stringWidth(line)));

describe('a plan in words', () => {
  test.each(Object.entries(ofSuspensions))('%s', async (name, plan) => {
    await expect(planText(plan, screen())).toMatchFileSnapshot(`../../golden/plans/${name}.txt`);
  });

  test.each(Object.entries(cases))('%s', async (name, plan) => {
    await expect(planText(plan, screen())).toMatchFileSnapshot(`../../golden/plans/${name}.txt`);
  });

  test.each(
    Object.entries(wide).flatMap(([name, plan]) => [60, 80, 120].map((columns) => [name, columns, plan] as const)),
  )('%s on %i columns, with every step', async (name, columns, plan) => {
    const text = planText(plan, screen(columns), { steps: true });
    expect(widest(text)).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(`../../golden/plans/${name}.${columns}.txt`);
  });

  test.each(['whole-removal', 'forty-equal', 'hostile-everywhere'] as const)('%s, piped', async (name) => {
    await expect(planText(wide[name], screen())).toMatchFileSnapshot(`../../golden/plans/${name}.txt`);
  });

  test('equal changes of many workers are told once, and one by one where that is asked for', () => {
    const together = planText(fortyEqual, screen());
    expect(together).toContain('worker/ETL01 and 38 others');
    expect(together).toContain('description: "old" -> "Loads of MACHINE"');
    expect(together).toContain('worker/ETL08 ');
    expect(together).toContain('"by hand" -> "Loads of ETL08"');
    const each = planText(fortyEqual, screen(), { expand: true });
    for (const machine of forty) expect(each).toMatch(new RegExp(`~ worker/${machine} `));
    expect(each).not.toMatch(/and \d+ others/);
  });

  test('what is to be done by hand on many machines is told once, and on each where that is asked for', () => {
    const machines = ['ETL01', 'ETL02', 'ETL03', 'ETL10'];
    const steps = machines.map((machine) =>
      stepOf('byHand', `worker/${machine}:byHand`, {
        target: `worker/${machine}`,
        manual: true,
        arguments: { machine, command: `scaleout script ${machine}` },
      }),
    );
    const plan = { ...cases.drift, steps };
    expect(planText(plan, screen())).toContain(
      '  ETL01, ETL02, ETL03, ETL10: run what "scaleout script MACHINE" prints, each with its own name\n',
    );
    const each = planText(plan, screen(), { expand: true });
    for (const machine of machines)
      expect(each).toContain(`  ${machine}: run what "scaleout script ${machine}" prints\n`);
  });

  test('a plan of an older version, which knows no risks and no rollout, is shown too', () => {
    const { rollout: _, ...older } = cases.drift;
    const { risks: __, ...summary } = older.summary;
    const text = planText({ ...older, summary }, screen());
    expect(text).toContain('Risk of the changes: 1 safe.');
    expect(text).not.toContain('Rollout');
  });

  test('the fingerprint is shortened where it does not fit, and whole where it is asked for', () => {
    const { fingerprint } = cases.drift;
    expect(planText(cases.drift, screen(60))).toContain(`Fingerprint: ${fingerprint.slice(0, 16)}…`);
    expect(planText(cases.drift, screen(80))).toContain(`Fingerprint: ${fingerprint}`);
    const whole = planText(cases.drift, screen(60), { whole: true });
    expect(whole.replace(/\n */g, '')).toContain(fingerprint);
  });

  test('no line of a plan is wider than its screen, whatever stands in it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 120 });
    const someRow = fc.record({
      description: text,
      tags: text,
      displayName: text,
      enabled: fc.boolean(),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(someRow, { minLength: 1, maxLength: 6 }),
        text,
        fc.constantFrom(60, 80, 120),
        (rows, wanted, columns) => {
          const names = rows.map(
            (_, at) => `${at === 0 ? 'a-name-that-is-as-long-as-a-dns-label-may-be-which-is-63-chars' : 'ETL'}${at}`,
          );
          const listed = rows.flatMap((row, at) =>
            row.gone ? [] : [{ machine: names[at] ?? '', enabled: at % 2 === 0, description: wanted }],
          );
          const plan = planOf(
            topologyOf({ workers: listed, policy: { prune: true, maxRemovals: 9 } }),
            catalogOf(rows.map(({ gone: _, ...row }, at) => rowOf(names[at] ?? '', at, row))),
          );
          for (const options of [{ steps: true }, { expand: true }]) {
            expect(widest(planText(plan, screen(columns), options))).toBeLessThanOrEqual(columns);
          }
          expect(planMarkdown(plan).length).toBeLessThanOrEqual(60_000);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('values of wide characters stand below each other where they have no room', () => {
    const plan = planOf(
      topologyOf({ workers: [{ machine: 'ETL01', description: '負荷分散'.repeat(6) }] }),
      catalogOf([rowOf('ETL01', 1, { description: '夜間処理'.repeat(6) })]),
    );
    const text = planText(plan, screen(80));
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text).toContain(`description: "${'夜間処理'.repeat(6)}"\n                -> "`);
  });

  test('what may be a secret is shown nowhere, also not where the plan replaces it', () => {
    const plan = planOf(
      topologyOf({ workers: [{ machine: 'ETL01', description: 'plain', tags: 'sqlcmd -U sa -P hunter2' }] }),
      catalogOf([rowOf('ETL01', 1, { description: 'Server=x;Password=hunter2', tags: 'plain' })]),
    );
    for (const text of [planText(plan, screen(80), { steps: true }), planMarkdown(plan)]) {
      expect(text).not.toContain('hunter2');
      expect(text).toContain('description: (not shown: it may be a secret)');
    }
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
