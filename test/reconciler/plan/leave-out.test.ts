import { describe, expect, it } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { Step } from '../../../src/domain/documents.js';
import type { Difference } from '../../../src/reconciler/kinds/kind.js';
import { leaveOut, suspensionNotes } from '../../../src/reconciler/plan/leave-out.js';
import { type PlanOptions, plan } from '../../../src/reconciler/plan/plan.js';
import { type Suspension, writeSuspensions } from '../../../src/reconciler/view/suspensions.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';

const whole: Suspension = {
  topology: 'TEST',
  reason: 'month end',
  who: 'anna@build7',
  since: '2026-11-24T01:00:00.000Z',
};
const etl01: Suspension = { ...whole, target: 'worker/ETL01', until: '2026-11-24T13:00:00.000Z' };

const enabled = { enabled: true };
const topology = topologyOf({
  workers: [
    { machine: 'ETL01', tags: 'night' },
    { machine: 'ETL02', tags: 'night' },
  ],
});

const catalogWith = (suspensions: readonly Suspension[], parts: Partial<CatalogObservation> = {}) =>
  catalogOf([rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, enabled)], {
    notes: {
      known: true,
      value: { suspensions: writeSuspensions(suspensions), approvals: null, waiting: null, acknowledgements: null },
    },
    ...parts,
  });

const planWith = (catalog: CatalogObservation, options: Partial<PlanOptions> = {}, of = topology) =>
  plan(
    of,
    { catalog, machines: new Map() },
    { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0', suspended: 'leaveOut', ...options },
  );

const codes = (made: ReturnType<typeof plan>) => made.diagnostics.map(({ code }) => code);

describe('what is suspended', () => {
  it('is shown as it differs, has no step, and is told of with who asked for it', () => {
    const made = planWith(catalogWith([etl01]));
    const { topology: _, ...suspension } = etl01;
    expect(made.suspensions).toEqual([suspension]);
    expect(made.changes).toMatchObject([
      { id: 'worker/ETL01', action: 'update', suspended: suspension },
      { id: 'worker/ETL02', action: 'update' },
    ]);
    expect(made.changes[1]).not.toHaveProperty('suspended');
    expect(made.steps.map(({ target }) => target)).toEqual(['worker/ETL02']);
    expect(made.summary).toMatchObject({ change: 1, suspended: 1, steps: 1 });
    expect(made.diagnostics).toMatchObject([
      { code: 'plan.suspended', severity: 'note', detail: '1 change is left out: worker/ETL01.' },
    ]);
    expect(made.applyable).toBe(true);
  });

  it('is in maintenance: another command ends that', () => {
    const made = planWith(catalogWith([etl01]));
    const drained = { enabled: true, emptied: true } as const;
    const changes = made.changes.map((change) => {
      const { suspended } = change;
      return suspended === undefined ? change : { ...change, suspended: { ...suspended, drained } };
    });
    const suspending = { suspensions: [], draining: new Set<string>(), leaves: () => undefined };
    const [note] = suspensionNotes(suspending, changes, true);
    expect(note?.remedy).toBe('End a maintenance with scaleout undrain: it brings the worker back.');
  });

  it('makes the plan that watch would have approved: the same steps, the same fingerprint', () => {
    const made = planWith(catalogWith([etl01]));
    const without = planWith(catalogWith([]), { targets: { include: [], exclude: ['worker/ETL01'] } });
    expect(made.fingerprint).toBe(without.fingerprint);
  });

  it('as a whole leaves nothing to do', () => {
    const made = planWith(
      catalogWith([whole]),
      {},
      topologyOf({ scaleOut: { enabled: true }, workers: topology.workers }),
    );
    expect(made.steps).toEqual([]);
    expect(made.changes.every(({ suspended }) => suspended?.reason === 'month end')).toBe(true);
    expect(made.summary).toMatchObject({ change: 0, suspended: 2, steps: 0 });
  });

  it.each<[string, Suspension]>([
    ['is over', { ...etl01, until: '2026-11-24T02:15:20.000Z' }],
    ['is of another topology', { ...whole, topology: 'finance' }],
  ])('counts no more, or not here: it %s', (_, suspension) => {
    const made = planWith(catalogWith([suspension]));
    expect(made).not.toHaveProperty('suspensions');
    expect(made.steps).toHaveLength(2);
    expect(made.summary).not.toHaveProperty('suspended');
    expect(codes(made)).toEqual([]);
  });

  it('but does not differ is shown as suspended all the same', () => {
    const made = planWith(
      catalogWith([{ ...etl01, target: 'worker/etl02' }]),
      {},
      topologyOf({ workers: [{ machine: 'ETL01' }] }),
    );
    expect(made.suspensions).toHaveLength(1);
    expect([made.changes.filter(({ action }) => action !== 'unmanaged'), codes(made)]).toEqual([[], []]);
  });

  it('is left out although --target names it, and --target and --exclude choose among the rest', () => {
    const named = planWith(catalogWith([etl01]), { targets: { include: ['worker/ETL01'], exclude: [] } });
    expect(named.steps).toEqual([]);
    expect(named.changes.map(({ id }) => id)).toEqual(['worker/ETL01']);
    expect(codes(named).sort()).toEqual(['plan.suspended', 'plan.target-left-out']);
    const other = planWith(catalogWith([etl01]), { targets: { include: [], exclude: ['worker/ETL01'] } });
    expect(other.changes.map(({ id }) => id)).toEqual(['worker/ETL02']);
    expect(codes(other)).toEqual(['plan.target-left-out']);
  });

  it('is refused by no guard: nothing of it is done', () => {
    const prune = topologyOf({ workers: [{ machine: 'ETL02' }], policy: { prune: true, maxRemovals: 0 } });
    expect(planWith(catalogWith([]), {}, prune).applyable).toBe(false);
    const made = planWith(catalogWith([etl01]), {}, prune);
    expect(made).toMatchObject({ applyable: true, steps: [], summary: { remove: 0, suspended: 1 } });
  });

  it('a further row of a suspended worker is left alone too', () => {
    const rows = [rowOf('ETL01', 1, enabled), rowOf('ETL01', 3, { lastOnlineAge: 90_000 })];
    const observed = { workers: { known: true as const, value: rows } };
    const prune = topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true } });
    expect(planWith(catalogWith([], observed), {}, prune).steps).not.toEqual([]);
    expect(planWith(catalogWith([etl01], observed), {}, prune).steps).toEqual([]);
  });

  it('whose state is not known is no unknown of this plan', () => {
    const rows = [rowOf('ETL01', 1), rowOf('etl01', 3), rowOf('ETL02', 2)];
    const made = planWith(catalogWith([etl01], { workers: { known: true, value: rows } }));
    expect(made.changes[0]).toMatchObject({ id: 'worker/ETL01', action: 'unknown', suspended: { who: 'anna@build7' } });
    expect(made.summary).toMatchObject({ unknown: 0, suspended: 1 });
  });
});

