import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../../src/domain/catalog.js';
import { openPackageFleet, operator, type PackageFleet, sysadmin } from '../../support/package-fleet.js';
import { drainEtl01, racing } from './sandbox-drain.js';

const { signal } = new AbortController();
const succeeded = 7;
const endedUnexpectedly = 6;
const running = 2;

async function enabled({ idOf }: PackageFleet, catalog: Catalog): Promise<boolean | undefined> {
  return (await catalog.readWorkers([idOf('ETL01')], signal)).get(idOf('ETL01'))?.enabled;
}

/** A worker asks for a task each ten seconds: started and pulled, and not reported on. */
async function pulled(place: PackageFleet): Promise<string> {
  const id = await place.start();
  const catalog = place.catalogAs(sysadmin);
  for (let second = 0; second < 12; second += 1) {
    const { leases } = await catalog.readWork(place.idOf('ETL01'), signal);
    if (leases.known && leases.value.some(({ status }) => status === 'pulled')) return id;
    place.sandbox.clock.advance(1);
  }
  throw new Error('nobody pulled it');
}

describe.each([
  ['that sees the leases', sysadmin],
  ['that does not see the leases', operator],
])('a login %s', (_, login) => {
  test('waits for a package, which ends as it should', async () => {
    await using place = await openPackageFleet(120);
    const id = await place.start();
    expect(await place.statusAfter(25, id)).toBe(running);
    const catalog = place.catalogAs(login);
    const run = await drainEtl01(place, catalog);
    expect(run.outcome).toMatchObject({ result: 'drained', foundDisabled: false, executions: [] });
    expect(run.messages[0]).toMatch(
      /^waits for 1 package: Warehouse\\Loads\\LoadSales\.dtsx since \d+ s \(execution 1\)$/,
    );
    expect(await place.statusAfter(0, id)).toBe(succeeded);
    expect(await enabled(place, catalog)).toBe(false);
  });

  test('waits for a package that was pulled and not reported on', async () => {
    await using place = await openPackageFleet(60);
    const id = await pulled(place);
    const run = await drainEtl01(place, place.catalogAs(login));
    expect(run.outcome).toMatchObject({ result: 'drained', executions: [] });
    expect(await place.statusAfter(0, id)).toBe(succeeded);
  });

  test('stops at the time limit, and the package goes on', async () => {
    await using place = await openPackageFleet(600);
    const id = await place.start();
    await place.statusAfter(25, id);
    const catalog = place.catalogAs(login);
    const run = await drainEtl01(place, catalog, { timeoutSeconds: 60 });
    expect(run.error).toMatchObject({
      code: 'guard.drain-timeout',
      message: expect.stringContaining('LoadSales.dtsx'),
    });
    expect(await enabled(place, catalog)).toBe(true);
    expect(await place.statusAfter(600, id)).toBe(succeeded);
  });

  test('disables at the time limit, and says what is lost', async () => {
    await using place = await openPackageFleet(6_000);
    const id = await place.start();
    await place.statusAfter(25, id);
    const catalog = place.catalogAs(login);
    const run = await drainEtl01(place, catalog, { timeoutSeconds: 60, onTimeout: 'disable' });
    expect(run.outcome).toMatchObject({ result: 'cutOff', executions: [{ executionId: id, status: 'running' }] });
    expect(await enabled(place, catalog)).toBe(false);
    expect(await place.statusAfter(660, id)).toBe(endedUnexpectedly);
  });

  test('does not wait for a dead worker whose execution stays as it is for ever', async () => {
    await using place = await openPackageFleet(600);
    // With another attempt left nobody ends it, and nobody else may run it.
    const id = await place.start({ retries: 1, only: 'ETL01' });
    await place.statusAfter(25, id);
    place.sandbox.running.world.changeMachine('ETL01', { service: 'stopped' });
    expect(await place.statusAfter(700, id)).toBe(running);
    const catalog = place.catalogAs(login);
    const run = await drainEtl01(place, catalog);
    expect(run.outcome).toMatchObject({ result: 'dead', executions: [{ executionId: id }], waitedMs: 0 });
    expect(run.messages.at(-1)).toContain('not waited for Warehouse\\Loads\\LoadSales.dtsx');
    expect(await enabled(place, catalog)).toBe(false);
  });

  test('an idle worker: two seconds', async () => {
    await using place = await openPackageFleet(60);
    const run = await drainEtl01(place, place.catalogAs(login));
    expect(run).toMatchObject({ seconds: 2, messages: [], outcome: { result: 'drained' } });
  });
});

