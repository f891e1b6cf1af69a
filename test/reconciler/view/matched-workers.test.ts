import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fleetView } from '../../../src/reconciler/view/fleet.js';
import { matchWorkers, rowsOf } from '../../../src/reconciler/view/matched-workers.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { machineOf, seenMachines } from '../../support/machine-build.js';
import { argumentsOf } from '../../support/step-of.js';

const cut = 'ETL-PRODUCTION-';
const one = 'ETL-PRODUCTION-01';
const two = 'etl-production-02.corp.example';
const ssh = { transport: 'ssh', user: 'svc' } as const;

const workersOf = (names: readonly string[]) =>
  topologyOf({ workers: names.map((machine) => ({ machine, access: ssh })) }).workers;

describe('rows that show 15 characters of a name', () => {
  test("one that can only be of one listed machine is that machine's", () => {
    const row = rowOf(cut.toLowerCase(), 1);
    const { matches, unlisted, doubtful } = matchWorkers(workersOf([one, 'ETL01']), [row]);
    expect(matches.map(({ state }) => state)).toEqual(['registered', 'awaitingRegistration']);
    expect(matches[0]).toMatchObject({ row });
    expect([...unlisted, ...doubtful]).toEqual([]);
  });

  test.each([
    ['two listed machines', [one, two], [rowOf(cut, 1)]],
    ['a listed machine that is called just so', [one, cut], [rowOf(cut, 1)]],
    ['one of two such rows', [one], [rowOf(cut, 1), rowOf(cut, 2, { lastOnlineAge: 90_000 })]],
    ['a machine of which the catalog has the whole name', [one], [rowOf(cut, 1), rowOf('ETL-PRODUCTION-77', 2)]],
  ])("which may be of %s: nobody's, and never unlisted", (_, names, rows) => {
    const { matches, unlisted } = matchWorkers(workersOf(names), rows);
    expect(new Set(matches.map(({ state }) => state))).toEqual(new Set(['sharedName']));
    expect(unlisted.filter(({ machineName: name }) => name === cut)).toEqual([]);
  });

  test('the id in a config decides, and leaves the other row to nobody', () => {
    const rows = [rowOf(cut, 1), rowOf(cut, 2), rowOf(cut, 3, { lastOnlineAge: 90_000 })];
    const ids = new Map([
      [one, rows[0]?.id],
      [two, rows[1]?.id],
    ]);
    const found = matchWorkers(workersOf([one, two]), rows, ({ machine }) => ids.get(machine));
    expect(found.matches).toMatchObject([
      { state: 'registered', row: rows[0], stale: [] },
      { state: 'registered', row: rows[1], stale: [] },
    ]);
    expect(found.doubtful.map(({ row }) => row)).toEqual([rows[2]]);
    expect(found.unlisted).toEqual([]);
  });

  test("a machine whose config was not seen is awaited, where the only such row is another's by its config", () => {
    const row = rowOf(cut, 1);
    const found = matchWorkers(workersOf([one, two]), [row], ({ machine }) => (machine === one ? row.id : undefined));
    expect(found.matches.map(({ state }) => state)).toEqual(['registered', 'awaitingRegistration']);
  });

  test('a shorter name, or one of another beginning, is not taken for it', () => {
    const rows = [rowOf('ETL-PRODUCTION', 1), rowOf('ETL-PRODUCTIONX', 2), rowOf(`${cut}.corp`, 3)];
    expect(matchWorkers(workersOf([one]), rows).unlisted).toEqual(rows);
  });

  test('under prune nothing is done to them, and the plan tells', () => {
    const topology = topologyOf({
      workers: [one, two].map((machine) => ({ machine, enabled: false })),
      policy: { prune: true },
    });
    const plan = planOf(topology, catalogOf([rowOf(cut, 1, { enabled: true })]));
    expect(plan.steps).toEqual([]);
    expect(plan.changes.map(({ reasonCode }) => reasonCode)).toEqual(['shared-name', 'shared-name']);
    expect(plan.diagnostics.map(({ code }) => code)).toContain('plan.name-shared');
  });

  test('a machine that is called by 15 characters has no row taken for one that it left behind', () => {
    const rows = [rowOf(cut, 1), rowOf(cut, 2, { lastOnlineAge: 90_000 })];
    const found = matchWorkers(workersOf([cut]), rows, () => rows[0]?.id);
    expect(found.matches).toMatchObject([{ state: 'registered', stale: [] }]);
    expect(found.doubtful.map(({ row }) => row)).toEqual([rows[1]]);
  });
});

// Hosts of which some share 15 characters; each has at most one row, of which we know whose it is.
const hosts = [
  one,
  'ETL-PRODUCTION-02',
  'etl-production-03.corp.example',
  'ETL-PRODUCTION1',
  'ETL-PRODUCTION12',
  'ETL01',
];

const fleet = fc.record({
  hosts: fc.array(
    fc.record({
      listed: fc.boolean(),
      registered: fc.boolean(),
      netbios: fc.boolean(),
      seen: fc.boolean(),
      enabled: fc.boolean(),
      online: fc.boolean(),
    }),
    { minLength: hosts.length, maxLength: hosts.length },
  ),
  wanted: fc.boolean(),
});

test('with prune on, no step touches a row of a machine that it was not planned for', () => {
  let touched = 0;
  fc.assert(
    fc.property(fleet, ({ hosts: drawn, wanted }) => {
      const all = drawn.map((host, at) => {
        const name = hosts[at] ?? '';
        const short = name.split('.')[0] ?? '';
        const parts = { enabled: host.enabled, lastOnlineAge: host.online ? 5 : 90_000 };
        return { ...host, name, row: rowOf(host.netbios ? short.slice(0, 15).toUpperCase() : short, at + 1, parts) };
      });
      // A row of nobody listed that only one listed machine without a row can have is taken for its own: no one can know better.
      const known = all.map((host) => ({ ...host, listed: host.listed || (host.registered && host.netbios) }));
      const listed = known.filter((host) => host.listed);
      const base = topologyOf({
        workers: listed.map(({ name }) => ({ machine: name, enabled: wanted, access: ssh })),
        policy: { prune: true, maxRemovals: 9 },
      });
      const rows = known.filter((host) => host.registered).map(({ row }) => row);
      const machines = seenMachines(
        Object.fromEntries(
          listed.map(({ name, row, registered, seen }) => [
            name,
            seen ? machineOf(name, 'worker', { config: registered ? { AgentId: row.id } : {} }) : 'it does not answer',
          ]),
        ),
      );
      const plan = planOf(base, catalogOf(rows), undefined, machines);
      const owners = new Map(known.map((host) => [host.row.id as string, host]));
      for (const step of plan.steps) {
        const owner = owners.get(String(argumentsOf(step).workerAgentId).toLowerCase());
        if (owner === undefined) continue;
        touched += 1;
        if (step.operation === 'removeWorker') expect(owner.listed).toBe(false);
        if (owner.listed) expect(step.target).toBe(`worker/${owner.name}`);
      }
      const catalog = catalogOf(rows);
      const found = fleetView(base, { catalog, machines });
      for (const row of found.unlisted) expect(owners.get(row.id)?.listed).toBe(false);
      const told = [
        ...found.workers.flatMap(({ match }) => rowsOf(match)),
        ...found.unlisted,
        ...found.doubtful.map(({ row }) => row),
      ];
      expect(new Set(told.map(({ id }) => id)).size).toBe(rows.length);
    }),
    { numRuns: 400 },
  );
  expect(touched).toBeGreaterThan(100);
});
