import { describe, expect, it } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { Change } from '../../../src/domain/documents.js';
import { type HoldRules, hold } from '../../../src/reconciler/hold/hold.js';
import type { Targets } from '../../../src/reconciler/plan/target-selection.js';
import type { Topology } from '../../../src/topology/topology.js';
import { catalogOf, judgedPlanOf, planOf, rowOf, topologyOf } from '../../support/build.js';

const free = () => undefined;
const rules = (parts: Partial<HoldRules> = {}): HoldRules => ({
  mode: 'full',
  suspended: free,
  backedOff: free,
  closed: free,
  ...parts,
});

function holding(topology: Topology, catalog: CatalogObservation, parts: Partial<HoldRules> = {}) {
  const planAgain = (targets: Targets) => judgedPlanOf(topology, catalog, targets);
  const judged = judgedPlanOf(topology, catalog);
  const everything = judged.plan;
  const made = hold(judged, planAgain, rules(parts));
  return {
    ...made,
    everything,
    by: Object.fromEntries(made.held.map(({ id, by }) => [id, by])),
    does: made.plan.steps.map(({ id }) => id),
  };
}

const one =
  (id: string, by = { reason: 'it is so' }) =>
  (changeId: string) =>
    changeId === id ? by : undefined;

/** ETL01 is to be enabled (safe), ETL02 to be disabled (disruptive), both with a description. */
const fleet = topologyOf({
  scaleOut: { enabled: true },
  workers: [
    { machine: 'ETL01', enabled: true, description: 'new' },
    { machine: 'ETL02', enabled: false },
  ],
});
const rows = catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2, { enabled: true }), rowOf('ETL03', 3, { enabled: true })]);

