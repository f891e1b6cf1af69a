import { expect, test } from 'vitest';
import { maintenanceCode } from '../../../src/reconciler/guards/guard.js';
import {
  rehearsalRequired,
  stepsToRehearse,
  withRehearsalNote,
} from '../../../src/reconciler/guards/rehearsal-required.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';

/** ETL01 gets tags (safe), ETL02 is disabled (disruptive), and OLD01, which nothing lists, is removed (destructive). */
const topology = topologyOf({
  workers: [
    { machine: 'ETL01', tags: 'night' },
    { machine: 'ETL02', enabled: false },
  ],
  policy: { prune: true },
});
const rows = [
  rowOf('ETL01', 1, { enabled: true }),
  rowOf('ETL02', 2, { enabled: true }),
  rowOf('OLD01', 3, { lastOnlineAge: 90_000 }),
];
const plan = planOf(topology, catalogOf(rows));
const targets = (requireRehearsal?: 'disruptive' | 'destructive', of = plan) => [
  ...new Set(
    stepsToRehearse(of, requireRehearsal === undefined ? {} : { requireRehearsal }).map(({ target }) => target),
  ),
];

test('steps of the risk that the policy names, and above', () => {
  expect(targets('disruptive')).toEqual(['worker/ETL02', 'worker/OLD01']);
  expect(targets('destructive')).toEqual(['worker/OLD01']);
  expect(targets()).toEqual([]);
});

test('what a maintenance asks for needs none', () => {
  const changes = plan.changes.map((change) =>
    change.id === 'worker/ETL02' ? { ...change, reasonCode: maintenanceCode } : change,
  );
  expect(targets('disruptive', { ...plan, changes })).toEqual(['worker/OLD01']);
});

test('an apply is refused with the steps and the commands; a plan notes it, and keeps its fingerprint', () => {
  const policy = { requireRehearsal: 'disruptive' } as const;
  const [refusal, ...others] = rehearsalRequired(plan, policy, 'do this');
  expect(others).toEqual([]);
  expect(refusal).toMatchObject({ code: 'guard.rehearsal-required', severity: 'error', remedy: 'do this' });
  expect(refusal?.detail).toMatch(
    /^policy\.requireRehearsal has disruptive and destructive steps rehearsed, and the plan has \d such steps: worker\/ETL02/,
  );
  const noted = withRehearsalNote(plan, policy, 'do this');
  expect(noted).toMatchObject({ applyable: true, fingerprint: plan.fingerprint });
  expect(noted.diagnostics.at(-1)).toMatchObject({
    code: 'plan.rehearsal-needed',
    severity: 'note',
    remedy: 'do this',
  });
});

test('nothing is said where the policy wants none, the plan has no such step, or cannot be applied anyway', () => {
  expect(withRehearsalNote(plan, {}, '')).toBe(plan);
  expect(rehearsalRequired(plan, {}, '')).toEqual([]);
  const safe = planOf(topology, catalogOf(rows), { include: ['worker/ETL01'], exclude: [] });
  expect(safe.steps).toHaveLength(1);
  expect(withRehearsalNote(safe, { requireRehearsal: 'disruptive' }, '')).toBe(safe);
  const refused = { ...plan, applyable: false };
  expect(withRehearsalNote(refused, { requireRehearsal: 'disruptive' }, '')).toBe(refused);
});
