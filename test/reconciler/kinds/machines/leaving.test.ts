import { describe, expect, test } from 'vitest';
import { statusText } from '../../../../src/cli/render/status-text.js';
import type { CatalogObservation } from '../../../../src/domain/catalog.js';
import { machineName, workerMark } from '../../../../src/domain/machine-name.js';
import type { MachineObservation } from '../../../../src/domain/machines.js';
import type { WorkerRow } from '../../../../src/domain/rows.js';
import { byHandRequest } from '../../../../src/reconciler/by-hand.js';
import { fleetHealth } from '../../../../src/reconciler/diagnosis/health.js';
import { withRotation } from '../../../../src/reconciler/plan/asked-rotation.js';
import { plan } from '../../../../src/reconciler/plan/plan.js';
import type { Observation } from '../../../../src/reconciler/view/machine.js';
import { statusDocument } from '../../../../src/status/status-document.js';
import type { DesiredWorker, Topology } from '../../../../src/topology/topology.js';
import { fleetOf } from '../../../../src/watch/watch-event.js';
import { planOf, rowOf } from '../../../support/build.js';
import { certificateOf, seenMachines } from '../../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  planWith,
  publicHalf,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../../support/scale-out-world.js';
import { screen } from '../../../support/screen.js';

const { master, ETL01, ETL02 } = certificates;
type Plan = ReturnType<typeof planWith>;
const ids = ({ steps }: Plan) => steps.map(({ id }) => id);
const codes = ({ diagnostics }: Plan) => diagnostics.map(({ code }) => code);
const step = (plan: Plan, id: string) => plan.steps.find((found) => found.id === id);

/** ETL02 leaves; with what its entry says besides. */
function leaving(parts: Partial<DesiredWorker> = {}, policy: Partial<Topology['policy']> = {}): Topology {
  const topology = sshTopology({ policy: { maxRemovals: 0, ...policy } });
  const [stays, leaves] = topology.workers;
  if (stays === undefined || leaves === undefined) throw new Error('two workers are needed');
  return { ...topology, workers: [stays], leaving: [{ ...leaves, ...parts }] };
}

const own = rowOf('ETL02', 2, { enabled: true });

function rowsOf(...rows: readonly WorkerRow[]): CatalogObservation {
  return workingCatalog({ workers: { known: true, value: [rowOf('ETL01', 1, { enabled: true }), ...rows] } });
}

const marked = certificateOf('ETL02 of before', { friendlyName: workerMark('test', 'ETL02') });
const SQLETL01 = masterMachine('SQLETL01', { root: [master, publicHalf(ETL01), publicHalf(ETL02), marked] });
const distrusts = (print: string) => `worker/ETL02:distrustOn/SQLETL01/${print.slice(0, 8)}`;

/** The machine with its service stopped, as a removal leaves it. */
const stopped = workerMachine('ETL02', { service: { state: 'stopped', startMode: 'manual' } });

function planned(
  topology: Topology,
  machines: Readonly<Record<string, MachineObservation | string>> = { SQLETL01 },
  catalog: CatalogObservation = rowsOf(own),
): Plan {
  return planWith(machines, { topology, catalog });
}

