import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MachineEdit } from '../../packages/sandbox/src/model/life/change-fleet.js';
import type { Json, Row } from '../../packages/sandbox/src/model/store.js';
import { allFindings, causesOf, nodeNames, workerNames } from '../support/diagnosed-fleet.js';
import { sshTopology } from '../support/scale-out-world.js';
import { startWorld, type WorldFleet } from './world-fleet.js';

/*
 * A fleet of two nodes of the master and five workers, set up by an apply, where each fault is put straight into the state of
 * the sandbox: it knows nothing of the checks, and decides by itself who is heard of then.
 */

const topology = sshTopology({ nodes: nodeNames, workers: workerNames });
let fleet: WorldFleet;

beforeAll(async () => {
  fleet = await startWorld([], topology);
  const { outcome } = await fleet.apply();
  expect(outcome).toMatchObject({ result: 'done', errored: 0, skipped: 0 });
  await fleet.wait(2);
}, 180_000);

afterAll(() => fleet[Symbol.asyncDispose]());

const rowOf = (value: Json | undefined): Row => ({ ...(value as Row) });

/** A setting of the config that the service begins with anew. */
function withSetting(row: Row | undefined, key: string, value: string): Row {
  const text = String(row?.config);
  const changed = text.replace(
    new RegExp(`("${key}"\\s*:\\s*)"[^"]*"`),
    (_, before: string) => `${before}${JSON.stringify(value)}`,
  );
  if (changed === text) throw new Error(`There is no ${key} to change in ${text}.`);
  return { ...row, config: changed, loaded: null };
}

/** Changes a certificate of a store that names begin with; undefined takes it out. */
function withStore(
  row: Row | undefined,
  store: 'root' | 'my',
  is: (name: string) => boolean,
  change: (entry: Row) => Row | undefined,
): Row {
  const entries = Object.entries(rowOf(row?.[store])).flatMap(([print, entry]) => {
    const name = String(rowOf(entry).friendlyName);
    if (!is(name)) return [[print, entry] as const];
    const changed = change(rowOf(entry));
    return changed === undefined ? [] : [[print, changed] as const];
  });
  return { ...row, [store]: Object.fromEntries(entries) };
}

test('nothing is found where nothing is wrong', async () => {
  const { findings, results } = await fleet.diagnose();
  expect(allFindings(findings)).toEqual([]);
  expect(results.filter(({ result }) => result !== 'ok')).toEqual([]);
});

interface Case {
  readonly finding: string;
  readonly machine: string;
  readonly edit: MachineEdit;
  /** Whether packages are kept from workers, so that it is an error with those workers beneath it. */
  readonly offline: readonly string[];
  /** Where that tells otherwise. */
  readonly severity?: 'error';
}

const all = [...workerNames];

