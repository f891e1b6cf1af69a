import { describe, expect, test } from 'vitest';
import type { RehearsalDocument } from '../../../src/domain/documents.js';
import { whyUnfit } from '../../../src/reconciler/guards/rehearsal-fit.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { rehearsalOf } from '../../support/rehearsal-of.js';

const topology = topologyOf({
  workers: [
    { machine: 'ETL01', enabled: false },
    { machine: 'ETL02', enabled: true },
  ],
});
const plan = planOf(topology, catalogOf([rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2)]));
const now = Date.UTC(2026, 10, 24, 22);
const made = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000).toISOString();
const fit = rehearsalOf(plan, made(1));
const isSameFolder = (one: string, other: string) => one === other;
const why = (rehearsal: RehearsalDocument, of = plan) => whyUnfit(rehearsal, of, { now, isSameFolder });
const inSandbox = (sandbox: string) => ({ ...plan, catalog: { ...plan.catalog, sandbox } });

test('one of exactly this plan that ended well within a day counts; so does one of a clock that is minutes ahead', () => {
  expect(plan.steps.length).toBeGreaterThan(1);
  for (const hours of [0, 23.9, -0.05]) expect(why(rehearsalOf(plan, made(hours)))).toEqual([]);
  const [first] = fit.steps;
  const taken = { id: `${first?.id}/back`, operation: 'x', target: 'worker/ETL01', undoes: first?.id ?? '' };
  expect(why({ ...fit, steps: [...fit.steps, { ...taken, outcome: 'skipped' }] })).toEqual([]);
  expect(why(rehearsalOf(inSandbox('fleet'), made(1)), inSandbox('fleet'))).toEqual([]);
});

test('one that rests on an end that nobody knows counts where a person named the time', () => {
  const restsOn = [
    {
      worker: 'worker/ETL01',
      executionId: '12',
      package: 'ETL/L/MonthEnd.dtsx',
      endsBy: 20,
      onTimeout: 'stop' as const,
    },
  ];
  expect(why({ ...fit, restsOn })).toEqual([
    'It would end well only if MonthEnd (execution 12 on ETL01), of which nothing is known, ends by +20 s. That was assumed, and nobody named it.',
  ]);
  expect(why({ ...fit, restsOn, assumptions: { ...fit.assumptions, packageNamed: true } })).toEqual([]);
});

describe('what does not count says why, in one sentence', () => {
  const manual = fit.steps.map((step, at) => (at === 0 ? ({ ...step, outcome: 'errored' } as const) : step));
  test.each<[string, RehearsalDocument, RegExp]>([
    ['old', rehearsalOf(plan, made(25)), /^It is of 2026-11-23 21:00:00 UTC, 1 d 1 h ago, and one counts for a day\.$/],
    ['of the future', rehearsalOf(plan, made(-1)), /, which is 1 h from now: the clock of that machine or of this one/],
    [
      'in part',
      { ...fit, result: 'partial', steps: manual },
      /^Not all of it was done there: worker\/ETL01\S* \(errored\)\.$/,
    ],
    ['in part, without saying what', { ...fit, result: 'partial', steps: [] }, /it does not say what\.$/],
    ['without an end', { ...fit, result: 'unfinished' }, /^It came to no end/],
    ['unlike', { ...fit, result: 'unlike' }, /^Nothing was tried in it/],
    [
      'of another plan',
      { ...fit, plan: { ...fit.plan, fingerprint: 'ab'.repeat(32) } },
      /^It is of another plan, with the fingerprint abababab and not [0-9a-f]{8}: the farm has changed since/,
    ],
    [
      'of another file',
      { ...fit, topology: { ...fit.topology, file: 'old.yaml', sha256: 'cd'.repeat(32) } },
      /^It is of old\.yaml with SHA-256 cdcdcdcdcdcd…, and topology\.yaml is 000000000000… now\.$/,
    ],
    [
      'of a sandbox',
      rehearsalOf(inSandbox('fleet'), made(1)),
      /^It is of SSISDB on SQLETL01 \(sandbox fleet\), and the plan is for SSISDB on SQLETL01\.$/,
    ],
    ['of another server', { ...fit, catalog: { ...fit.catalog, server: 'SQLTEST' } }, /^It is of SSISDB on SQLTEST,/],
  ])('%s', (_name, rehearsal, words) => {
    const reasons = why(rehearsal);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(words);
  });

  test('the live servers are another place than a sandbox, and one sandbox another than the next', () => {
    for (const [one, other] of [
      [inSandbox('a'), inSandbox('b')],
      [plan, inSandbox('a')],
    ] as const)
      expect(why(rehearsalOf(one, made(1)), other)).toEqual([
        expect.stringMatching(/^It is of .*, and the plan is for /),
      ]);
  });

  test('several reasons are all said, and that the plan is another one is not where the file is', () => {
    const other = { ...rehearsalOf(plan, made(48)), topology: { ...fit.topology, sha256: 'cd'.repeat(32) } };
    const reasons = why({ ...other, plan: { ...fit.plan, fingerprint: 'ab'.repeat(32) } });
    expect(reasons).toEqual([expect.stringMatching(/^It is of topology\.yaml/), expect.stringMatching(/2 d ago/)]);
  });
});

test('where all steps of the plan were done, it counts although something could not be compared', () => {
  expect(why({ ...fit, result: 'partial' })).toEqual([]);
});

describe('a hand that changed a line is found out', () => {
  const [first, ...rest] = fit.steps;
  const failed = { ...(first as RehearsalDocument['steps'][number]), outcome: 'errored' } as const;
  test.each<[string, RehearsalDocument]>([
    ['the result alone', { ...fit, steps: [failed, ...rest] }],
    ['a step less', { ...fit, steps: rest }],
    ['a step that is not begun', { ...fit, steps: [{ ...failed, outcome: 'skipped' }, ...rest] }],
    ['the same step twice', { ...fit, steps: [...rest, ...rest.slice(0, 1)] }],
    ['the capacity', { ...fit, capacity: { ...fit.capacity, lowest: 3 } }],
    ['the time', { ...fit, createdAt: 'yesterday' }],
    [
      'another step in its place',
      { ...fit, steps: [{ ...failed, id: 'worker/ETL09:tags', outcome: 'done' }, ...rest] },
    ],
  ])('%s', (_name, forged) => {
    expect(why(forged)).toEqual([expect.stringMatching(/^It is not as scaleout wrote it: /)]);
  });

  test('names of any length are cut', () => {
    const long = 'x'.repeat(1_000_000);
    const topology = { ...fit.topology, file: long, sha256: 'cd'.repeat(32) };
    expect(why({ ...fit, topology })[0]?.length).toBeLessThan(400);
    const steps = fit.steps.map((step) => ({ ...step, id: long, outcome: 'errored' as const }));
    expect(why({ ...fit, result: 'partial', steps })[0]?.length).toBeLessThan(1_000);
  });
});

test('who approves knows the fingerprint alone', () => {
  const { steps: _, ...known } = plan;
  expect(whyUnfit(fit, known, { now, isSameFolder })).toEqual([]);
  const other = { ...known, fingerprint: 'ab'.repeat(32) };
  expect(whyUnfit(fit, other, { now, isSameFolder })).toEqual([expect.stringMatching(/and not abababab/)]);
});
