import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Catalog, CatalogObservation } from '../../src/domain/catalog.js';
import { ScaleoutError } from '../../src/errors/errors.js';
import { noMachines } from '../../src/providers/machines/open-machines.js';
import { type PlanOptions, plan } from '../../src/reconciler/plan/plan.js';
import type { Rehearsal } from '../../src/rehearsal/rehearsal.js';
import { rehearse } from '../../src/rehearsal/rehearse.js';
import { type SimulatedTime, simulatedTime } from '../../src/rehearsal/simulated-time.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';

const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: false }, { machine: 'ETL02' }] });
const rows = [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled: true })];
const observed = catalogOf(rows);
const planOptions: PlanOptions = { createdAt: '2026-01-01T00:00:00.000Z', toolVersion: '0.0.0' };

/** A rehearsal on a catalog that does what it is told to. */
function rehearsalOn(
  time: SimulatedTime,
  catalog: Partial<Catalog>,
  parts: Partial<Rehearsal> & { readonly seen?: CatalogObservation } = {},
): Rehearsal {
  const { seen = observed, ...rest } = parts;
  const observation = { catalog: observed, machines: new Map() };
  const twin = {
    ...{ observe: async () => seen, setMark: async () => {}, readAccount: undefined },
    readWorkers: async () => new Map(rows.map((row) => [row.id, row])),
    ...catalog,
  };
  const workers = rows.map(({ id, machineName, enabled }) => ({
    ...{ agentId: id, machine: machineName ?? '', enabled, service: 'running' as const },
    ...{ connected: true, executions: [] },
  }));
  return {
    ...{ topology, observation, time, told: [], packages: new Map(), timedMachines: 0, parallelism: 4 },
    plan: plan(topology, observation, planOptions),
    planOn: (on) => plan(topology, on, planOptions),
    twin: {
      catalog: twin as unknown as Catalog,
      machines: noMachines(),
      look: () => ({ workers, masters: [{ machine: 'SQLETL01', service: 'running' }] }),
    },
    assumptions: { operationSeconds: 3, catalogSeconds: 0, serviceSeconds: 10, packageSeconds: 600 },
    ...{ toolVersion: '0.0.0', createdAt: '2026-01-01T00:00:00.000Z', signal: new AbortController().signal },
    ...rest,
  };
}

const hangs = () => new Promise<never>(() => {});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a call to the twin that hangs ends the rehearsal unfinished, with what had begun', async () => {
  using time = simulatedTime();
  const readWork = vi.fn(hangs);
  const rehearsal = rehearse(rehearsalOn(time, { readWork }));
  await vi.waitFor(() => expect(readWork).toHaveBeenCalled());
  vi.advanceTimersByTime(62_000);
  const { result, steps, diagnostics } = await rehearsal;
  expect(result).toBe('unfinished');
  expect(steps).toMatchObject([{ id: 'worker/ETL01:disable', outcome: 'unfinished', from: 0 }]);
  expect(diagnostics[0]).toMatchObject({
    code: 'rehearsal.unfinished',
    detail: 'Nothing has happened on the twin for 1 minute.',
  });
});

test('whoever interrupts it ends it at once', async () => {
  using time = simulatedTime();
  const control = new AbortController();
  const readWork = vi.fn(hangs);
  const rehearsal = rehearse(rehearsalOn(time, { readWork }, { signal: control.signal }));
  await vi.waitFor(() => expect(readWork).toHaveBeenCalled());
  const reason = new ScaleoutError('command.interrupted', 'The command was interrupted.');
  control.abort(reason);
  await expect(rehearsal).rejects.toBe(reason);
});

test('where the plan of the twin is another one, nothing is tried, and what differs is told', async () => {
  using time = simulatedTime();
  const seen = catalogOf(rows.map((row) => ({ ...row, enabled: false })));
  const found = await rehearse(rehearsalOn(time, { readWork: hangs }, { seen }));
  expect(found).toMatchObject({ result: 'unlike', durationSeconds: 0, steps: [], workers: [] });
  expect(found.capacity).toMatchObject({ before: 2, lowest: 2, after: 2 });
  expect(found.diagnostics).toMatchObject([{ severity: 'error', code: 'rehearsal.unlike' }]);
  const refused = new ScaleoutError('guard.plan-stale', 'A step would not be planned so now.');
  const planOn = () => {
    throw refused;
  };
  const unplanned = await rehearse(rehearsalOn(time, {}, { planOn }));
  expect(unplanned.diagnostics[0]?.detail).toBe(
    'The live plan cannot be made on the twin: A step would not be planned so now.',
  );
});

test('a step that the twin refuses is told with its error, and the rehearsal is partial', async () => {
  using time = simulatedTime();
  const readWork = () => Promise.reject(new ScaleoutError('catalog.no-rights', 'The login may not see the workers.'));
  const found = await rehearse(rehearsalOn(time, { readWork }));
  expect(found.result).toBe('partial');
  expect(found.steps).toMatchObject([
    { id: 'worker/ETL01:disable', outcome: 'errored', diagnostic: { code: 'catalog.no-rights' } },
  ]);
});