describe('holding back', () => {
  it('nothing: the plan is carried out as it is', () => {
    const { held, plan, everything } = holding(fleet, rows);
    expect(held).toEqual([]);
    expect(plan).toBe(everything);
    expect(plan.steps.length).toBeGreaterThan(2);
  });

  it('mode observe holds everything, and the plan of everything stays as it was', () => {
    const { by, plan, everything } = holding(fleet, rows, { mode: 'observe' });
    expect(by).toEqual({ 'worker/ETL01': 'mode', 'worker/ETL02': 'mode' });
    expect(plan.steps).toEqual([]);
    expect(everything.steps.length).toBeGreaterThan(2);
  });

  it('mode observe says of what is suspended that it is: nobody makes it, in another mode either', () => {
    const suspended = one('worker/ETL01', { reason: 'in maintenance', until: Date.UTC(2026, 10, 28) } as never);
    const { held, plan } = holding(fleet, rows, { mode: 'observe', suspended });
    // After it nothing is made here either, so that no end is told.
    expect(held).toEqual([
      { id: 'worker/ETL01', by: 'suspension', reason: 'in maintenance' },
      { id: 'worker/ETL02', by: 'mode', reason: 'mode observe changes nothing' },
    ]);
    expect(plan.steps).toEqual([]);
  });

  it('mode safe makes what is safe or disruptive, mode full what is destructive too', () => {
    const pruned = topologyOf({
      scaleOut: { enabled: true },
      workers: [{ machine: 'ETL02', enabled: false }],
      policy: { prune: true },
    });
    const some = catalogOf([
      rowOf('ETL02', 2, { enabled: true }),
      rowOf('ETL03', 3, { enabled: true }),
      rowOf('ETL09', 9, { lastOnlineAge: 90_000 }),
      rowOf('ETL04', 4, { enabled: true }),
    ]);
    const limited = { ...pruned, policy: { ...pruned.policy, maxRemovals: 9 } };
    const safe = holding(limited, some, { mode: 'safe' });
    expect(new Set(Object.values(safe.by))).toEqual(new Set(['mode']));
    expect(safe.by).not.toHaveProperty(['worker/ETL02']);
    expect(safe.does.length).toBeGreaterThan(0);
    expect(safe.plan.applyable).toBe(true);
  });

  it('a window holds what is disruptive, and says until when', () => {
    const until = Date.UTC(2026, 10, 28, 22);
    const { held, does } = holding(fleet, rows, { closed: () => ({ reason: 'closed', until }) });
    expect(held).toEqual([{ id: 'worker/ETL02', by: 'window', reason: 'closed', until: '2026-11-28T22:00:00.000Z' }]);
    expect(does).toEqual(expect.arrayContaining(['worker/ETL01:enable']));
  });

  it('a suspended or failed target is held, the others are not', () => {
    for (const [name, by] of [
      ['suspended', 'suspension'],
      ['backedOff', 'backoff'],
    ] as const) {
      const found = holding(fleet, rows, { [name]: one('worker/ETL01') });
      expect(found.by).toEqual({ 'worker/ETL01': by });
      expect(found.does.every((id) => id.startsWith('worker/ETL02'))).toBe(true);
      expect(found.does.length).toBeGreaterThan(0);
    }
  });

  it('what a held change is needed for is held with it, for its reason', () => {
    const off = catalogOf([rowOf('ETL01', 1)], { scaleOut: 'neverEnabled' });
    const { held, does, plan } = holding(fleet, off, { suspended: one('scaleOut') });
    expect(held.map(({ id }) => id)).toEqual(expect.arrayContaining(['scaleOut', 'worker/ETL01']));
    expect(held.find(({ id }) => id === 'worker/ETL01')?.reason).toBe('it needs scaleOut: it is so');
    expect(does).toEqual([]);
    expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('the last enabled worker stays so while the one that is to take its place is held', () => {
    const two = catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2, { enabled: true })]);
    const free = holding(fleet, two, { mode: 'safe' });
    expect(free.by).toEqual({});
    const { by } = holding(fleet, two, { mode: 'safe', suspended: one('worker/ETL01') });
    expect(by).toEqual({ 'worker/ETL01': 'suspension', 'worker/ETL02': 'suspension' });
  });

  it('removals beyond the limit are held by the guard, the rest is done', () => {
    const workers = [{ machine: 'ETL01', enabled: true }];
    const pruned = topologyOf({ scaleOut: { enabled: true }, workers, policy: { prune: true } });
    const many = catalogOf([1, 2, 3, 4, 5, 6].map((agent) => rowOf(`ETL0${agent}`, agent, { lastOnlineAge: 90_000 })));
    const { by, does, plan } = holding(pruned, many);
    expect(Object.values(by)).toEqual(Array.from({ length: 5 }, () => 'guard'));
    expect(plan.applyable).toBe(true);
    expect(does).toEqual(['worker/ETL01:enable']);
  });

  it('a guard that refuses the whole plan holds all of it', () => {
    const { by, does } = holding(fleet, { ...rows, mark: { known: true, value: 'other' } });
    expect(by).toEqual({ 'worker/ETL01': 'guard', 'worker/ETL02': 'guard' });
    expect(does).toEqual([]);
  });

  it('a right that one change lacks holds that change alone', () => {
    const sqlLogin = { ...rows, login: { ...rows.login, isSqlLogin: true } };
    const wished = { ...fleet, scaleOut: { ...fleet.scaleOut, defaultExecutionMode: 'scaleOut' as const } };
    const { by, does } = holding(wished, sqlLogin);
    expect(by).toEqual({ 'catalog/defaultExecutionMode': 'guard' });
    expect(does.length).toBeGreaterThan(0);
  });

  it('a change that refuses itself is held alone', () => {
    const tagged = rowOf('ETL02', 2, { enabled: true, tags: 'scaleout:protected' });
    const kept = catalogOf([rowOf('ETL01', 1), tagged, rowOf('ETL03', 3, { enabled: true })]);
    const { by, does } = holding(fleet, kept);
    expect(by).toEqual({ 'worker/ETL02': 'guard' });
    expect(does).toEqual(expect.arrayContaining(['worker/ETL01:enable']));
  });

  it('a standby holds everything', () => {
    const { by, does } = holding(fleet, rows, { standby: 'another leads' });
    expect(new Set(Object.values(by))).toEqual(new Set(['guard']));
    expect(does).toEqual([]);
  });
});

describe('where plans are approved', () => {
  it('everything waits for the approval of exactly that plan', () => {
    const { by, awaits, everything, held } = holding(fleet, rows, { approve: true, isApproved: () => false });
    expect(awaits).toBe(everything.fingerprint);
    expect(by).toEqual({ 'worker/ETL01': 'approval', 'worker/ETL02': 'approval' });
    expect(held[0]?.reason).toContain(everything.fingerprint);
    const isApproved = (fingerprint: string) => fingerprint === everything.fingerprint;
    expect(holding(fleet, rows, { approve: true, isApproved }).held).toEqual([]);
    const grown = { ...fleet, workers: [...fleet.workers.slice(0, 1), { ...fleet.workers[1], displayName: 'x' }] };
    expect(holding(grown as Topology, rows, { approve: true, isApproved }).by).toHaveProperty(
      ['worker/ETL01'],
      'approval',
    );
  });

  it('what is held for other reasons is not part of what is approved', () => {
    const { awaits, by } = holding(fleet, rows, {
      approve: true,
      isApproved: () => false,
      suspended: one('worker/ETL02'),
    });
    expect(by).toEqual({ 'worker/ETL01': 'approval', 'worker/ETL02': 'suspension' });
    expect(awaits).toBe(planOf(fleet, rows, { include: [], exclude: ['worker/ETL02'] }).fingerprint);
  });

  it('an approved plan waits as a whole for the window of its parts', () => {
    const until = Date.UTC(2026, 10, 28, 22);
    const closed = () => ({ reason: 'closed', until });
    const { by, approved, awaits, everything } = holding(fleet, rows, {
      approve: true,
      isApproved: () => true,
      closed,
    });
    expect(by).toEqual({ 'worker/ETL01': 'window', 'worker/ETL02': 'window' });
    expect([approved, awaits]).toEqual([everything.fingerprint, undefined]);
  });

  it('nothing to do needs no approval', () => {
    const { awaits, held } = holding(topologyOf({ scaleOut: { enabled: true } }), rows, {
      approve: true,
      isApproved: () => false,
    });
    expect([awaits, held]).toEqual([undefined, []]);
  });
});