describe('a worker with state: absent', () => {
  test('is emptied, stopped, removed and distrusted, without policy.prune and policy.maxRemovals', () => {
    const plan = planned(leaving());
    expect(plan.applyable).toBe(true);
    expect(plan.changes).toMatchObject([
      { id: 'worker/ETL02', action: 'remove', reasonCode: 'absent', risk: 'destructive' },
    ]);
    expect(ids(plan)).toEqual([
      'worker/ETL02:disable',
      'worker/ETL02:startMode',
      'worker/ETL02:stop',
      'worker/ETL02:remove',
      distrusts(marked.thumbprint),
      distrusts(ETL02.thumbprint),
    ]);
    expect(step(plan, 'worker/ETL02:stop')).toMatchObject({ risk: 'destructive' });
    expect(codes(plan)).toEqual([]);
  });

  test('whose certificate another worker uses too keeps that trusted', () => {
    const shares = workerMachine('ETL01', {
      config: { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: ETL02.thumbprint },
      root: [publicHalf(master), publicHalf(ETL02)],
      my: [ETL01, ETL02],
    });
    const plan = planned(leaving(), { SQLETL01, ETL01: shares });
    expect(ids(plan)).not.toContain(distrusts(ETL02.thumbprint));
    expect(ids(plan)).toContain(distrusts(marked.thumbprint));
  });

  test('keeps a certificate that does not bear its mark where it is not known what the others use', () => {
    const { plan, told } = withNote(planned(leaving(), { SQLETL01, ETL01: 'ETL01: no route to host' }));
    expect(ids(plan)).not.toContain(distrusts(ETL02.thumbprint));
    expect(told).toContain('the config of ETL01 was not seen');
    const strange = withNote(planned(leaving(), { SQLETL01 }, rowsOf(own, rowOf('ETL09', 9))));
    expect(ids(strange.plan)).not.toContain(distrusts(ETL02.thumbprint));
    expect(strange.told).toContain('rows of workers that the topology does not list');
    // What the entry itself names is its own by the word of who wrote it.
    const named = planned(leaving({ certificate: { thumbprint: ETL02.thumbprint } }), {
      SQLETL01,
      ETL01: 'ETL01: off',
    });
    expect(ids(named)).toContain(distrusts(ETL02.thumbprint));
  });

  function withNote(plan: Plan) {
    const told = plan.diagnostics.find(({ code }) => code === 'plan.absent-trusted');
    return { plan, told: told?.detail };
  }

  test('that cannot be stopped is distrusted before its row is removed', () => {
    const plan = planned(leaving(), { SQLETL01, ETL02: 'ETL02: no route to host' });
    expect(ids(plan)).toEqual(['worker/ETL02:disable', distrusts(marked.thumbprint), 'worker/ETL02:remove']);
    expect(codes(plan)).toContain('plan.will-register-again');
  });

  test('goes with the rows that earlier installations left behind', () => {
    const plan = planned(leaving(), { SQLETL01 }, rowsOf(own, rowOf('ETL02', 9, { lastOnlineAge: 9_000 })));
    expect(plan.changes.map(({ id, action }) => [id, action])).toEqual([
      [`worker/ETL02/${rowOf('ETL02', 9).id}`, 'remove'],
      ['worker/ETL02', 'remove'],
    ]);
    expect(step(plan, `worker/ETL02/${rowOf('ETL02', 9).id}:remove`)?.arguments).toMatchObject({
      workerAgentId: rowOf('ETL02', 9).id,
    });
    expect(plan.steps.filter(({ operation }) => operation === 'stopService')).toHaveLength(1);
  });

  test('that nobody looks at is removed from the catalog alone, whichever of its silent rows was the last', () => {
    const none = leaving({ access: { transport: 'none' } });
    const rows = rowsOf(rowOf('ETL02', 2, { lastOnlineAge: 9_000 }), rowOf('ETL02', 9, { lastOnlineAge: 90_000 }));
    const plan = planOf(none, rows, undefined, seenMachines({ SQLETL01, ETL01: workerMachine('ETL01') }));
    expect(plan.changes.map(({ id, action }) => [id, action])).toEqual([
      [`worker/ETL02/${rowOf('ETL02', 9).id}`, 'remove'],
      ['worker/ETL02', 'remove'],
    ]);
    expect(step(plan, 'worker/ETL02:remove')?.arguments).toMatchObject({ workerAgentId: own.id });
  });

  test.each([
    ['two rows of it are online', rowsOf(rowOf('ETL02', 2), rowOf('ETL02', 9))],
    ['its row cannot be read', { ...rowsOf(), unreadable: [unreadable('ETL02')] }],
  ] as const)('is not touched while %s', (_, catalog) => {
    const plan = planOf(
      leaving({ access: { transport: 'none' } }),
      catalog,
      undefined,
      seenMachines({ SQLETL01, ETL01: workerMachine('ETL01') }),
    );
    expect(plan.steps).toEqual([]);
    expect(plan.changes).toMatchObject([{ id: 'worker/ETL02', action: 'unknown' }]);
  });

  test('that is protected is refused, by its tags or by the topology', () => {
    const tagged = planned(leaving(), { SQLETL01 }, rowsOf({ ...own, tags: 'scaleout:protected' }));
    expect(codes(tagged)).toContain('guard.worker-protected');
    expect(codes(planned(leaving({ protect: true })))).toContain('guard.worker-protected');
  });

  test('that is the last one enabled says so, and waits for one that is enabled in its place', () => {
    const disabled = { workers: { known: true, value: [rowOf('ETL01', 1), own] } } as const;
    const off = leaving();
    const alone = { ...off, workers: off.workers.map((worker) => ({ ...worker, enabled: false })) };
    const last = planned(alone, { SQLETL01 }, workingCatalog(disabled));
    expect(last.changes).toMatchObject([{ reason: expect.stringContaining('no other worker would be left') }]);
    const other = planned(off, { SQLETL01 }, workingCatalog(disabled));
    expect(step(other, 'worker/ETL02:disable')?.needs).toEqual(['worker/ETL01:enable']);
  });

  test('is found by --target, and left alone by --exclude with its certificate', () => {
    const machines = seenMachines({ SQLETL01, ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') });
    const chosen = planOf(leaving(), rowsOf(own), { include: ['worker/etl02'], exclude: [] }, machines);
    expect(chosen.summary.remove).toBe(1);
    const left = planOf(leaving(), rowsOf(own), { include: [], exclude: ['worker/ETL02'] }, machines);
    expect(left.steps).toEqual([]);
  });

  test('deleted from the file too early it is as unlisted as any other', () => {
    const { leaving: _, ...early } = leaving();
    expect(planned(early).changes).toMatchObject([{ id: 'worker/ETL02', action: 'unmanaged' }]);
  });
});

describe('what a removal that was cut off has left', () => {
  test('a service that runs is stopped, since it would register again, and a certificate is distrusted', () => {
    const plan = planned(leaving(), { SQLETL01 }, rowsOf());
    expect(plan.changes).toMatchObject([{ id: 'worker/ETL02', action: 'update', reasonCode: 'absent' }]);
    expect(ids(plan)).toEqual([
      'worker/ETL02:startMode',
      'worker/ETL02:stop',
      distrusts(marked.thumbprint),
      distrusts(ETL02.thumbprint),
    ]);
    expect(step(plan, distrusts(marked.thumbprint))?.needs).toEqual(['worker/ETL02:startMode', 'worker/ETL02:stop']);
    expect(step(plan, 'worker/ETL02:stop')?.arguments).toMatchObject({ workerAgentId: own.id });
  });

  test('a certificate alone is distrusted', () => {
    const plan = planned(leaving(), { SQLETL01, ETL02: stopped }, rowsOf());
    expect(ids(plan)).toEqual([distrusts(marked.thumbprint), distrusts(ETL02.thumbprint)]);
    expect(plan.changes[0]?.fields).toContainEqual({
      path: 'trustedBy.SQLETL01',
      before: marked.thumbprint,
      after: null,
    });
  });
});

describe('an entry of which nothing is left', () => {
  const clean = masterMachine('SQLETL01', { root: [master, publicHalf(ETL01)] });

  test('may be deleted where everything was looked at', () => {
    const plan = planned(leaving(), { SQLETL01: clean, ETL02: stopped }, rowsOf());
    expect(plan.changes).toEqual([]);
    expect(plan.diagnostics).toMatchObject([{ code: 'plan.absent-done', severity: 'note' }]);
  });

  test.each([
    [
      'its machine',
      { SQLETL01: clean, ETL02: 'ETL02: no route to host.' },
      rowsOf(),
      'whether its service runs could not be seen',
    ],
    [
      'the Root of a node',
      { SQLETL01: { ...clean, root: { known: false, reason: 'denied' } }, ETL02: stopped },
      rowsOf(),
      'what SQLETL01 trusts could not be seen',
    ],
    ['a row without a name', { SQLETL01: clean, ETL02: stopped }, rowsOf(rowOf(null, 9)), 'a row that may be its own'],
  ] as const)('is kept while %s could hide something', (_, machines, catalog, why) => {
    const plan = planned(leaving(), machines, catalog);
    const told = plan.diagnostics.find(({ code }) => code === 'plan.absent-unseen');
    expect(told?.detail).toContain(why);
    expect(told?.detail).toMatch(/[^.]\.$/);
    expect(codes(plan)).not.toContain('plan.absent-done');
  });
});

describe('nobody waits for a worker that leaves', () => {
  const silent = rowsOf({ ...own, lastOnlineAge: 9_000, lastOnline: '2026-01-01T00:00:00.000Z' });
  const observation = (catalog: CatalogObservation): Observation => ({
    catalog,
    machines: seenMachines({ SQLETL01, ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') }),
  });

  test('the fleet is healthy without it, status names it, and watch does not count it', () => {
    expect(fleetHealth(sshTopology(), observation(silent)).state).toBe('degraded');
    expect(fleetHealth(leaving(), observation(silent)).state).toBe('healthy');
    const { workers } = statusDocument(leaving(), observation(silent));
    expect(workers.map(({ machine, standing }) => [machine, standing])).toEqual([
      ['ETL01', 'registered'],
      ['ETL02', 'leaving'],
    ]);
    const text = statusText(statusDocument(leaving(), observation(silent)), screen());
    expect(text).toMatch(/ETL02! +leaving/);
    expect(fleetOf(leaving(), observation(silent)).workers).toEqual({
      online: 1,
      offline: 0,
      disabled: 0,
      unregistered: 0,
    });
  });

  test('no script of its machine is made', () => {
    const make = () => byHandRequest(leaving(), observation(rowsOf(own)), machineName('ETL02'));
    expect(make).toThrow(expect.objectContaining({ code: 'command.worker-leaves' }));
  });

  test('no new certificate is asked for by hand', () => {
    const ask = () => withRotation(leaving(), { of: 'workers', ids: ['worker/etl02'] });
    expect(ask).toThrow(expect.objectContaining({ code: 'command.worker-leaves' }));
  });

  test('in maintenance it stays until that is over: its removal is told, and held', () => {
    const held = {
      topology: 'test',
      target: 'worker/ETL02',
      reason: 'patching',
      who: 'anna@build7',
      since: '2024-01-01T00:00:00.000Z',
    };
    const notes = {
      known: true,
      value: { suspensions: JSON.stringify([held]), approvals: null, waiting: null, acknowledgements: null },
    } as const;
    const options = { createdAt: '', toolVersion: '0.0.0', suspended: 'leaveOut' } as const;
    const { machines } = observation(rowsOf(own));
    const made = plan(leaving(), { catalog: { ...rowsOf(own), notes }, machines }, options);
    expect(made.steps).toEqual([]);
    expect(made.changes).toMatchObject([{ id: 'worker/ETL02', action: 'remove', suspended: { who: 'anna@build7' } }]);
  });
});

function unreadable(machineName: string) {
  return {
    id: null,
    machineName,
    enabled: true,
    column: 'LastOnlineTime',
    value: '',
    problem: 'it is no time',
  } as const;
}
