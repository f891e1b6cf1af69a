import { describe, expect, test } from 'vitest';
import { applyPlan } from '../../support/apply-plan.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { modelCatalog } from '../../support/model-catalog.js';

const tags = 'nightly, scaleout:protected';
const codes = (plan: ReturnType<typeof planOf>) =>
  plan.diagnostics.filter((found) => found.severity === 'error').map((found) => found.code);

describe('a worker that is protected', () => {
  const row = rowOf('ETL01', 1, { enabled: true, tags });
  const other = rowOf('ETL02', 2, { enabled: true });

  test.each([
    ['disabled', topologyOf({ workers: [{ machine: 'ETL01', enabled: false }, { machine: 'ETL02' }] })],
    ['removed', topologyOf({ workers: [{ machine: 'ETL02' }], policy: { prune: true } })],
    [
      'disabled, and freed from protection in the same file',
      topologyOf({ workers: [{ machine: 'ETL01', enabled: false, protect: false }, { machine: 'ETL02' }] }),
    ],
  ])('and would be %s: the plan is refused', (_, topology) => {
    const plan = planOf(topology, catalogOf([row, other]));
    expect(codes(plan)).toEqual(['guard.worker-protected']);
    expect(plan.applyable).toBe(false);
  });

  test('and is disabled already may be left so, but not be removed', () => {
    const disabled = { ...row, enabled: false };
    const keeping = topologyOf({ workers: [{ machine: 'ETL01', enabled: false }, { machine: 'ETL02' }] });
    expect(planOf(keeping, catalogOf([disabled, other])).applyable).toBe(true);
    const pruning = topologyOf({ workers: [{ machine: 'ETL02' }], policy: { prune: true } });
    expect(codes(planOf(pruning, catalogOf([disabled, other])))).toEqual(['guard.worker-protected']);
  });

  test('and that nothing happens to is no reason to refuse', () => {
    const shown = topologyOf({ workers: [{ machine: 'ETL02', description: 'x' }] });
    expect(planOf(shown, catalogOf([row, other])).applyable).toBe(true);
  });

  test('by the topology alone is not disabled either', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: false, protect: true }] });
    expect(codes(planOf(topology, catalogOf([{ ...row, tags: null }])))).toEqual(['guard.worker-protected']);
  });
});

describe('a worker that is protected after the plan was made', () => {
  test.each([
    ['disabled', topologyOf({ workers: [{ machine: 'ETL01', enabled: false }, { machine: 'ETL02' }] }), true],
    ['removed', topologyOf({ workers: [{ machine: 'ETL02' }], policy: { prune: true } }), false],
  ])('is not %s', async (_, topology, enabled) => {
    const row = rowOf('ETL01', 1, { enabled });
    const world = catalogOf([row, rowOf('ETL02', 2, { enabled: true })]);
    const catalog = modelCatalog(world);
    catalog.edit(row.id, { tags });
    const { outcome, events } = await applyPlan(planOf(topology, world), catalog);
    expect(outcome.errored).toBe(1);
    expect(catalog.writes).toEqual([]);
    expect(events).toContainEqual(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'guard.step-stale' }) }),
    );
  });
});
