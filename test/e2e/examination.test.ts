import { afterAll, beforeAll, expect, test } from 'vitest';
import { timeText } from '../../packages/sandbox/src/instant.js';
import type { MachineEdit } from '../../packages/sandbox/src/model/life/change-fleet.js';
import { machineName } from '../../src/domain/machine-name.js';
import { checks } from '../../src/reconciler/diagnosis/checks.js';
import { type Diagnosis, diagnoseBy } from '../../src/reconciler/diagnosis/diagnose.js';
import { observe } from '../../src/reconciler/observe.js';
import { allFindings, causesOf, nodeNames, workerNames } from '../support/diagnosed-fleet.js';
import { sshTopology } from '../support/scale-out-world.js';
import { startWorld, type WorldFleet } from './world-fleet.js';

/* As diagnosis.test.ts beside it, of what only an examination of machines shows. */

const topology = sshTopology({ nodes: nodeNames, workers: workerNames });
const never = new AbortController().signal;
let fleet: WorldFleet;

beforeAll(async () => {
  fleet = await startWorld([], topology);
  await fleet.apply();
  await fleet.wait(2);
}, 180_000);

afterAll(() => fleet[Symbol.asyncDispose]());

async function examined(): Promise<Diagnosis> {
  const { catalog, machines } = fleet;
  const connect = [{ host: 'SQLETL01', port: 1433 }];
  return diagnoseBy(checks, topology, await observe(topology, { catalog, machines }, never, { connect }));
}

/** What is found while a machine is otherwise, some minutes later; it is as before then. */
async function foundWith(machine: string, edit: MachineEdit, minutes: number): Promise<Diagnosis> {
  const { world, store } = fleet.running;
  const before = {
    windows: store.get('windows', machine),
    worker: store.get('machines', machine),
    master: store.get('masters', machine),
  };
  world.editMachine(machine, edit);
  await fleet.wait(minutes);
  const found = await examined();
  world.editMachine(machine, () => before);
  await fleet.wait(3);
  return found;
}

const examination =
  (fields: object): MachineEdit =>
  ({ windows }) => ({ windows: { ...windows, examination: { ...fields } } });

test('nothing is found where nothing is wrong, and nothing of the machines is unknown', async () => {
  const { findings, results } = await examined();
  expect(allFindings(findings)).toEqual([]);
  const ofMachines = results.filter(
    ({ id, target }) => /^(worker|master)\//.test(target) && id !== 'worker.dump-on-errors',
  );
  expect(ofMachines.filter(({ result }) => result !== 'ok')).toEqual([]);
});

test.each<[string, string, MachineEdit, number]>([
  [
    'worker.service-account at worker/ETL01',
    'ETL01',
    ({ worker }) => ({
      worker: {
        ...worker,
        service: 'stopped',
        stoppedAt: timeText(Date.parse(String(worker?.startedAt)) + 60_000_000),
        logonError: 1909,
      },
    }),
    5,
  ],
  ['worker.account-rights at worker/ETL02', 'ETL02', examination({ rights: { SSISScaleOutWorker160: [] } }), 0],
  ['worker.disk at worker/ETL03', 'ETL03', examination({ disks: { 'C:\\': { freeBytes: 1_000_000 } } }), 0],
  ['worker.log-cache at worker/ETL03', 'ETL03', examination({ folders: { 'worker logCache': { files: 9 } } }), 0],
  ['worker.log-database at worker/ETL04', 'ETL04', examination({ reach: { 'SQLETL01:1433': 'silent' } }), 0],
  ['worker.limits at worker/ETL05', 'ETL05', examination({ cpuPercent: 99 }), 0],
  [
    'master.log-growth at master/SQLETL02',
    'SQLETL02',
    examination({ folders: { 'master logs': { files: 10_000, isMore: true } } }),
    0,
  ],
  [
    'master.tls at master/SQLETL02',
    'SQLETL02',
    examination({ tls: { 'TLS 1.2 Server': false, 'TLS 1.3 Server': false } }),
    0,
  ],
])('%s is the one cause where %s was changed', async (finding, machine, edit, minutes) => {
  expect(causesOf(await foundWith(machine, edit, minutes))).toEqual([finding]);
  expect(causesOf(await examined())).toEqual([]);
});

test('a firewall that is closed stands above what the workers find at their endpoint', async () => {
  const { findings } = await foundWith('SQLETL01', ({ windows }) => ({ windows: { ...windows, firewall: {} } }), 5);
  expect(findings.map(({ id }) => id)).toEqual(['master.firewall']);
  const unreached = allFindings(findings).filter(({ id }) => id === 'worker.endpoint-unreached');
  expect(unreached.map(({ target }) => target)).toEqual(workerNames.map((name) => `worker/${name}`));
});

test('of a log that has lines of an earlier fault only what was written after the last heartbeat is told', async () => {
  const { world, store } = fleet.running;
  const worker = store.get('machines', 'ETL02');
  // Since its service runs, and before the heartbeats that were accepted.
  const then = timeText(Date.parse(String(worker?.startedAt)) + 1_000);
  world.editMachine('ETL02', (rows) => ({ worker: { ...rows.worker, log: { trust: then, anonymous: then } } }));
  const seen = await fleet.machines.inspect(machineName('ETL02'), never);
  expect(seen.known ? seen.value.trouble.map(({ kind }) => kind) : []).toEqual(
    expect.arrayContaining(['trust', 'anonymous']),
  );
  const { findings } = await foundWith('SQLETL01', ({ windows }) => ({ windows: { ...windows, firewall: {} } }), 5);
  const told = allFindings(findings).filter(({ target }) => target === 'worker/ETL02');
  expect(told.map(({ id }) => id)).toEqual(['worker.endpoint-unreached', 'worker.log', 'worker.offline']);
  expect(told[1]?.summary).toContain("nobody listens at the master's endpoint");
  expect(JSON.stringify(findings)).not.toMatch(/certificate is not trusted|403/);
});
