import { describe, expect, test } from 'vitest';
import { type Diagnostic, diagnostic } from '../../../src/errors/errors.js';
import { refusalsOf } from '../../../src/reconciler/plan/plan.js';
import { catalogOf, judgedPlanOf, planOf, rowOf, topologyOf } from '../../support/build.js';

const rows = catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2), rowOf('ETL03', 3, { enabled: true })]);
const topology = topologyOf({
  scaleOut: { enabled: true },
  workers: [
    { machine: 'ETL01', enabled: true },
    { machine: 'ETL02', description: 'new' },
    { machine: 'ETL03', enabled: true },
  ],
});
const refused = (plan: ReturnType<typeof judgedPlanOf>) => [...plan.refused.keys()];

/** The plan as if these had been told besides. */
const planTelling = (...diagnostics: readonly Diagnostic[]) => ({
  ...planOf(topology, rows),
  applyable: false,
  diagnostics,
});

describe('what guards refuse', () => {
  test('is nothing of a plan that may be carried out', () => {
    const { plan, impossible, refused } = judgedPlanOf(topology, rows);
    expect([plan.applyable, impossible.size, refused.size]).toEqual([true, 0, 0]);
  });

  test('is each change that has steps, where the login may change nothing', () => {
    const login = { ...rows.login, isSsisAdmin: false, isSysadmin: false };
    const judged = judgedPlanOf(topology, { ...rows, login });
    expect(refused(judged)).toEqual(['worker/ETL01', 'worker/ETL02']);
    expect(judged.impossible.size).toBe(0);
    expect(judged.refused.get('worker/ETL01')).toMatch(
      /^Changing the catalog needs a member of ssis_admin: The login /,
    );
  });

  test("is every change, where the catalog is another topology's", () => {
    const judged = judgedPlanOf(topology, { ...rows, mark: { known: true, value: 'other' } });
    expect(refused(judged)).toEqual(judged.plan.changes.map(({ id }) => id));
  });

  test('is the chosen change that needs one which was left out', () => {
    const off = catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2)], { scaleOut: 'neverEnabled' });
    const judged = judgedPlanOf(topology, off, { include: [], exclude: ['scaleOut'] });
    expect(judged.plan.diagnostics.map(({ code }) => code)).toContain('guard.target-needs');
    expect(refused(judged)).toEqual(['worker/ETL01']);
  });

  test('is a change that cannot be made, by itself, beside what the plan as a whole is refused for', () => {
    const tagged = rowOf('ETL03', 3, { enabled: true, tags: 'scaleout:protected' });
    const sqlLogin = { ...rows.login, isSqlLogin: true };
    const judged = judgedPlanOf(
      topologyOf({
        scaleOut: { enabled: true, defaultExecutionMode: 'scaleOut' },
        workers: [{ machine: 'ETL03', enabled: false }],
      }),
      catalogOf([rowOf('ETL01', 1, { enabled: true }), tagged], { login: sqlLogin }),
    );
    expect([...judged.impossible.keys()]).toEqual(['worker/ETL03']);
    expect(refused(judged)).toEqual(['worker/ETL03', 'catalog/defaultExecutionMode']);
  });
});

describe('all of a plan is refused', () => {
  const all = ['worker/ETL01', 'worker/ETL02'];
  const error = diagnostic('guard.prune-limit', 'A detail.');

  test('by an error for which no guard answers', () => {
    const { refused, impossible } = refusalsOf(planTelling(error), [], []);
    expect([...refused]).toEqual(all.map((id) => [id, `${error.summary}: A detail.`]));
    expect(impossible.size).toBe(0);
  });

  test('by a guard that names no change of it', () => {
    const verdict = { diagnostic: error, changes: ['worker/ETL99'] };
    expect([...refusalsOf(planTelling(error), [], [verdict]).refused.keys()]).toEqual(all);
    expect([...refusalsOf(planTelling(error), [verdict], []).impossible.keys()]).toEqual([]);
  });

  test('and each change keeps the first reason; what is only told refuses nothing', () => {
    const later = diagnostic('guard.topology-shrunk', 'Later.');
    const note = diagnostic('plan.takes-over', 'A note.', { severity: 'note' });
    const { refused } = refusalsOf(
      planTelling(note, error, later),
      [{ diagnostic: error, changes: ['worker/ETL02'] }],
      [],
    );
    expect([...refused.values()]).toEqual([`${error.summary}: A detail.`, `${later.summary}: Later.`]);
    expect([...refused.keys()]).toEqual(['worker/ETL02', 'worker/ETL01']);
  });
});