describe('a task that slips in right before the worker is disabled', () => {
  test('is seen by its lease and waited for: it is not lost', async () => {
    await using place = await openPackageFleet(400);
    let id = '';
    const catalog = racing(place.catalogAs(sysadmin), async () => {
      id = await pulled(place);
    });
    const run = await drainEtl01(place, catalog);
    expect(run.messages[0]).toContain('got work right before it was disabled, so it is enabled again');
    expect(run.outcome?.result).toBe('drained');
    expect(await place.statusAfter(0, id)).toBe(succeeded);
    expect(await enabled(place, catalog)).toBe(false);
  });

  test('and has been reported on is seen by who sees no lease', async () => {
    await using place = await openPackageFleet(100);
    let id = '';
    const catalog = racing(place.catalogAs(operator), async () => {
      id = await place.start();
      expect(await place.statusAfter(25, id)).toBe(running);
    });
    const run = await drainEtl01(place, catalog);
    expect(run.messages[0]).toContain('enabled again');
    expect(await place.statusAfter(0, id)).toBe(succeeded);
    expect(await enabled(place, catalog)).toBe(false);
  });

  test('and has not is not seen by who sees no lease: but the drain outlasts the lease', async () => {
    await using place = await openPackageFleet(100);
    const catalog = racing(place.catalogAs(operator), async () => {
      await pulled(place);
    });
    const run = await drainEtl01(place, catalog);
    expect(run.outcome?.result).toBe('drained');
    expect(run.seconds).toBeGreaterThan(290);
    const { leases } = await place.catalogAs(sysadmin).readWork(place.idOf('ETL01'), signal);
    expect(leases).toEqual({ known: true, value: [] });
  });
});

describe('without the rights', () => {
  test.each([
    ['executor', 'guard.drain-blind'],
    ['reader', 'catalog.no-rights'],
  ])('%s: %s, and nothing is written', async (login, code) => {
    await using place = await openPackageFleet(60);
    const run = await drainEtl01(place, place.catalogAs(login));
    expect(run.error).toMatchObject({ code, remedy: expect.stringContaining('ssis_admin') });
    expect(await enabled(place, place.catalogAs(sysadmin))).toBe(true);
  });
});

test('a worker that is disabled while it runs: its lease is waited for, and it stays disabled', async () => {
  await using place = await openPackageFleet(1_000);
  const id = await place.start();
  await place.statusAfter(25, id);
  const catalog = place.catalogAs(sysadmin);
  await catalog.setWorkerEnabled(place.idOf('ETL01'), false, signal);
  const run = await drainEtl01(place, catalog);
  expect(run.outcome).toMatchObject({ result: 'drained', foundDisabled: true });
  // Its last report set the end of the lease a minute ahead.
  expect(run.seconds).toBeGreaterThan(40);
  expect(run.seconds).toBeLessThan(75);
  expect(await enabled(place, catalog)).toBe(false);
});

test('in a busy fleet of several workers no execution is lost while one of them is drained', async () => {
  await using place = await openPackageFleet(45);
  const catalog = place.catalogAs(sysadmin);
  await catalog.setWorkerEnabled(place.idOf('ETL02'), true, signal);
  const ids: string[] = [];
  const busy: Catalog = {
    ...catalog,
    async readWork(id, aborted) {
      if (ids.length < 12) ids.push(await place.start());
      return catalog.readWork(id, aborted);
    },
  };
  const run = await drainEtl01(place, busy);
  expect(run.outcome?.result).toBe('drained');
  place.sandbox.clock.advance(900);
  for (const id of ids) expect(await place.statusAfter(0, id)).toBe(succeeded);
});