describe('with --include-suspended', () => {
  it('all is done, and who suspended it is told', () => {
    const made = planWith(catalogWith([etl01]), { suspended: 'takeIn' });
    expect(made.steps).toHaveLength(2);
    expect(made.suspensions).toHaveLength(1);
    expect(made.changes[0]).not.toHaveProperty('suspended');
    expect(made.diagnostics).toMatchObject([
      {
        code: 'plan.suspended-taken-in',
        severity: 'warning',
        detail: 'worker/ETL01 (anna@build7 until 2026-11-24 13:00:00 UTC: month end).',
      },
    ]);
  });

  it('nothing is told where nothing suspended differs', () => {
    const same = topologyOf({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }] });
    expect(codes(planWith(catalogWith([etl01]), { suspended: 'takeIn' }, same))).toEqual([]);
  });
});

describe('suspensions that cannot be seen', () => {
  const unseen = { notes: { known: false, reason: 'the login x lacks VIEW DEFINITION' } } as const;

  it.each<[string, CatalogObservation]>([
    ['for lack of a right', catalogWith([], unseen)],
    [
      'since the note is none of ours',
      catalogWith([], {
        notes: { known: true, value: { suspensions: '{', approvals: null, waiting: null, acknowledgements: null } },
      }),
    ],
  ])('are told as not known, and leave nothing out: %s', (_, catalog) => {
    const made = planWith(catalog);
    expect(made.steps).toHaveLength(2);
    expect(made).not.toHaveProperty('suspensions');
    expect(made.diagnostics).toMatchObject([
      { code: 'watch.notes-unseen', severity: 'warning', detail: expect.stringMatching(/ is not known: /) },
    ]);
  });

  it('are a note where there is nothing to do', () => {
    const made = planWith(catalogWith([], unseen), {}, topologyOf());
    expect(made.diagnostics).toMatchObject([{ code: 'watch.notes-unseen', severity: 'note' }]);
  });
});

it('who holds changes by itself is not told: watch', () => {
  const { suspended: _, ...options } = { createdAt: '', toolVersion: '0.0.0', suspended: undefined };
  const made = plan(topology, { catalog: catalogWith([whole]), machines: new Map() }, options);
  expect(made.steps).toHaveLength(2);
  expect(made).not.toHaveProperty('suspensions');
});

describe('what needs a suspended change', () => {
  const difference = (id: string, needs: readonly string[] = []): Difference => ({
    change: { id, action: 'update', reason: '', risk: 'safe', fields: [] },
    steps: [{ id: `${id}:step`, target: id, needs: needs.map((one) => `${one}:step`) } as unknown as Step],
    diagnostics: [],
  });

  it('is left out with it, however far, and what does not need it stays', () => {
    const all = [difference('a'), difference('b', ['a']), difference('c', ['b']), difference('d')];
    const asked: string[][] = [];
    const compare = (isChosen: (id: string) => boolean) => {
      asked.push(all.map(({ change }) => change.id).filter(isChosen));
      return { differences: all };
    };
    const why = { reason: 'r', who: 'w', since: 's' };
    const { differences } = leaveOut(
      compare,
      () => true,
      (id) => (id === 'a' ? why : undefined),
    );
    expect(differences.map(({ change: { id, suspended }, steps }) => [id, suspended?.through, steps.length])).toEqual([
      ['a', undefined, 0],
      ['b', 'a', 0],
      ['c', 'a', 0],
      ['d', undefined, 1],
    ]);
    // The rest is compared again as if what is left out were not chosen.
    expect(asked.at(-1)).toEqual(['d']);
  });
});