describe('where changes need a rehearsal', () => {
  const needsRehearsal = ({ risk }: Change) => risk !== 'safe';
  const after = catalogOf([
    rowOf('ETL01', 1, { enabled: true, description: 'new' }),
    rowOf('ETL02', 2, { enabled: true }),
    rowOf('ETL03', 3, { enabled: true }),
  ]);

  it('what needs none is done first, and no plan is asked for yet', () => {
    const { held, does, awaits } = holding(fleet, rows, { needsRehearsal });
    const reason = 'it needs an approval, once what needs none is done';
    expect(held).toEqual([{ id: 'worker/ETL02', by: 'approval', reason }]);
    expect(does.length).toBeGreaterThan(0);
    expect(does.every((id) => id.startsWith('worker/ETL01'))).toBe(true);
    expect(awaits).toBeUndefined();
  });

  it('then the plan of the rest waits for an approval by a rehearsal', () => {
    const { held, does, awaits, awaitsRehearsal, everything } = holding(fleet, after, { needsRehearsal });
    const reason = `it needs a rehearsal, then: scaleout approve ${everything.fingerprint} --rehearsal FILE`;
    expect(held).toEqual([{ id: 'worker/ETL02', by: 'approval', reason }]);
    expect([does, awaits, awaitsRehearsal]).toEqual([[], everything.fingerprint, true]);
  });

  it('an approval without a rehearsal does not count, one with it lets the whole plan be made', () => {
    const asked: unknown[] = [];
    const { held } = holding(fleet, after, {
      needsRehearsal,
      isApproved(_, needs) {
        asked.push(needs);
        return !needs.rehearsal;
      },
    });
    expect(held).toMatchObject([{ by: 'approval' }]);
    expect(asked).toEqual([{ rehearsal: true }]);
    const free = holding(fleet, rows, { needsRehearsal, isApproved: () => true });
    expect(free.held).toEqual([]);
    expect(free.plan.fingerprint).toBe(free.everything.fingerprint);
  });

  it('where each plan is approved anyway, only one with such changes needs a rehearsal', () => {
    const isApproved = (_: string, needs: { readonly rehearsal: boolean }) => !needs.rehearsal;
    const all = holding(fleet, rows, { approve: true, needsRehearsal, isApproved });
    expect(all.by).toEqual({ 'worker/ETL01': 'approval', 'worker/ETL02': 'approval' });
    expect(all.awaitsRehearsal).toBe(true);
    const suspended = one('worker/ETL02');
    const safe = holding(fleet, rows, { approve: true, needsRehearsal, isApproved, suspended });
    expect(safe.by).toEqual({ 'worker/ETL02': 'suspension' });
    expect(holding(fleet, rows, { approve: true, needsRehearsal, suspended }).awaitsRehearsal).toBeUndefined();
  });

  it('what needs a held change waits for the same', () => {
    const off = catalogOf([rowOf('ETL01', 1)], { scaleOut: 'neverEnabled' });
    const needing = ({ id }: Change) => id === 'scaleOut';
    const { held, awaits, everything } = holding(fleet, off, { needsRehearsal: needing });
    const why = held.find(({ id }) => id === 'worker/ETL01')?.reason;
    expect(awaits).toBe(everything.fingerprint);
    expect(why).toBe(`it needs scaleOut: it needs a rehearsal, then: scaleout approve ${awaits} --rehearsal FILE`);
  });

  it('a window still holds what the approval does not', () => {
    const until = Date.UTC(2026, 10, 28, 22);
    const destructive = ({ risk }: Change) => risk === 'destructive';
    const closed = () => ({ reason: 'closed', until });
    expect(holding(fleet, rows, { needsRehearsal: destructive, closed }).by).toEqual({ 'worker/ETL02': 'window' });
    const approved = holding(fleet, rows, { needsRehearsal, isApproved: () => true, closed });
    expect(approved.by).toEqual({ 'worker/ETL01': 'window', 'worker/ETL02': 'window' });
  });
});
