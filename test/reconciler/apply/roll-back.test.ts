import { describe, expect, test } from 'vitest';
import type { Plan, Step } from '../../../src/domain/documents.js';
import { rollBacks } from '../../../src/reconciler/apply/roll-back.js';
import { drainStep } from '../../../src/reconciler/steps/drain-worker.js';
import { setEnabledStep } from '../../../src/reconciler/steps/set-worker-enabled.js';
import { setPropertyStep } from '../../../src/reconciler/steps/set-worker-property.js';
import { applyPlan } from '../../support/apply-plan.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { type Fault, modelCatalog } from '../../support/model-catalog.js';

const row = rowOf('ETL01', 1, { enabled: true, tags: 'night' });
const other = rowOf('ETL02', 2);
const target = 'worker/ETL01';

const disable = setEnabledStep(target, { row }, false, { needs: [], risk: 'disruptive' });
const describing: Step = { ...setPropertyStep(target, { row }, 'description', 'new'), needs: [disable.id] };
const tagging: Step = { ...setPropertyStep(target, { row }, 'tags', 'day'), needs: [describing.id] };
const elsewhere = setPropertyStep('worker/ETL02', { row: other }, 'tags', 'x');

const back = (step: Step, needs: readonly string[]): Step => ({ ...step, id: `${step.id}:back`, needs });
const undo = [
  {
    undoes: describing.id,
    step: back(setPropertyStep(target, { row: { ...row, description: 'new' } }, 'description', null), []),
  },
  {
    undoes: tagging.id,
    step: back(setPropertyStep(target, { row: { ...row, tags: 'day' } }, 'tags', 'night'), [`${describing.id}:back`]),
  },
  {
    undoes: disable.id,
    step: back(setEnabledStep(target, { row: { ...row, enabled: false } }, true, { needs: [], risk: 'safe' }), [
      `${describing.id}:back`,
      `${tagging.id}:back`,
    ]),
  },
];

/** Three steps that hold together, and one that has nothing to do with them. */
function planned(steps: readonly Step[] = [disable, describing, tagging]): Plan {
  const world = catalogOf([row, other]);
  return {
    ...planOf(topologyOf({}), world),
    steps: [...steps, elsewhere],
    rollbacks: [{ target, steps: steps.map(({ id }) => id), undo }],
  };
}

/** Applies it where the writes fail in their order. */
async function applied(...faults: readonly Fault[]) {
  const left = [...faults];
  const catalog = modelCatalog(catalogOf([row, other]), () => left.shift() ?? 'none');
  // One at a time: the faults meet the steps in their order.
  const { outcome, events } = await applyPlan(planned(), catalog, { parallelism: 1 });
  const codes = events.flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic.code] : []));
  const begun = events.flatMap((event) => (event.type === 'step_start' ? [event.step] : []));
  const skipped = events.flatMap((event) => (event.type === 'step_skipped' ? [event.step] : []));
  const now = (await catalog.observe(new AbortController().signal)).workers;
  const found = now.known ? now.value.find(({ id }) => id === row.id) : undefined;
  const details = events.flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic.detail] : []));
  return { outcome, codes, details, begun, skipped, row: found };
}