const cases: readonly Case[] = [
  {
    finding: 'worker.service at worker/ETL01',
    machine: 'ETL01',
    edit: ({ worker }) => ({ worker: { ...worker, service: 'stopped', stoppedAt: worker?.startedAt ?? null } }),
    offline: ['ETL01'],
  },
  {
    finding: 'worker.endpoint at worker/ETL02',
    machine: 'ETL02',
    edit: ({ worker }) => ({ worker: withSetting(worker, 'MasterEndpoint', 'https://sqlold.corp.example:8391') }),
    offline: ['ETL02'],
  },
  {
    finding: 'worker.agent-id-shared at worker/ETL02',
    machine: 'ETL02',
    edit: ({ worker }) => {
      const { agentId } = fleet.running.store.get('machines', 'ETL01') ?? {};
      return { worker: { ...withSetting(worker, 'AgentId', String(agentId)), agentId: agentId ?? null } };
    },
    // One row is heard of by turns under either name.
    offline: [],
    severity: 'error',
  },
  {
    finding: 'worker.config at worker/ETL04',
    machine: 'ETL04',
    edit: ({ worker }) => ({ worker: { ...worker, config: '{ "MasterEndpoint": ', loaded: null } }),
    offline: ['ETL04'],
  },
  {
    finding: 'worker.key-unreadable at worker/ETL03',
    machine: 'ETL03',
    edit: ({ windows }) => ({
      windows: withStore(
        windows,
        'my',
        () => true,
        (entry) => ({ ...entry, readers: ['S-1-5-18'] }),
      ),
    }),
    offline: ['ETL03'],
  },
  {
    finding: 'worker.key-missing at worker/ETL03',
    machine: 'ETL03',
    edit: ({ windows }) => ({
      windows: withStore(
        windows,
        'my',
        () => true,
        (entry) => ({ ...entry, keyLost: true }),
      ),
    }),
    offline: ['ETL03'],
  },
  {
    finding: 'worker.master-not-trusted at worker/ETL04',
    machine: 'ETL04',
    edit: ({ windows }) => ({
      windows: withStore(
        windows,
        'root',
        (name) => name.endsWith(' master'),
        () => undefined,
      ),
    }),
    offline: ['ETL04'],
  },
  {
    finding: 'worker.not-trusted at worker/ETL05',
    machine: 'SQLETL01',
    edit: ({ windows }) => ({
      windows: withStore(
        windows,
        'root',
        (name) => name.endsWith('ETL05'),
        () => undefined,
      ),
    }),
    offline: ['ETL05'],
  },
  {
    finding: 'worker.not-trusted at worker/ETL05',
    machine: 'SQLETL02',
    edit: ({ windows }) => ({
      windows: withStore(
        windows,
        'root',
        (name) => name.endsWith('ETL05'),
        () => undefined,
      ),
    }),
    offline: [],
  },
  {
    finding: 'master.binding at master/SQLETL01',
    machine: 'SQLETL01',
    edit: ({ windows }) => ({ windows: { ...windows, bindings: {} } }),
    offline: all,
  },
  {
    finding: 'master.firewall at master/SQLETL01',
    machine: 'SQLETL01',
    edit: ({ windows }) => ({ windows: { ...windows, firewall: {} } }),
    offline: all,
  },
  {
    finding: 'master.certificate-missing at master/SQLETL01',
    machine: 'SQLETL01',
    edit: ({ windows }) => ({
      windows: withStore(
        windows,
        'root',
        (name) => name === 'SSISScaleOutMaster',
        (entry) => ({ ...entry, keyLost: true }),
      ),
    }),
    offline: all,
  },
  {
    finding: 'master.service at master/SQLETL02',
    machine: 'SQLETL02',
    edit: ({ master }) => ({ master: { ...master, service: 'stopped', stoppedAt: master?.startedAt ?? null } }),
    offline: [],
  },
];

test.each(cases)(
  '$finding is found where $machine was changed',
  async ({ finding, machine, edit, offline, severity }) => {
    const { world, store } = fleet.running;
    const before = {
      windows: store.get('windows', machine),
      worker: store.get('machines', machine),
      master: store.get('masters', machine),
    };
    world.editMachine(machine, edit);
    await fleet.wait(5);
    const { findings } = await fleet.diagnose();
    world.editMachine(machine, () => before);
    await fleet.wait(3);
    expect(causesOf({ findings, results: [] })).toEqual([finding]);
    const beneath = allFindings(findings).filter(({ id }) => id === 'worker.offline');
    expect(beneath.map(({ target }) => target)).toEqual(offline.map((name) => `worker/${name}`));
    expect(findings[0]?.result).toBe(severity ?? (offline.length > 0 ? 'error' : 'warning'));
    expect(causesOf(await fleet.diagnose())).toEqual([]);
  },
);

test('two faults at once are two causes', async () => {
  const { world, store } = fleet.running;
  const [key, firewall] = ['worker.key-unreadable at worker/ETL03', 'master.firewall at master/SQLETL01'].map((name) =>
    cases.find(({ finding }) => finding === name),
  );
  if (key === undefined || firewall === undefined) throw new Error('There are no such cases.');
  const before = [key, firewall].map(({ machine }) => ({ machine, windows: store.get('windows', machine) }));
  for (const { machine, edit } of [key, firewall]) world.editMachine(machine, edit);
  await fleet.wait(5);
  const diagnosis = await fleet.diagnose();
  for (const { machine, windows } of before) world.editMachine(machine, () => ({ windows }));
  expect(causesOf(diagnosis)).toEqual([firewall.finding, key.finding]);
});