describe('steps that hold together', () => {
  test('are left as they are where all succeed', async () => {
    const { outcome, codes, row: now } = await applied();
    expect(outcome).toMatchObject({ result: 'done', done: 4 });
    expect(outcome.rolledBack).toBeUndefined();
    expect(codes).toEqual([]);
    expect(now).toMatchObject({ enabled: false, description: 'new', tags: 'day' });
  });

  test('are taken back where the last one fails, each only where it had begun', async () => {
    const { outcome, codes, begun, row: now } = await applied('none', 'none', 'none', 'lostBefore', 'lostBefore');
    expect(outcome).toMatchObject({ result: 'partial', errored: 1, rolledBack: 1 });
    expect(codes).toEqual(['apply.rolled-back']);
    expect(begun).toEqual([
      disable.id,
      elsewhere.id,
      describing.id,
      tagging.id,
      `${describing.id}:back`,
      `${tagging.id}:back`,
      `${target}:enable:back`,
    ]);
    expect(now).toMatchObject({ enabled: true, description: null, tags: 'night' });
  });

  test('are undone but for the one that failed, where that changed nothing', async () => {
    const { outcome, codes, begun, row: now } = await applied('none', 'none', 'none', 'refused');
    expect(outcome).toMatchObject({ result: 'partial', errored: 1, rolledBack: 1 });
    expect(codes).toEqual(['apply.rolled-back']);
    expect(begun.slice(4)).toEqual([`${describing.id}:back`, `${target}:enable:back`]);
    expect(now).toMatchObject({ enabled: true, description: null, tags: 'night' });
  });

  test('that had not begun are not undone', async () => {
    const { outcome, begun, skipped, row: now } = await applied('none', 'none', 'refused');
    expect(outcome).toMatchObject({ rolledBack: 1, skipped: 1 });
    expect(skipped).toEqual([tagging.id]);
    expect(begun).not.toContain(`${tagging.id}:back`);
    expect(now).toMatchObject({ enabled: true, description: null, tags: 'night' });
  });

  test('that cannot be taken back are told of as an error', async () => {
    const faults = ['none', 'none', 'none', 'refused', 'refused'] as const;
    const { outcome, codes, details, skipped, row: now } = await applied(...faults);
    expect(outcome).toMatchObject({ result: 'partial', errored: 2 });
    expect(outcome.rolledBack).toBeUndefined();
    expect(codes).toEqual(['apply.rollback-failed']);
    expect(details).toEqual([
      'Not taken back of worker/ETL01: worker/ETL01:disable and worker/ETL01:description. Nothing else of it was taken back.',
    ]);
    expect(skipped).toContain(`${target}:enable:back`);
    expect(now?.enabled).toBe(false);
  });

  test('without the failure of one of theirs are not touched by that of another', async () => {
    const { codes, row: now } = await applied('none', 'refused');
    expect(codes).toEqual([]);
    expect(now).toMatchObject({ enabled: false, description: 'new', tags: 'day' });
  });
});

describe('a wait among steps that hold together', () => {
  const busy = rowOf('ETL02', 2, { enabled: true });
  const drain = drainStep(
    'worker/ETL02',
    'drain',
    busy,
    { timeoutSeconds: 1_800, onTimeout: 'stop' },
    {
      needs: [],
      risk: 'disruptive',
    },
  );

  test('is ended where another one fails', async () => {
    const catalog = modelCatalog(catalogOf([row, busy]), () => 'refused');
    catalog.setWork(busy.id, {
      leases: { known: true, value: [{ taskId: 'T1', status: 'running', leaseLeft: 60 }] },
    });
    const plan: Plan = {
      ...planOf(topologyOf({}), catalogOf([row, busy])),
      steps: [disable, drain],
      rollbacks: [{ target: 'master/SQLETL01', steps: [disable.id, drain.id], undo: [] }],
    };
    const { outcome, events } = await applyPlan(plan, catalog);
    expect(outcome).toMatchObject({ result: 'partial', errored: 1, skipped: 1 });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'step_skipped', step: drain.id, reason: `it was ended: ${disable.id} failed.` }),
    );
  });

  test('is told so by its signal, with apply.taken-back', () => {
    const backs = rollBacks([{ target, steps: [disable.id, drain.id], undo }]);
    const given = backs.groupOf(drain)?.given;
    backs.begun(disable);
    expect(given?.aborted).toBe(false);
    backs.ended(disable, 'failed');
    expect(given?.reason).toMatchObject({ code: 'apply.taken-back' });
    expect(backs.due().map(({ id }) => id)).toEqual(['worker/ETL01:enable:back']);
    expect(backs.groupOf(drain)).toBeUndefined();
  });
});
