import { describe, expect, test } from 'vitest';
import { machineName } from '../../../src/domain/machine-name.js';
import type { MachineObservation } from '../../../src/domain/machines.js';
import { byHandRequest } from '../../../src/reconciler/by-hand.js';
import { observe } from '../../../src/reconciler/observe.js';
import { plan } from '../../../src/reconciler/plan/plan.js';
import { fleetMachines, fleetView } from '../../../src/reconciler/view/fleet.js';
import { statusDocument } from '../../../src/status/status-document.js';
import { fleetOf } from '../../../src/watch/watch-event.js';
import { seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  sshTopology,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

const machines = seenMachines({
  SQLETL01: masterMachine('SQLETL01'),
  ETL01: workerMachine('ETL01'),
  ETL02: workerMachine('ETL02'),
});
const unread = { known: false, reason: 'no rights' } as const;

/** The same machine, which says how often the bytes of its configs are taken. */
function counted(machine: MachineObservation, count: () => void): MachineObservation {
  return {
    ...machine,
    installations: machine.installations.map((installation) => {
      const { config } = installation;
      if (!config.known) throw new Error('no config');
      const { path, content, sha256 } = config.value;
      const value = {
        path,
        sha256,
        get content() {
          count();
          return content;
        },
      };
      return { ...installation, config: { known: true, value } };
    }),
  };
}

test('each config is read once an observation, whoever asks and however often', async () => {
  const topology = sshTopology();
  let reads = 0;
  const count = () => {
    reads += 1;
  };
  const watched = seenMachines({
    SQLETL01: counted(masterMachine('SQLETL01'), count),
    ETL01: counted(workerMachine('ETL01'), count),
    ETL02: counted(workerMachine('ETL02'), count),
  });
  const world = {
    catalog: { observe: async () => workingCatalog() },
    machines: {
      inspect: async (name: string) => watched.get(name.toUpperCase()) ?? { known: false, reason: 'no such machine' },
    },
  } as const;
  const observation = await observe(topology, world, new AbortController().signal);
  for (const targets of [
    { include: [], exclude: [] },
    { include: ['worker/ETL01'], exclude: [] },
  ]) {
    plan(topology, observation, { createdAt: '', toolVersion: '0', targets });
  }
  statusDocument(topology, observation);
  fleetOf(topology, observation);
  byHandRequest(topology, observation, machineName('SQLETL01'));
  expect(reads).toBe(3);
});

test('the views of an observation are made once, and anew of another', () => {
  const topology = sshTopology();
  const observation = { catalog: workingCatalog(), machines };
  const view = fleetView(topology, observation);
  expect(fleetView(topology, observation)).toBe(view);
  expect(fleetView(topology, { ...observation })).not.toBe(view);
  expect(fleetView(sshTopology(), observation)).not.toBe(view);
});

describe('the view of a worker', () => {
  const topology = sshTopology();

  test('has its row, its installation with the id of its config, and its certificate', () => {
    const [worker] = fleetView(topology, { catalog: workingCatalog(), machines }).workers;
    expect(worker).toMatchObject({
      match: { state: 'registered' },
      row: { machineName: 'ETL01' },
      reachability: { state: 'seen' },
      installation: { agentId: worker?.row?.id, service: { state: 'running' }, config: { state: 'read' } },
      certificate: { state: 'present', stored: { thumbprint: certificates.ETL01.thumbprint } },
      signing: undefined,
    });
  });

  test('of a machine that is not looked at says so, and knows no certificate', () => {
    const views = (transport: 'none' | 'manual') => {
      const workers = topology.workers.map((worker) => ({ ...worker, access: { transport } }));
      return fleetView({ ...topology, workers }, { catalog: workingCatalog(), machines }).workers;
    };
    for (const state of ['none', 'manual'] as const) {
      expect(views(state)[0]).toMatchObject({
        row: { machineName: 'ETL01' },
        reachability: { state },
        installation: undefined,
        certificate: { state: 'unknown' },
      });
    }
    const silent = seenMachines({ SQLETL01: masterMachine('SQLETL01'), ETL01: 'no answer' });
    const [unreached, unasked] = fleetView(topology, { catalog: workingCatalog(), machines: silent }).workers;
    expect(unreached?.reachability).toEqual({ state: 'unreached', reason: 'no answer' });
    expect(unasked?.reachability).toEqual({ state: 'unreached', reason: 'ETL02 was not looked at' });
  });

  test('whose config cannot be read knows its certificate only where the topology names it', () => {
    const seen = workerMachine('ETL01');
    const broken = { ...seen, installations: seen.installations.map((found) => ({ ...found, config: unread })) };
    const found = seenMachines({ SQLETL01: masterMachine('SQLETL01'), ETL01: broken });
    const certificate = { thumbprint: certificates.ETL01.thumbprint };
    const named = { ...topology, workers: topology.workers.map((worker) => ({ ...worker, certificate })) };
    const stateIn = (given: typeof topology) =>
      fleetView(given, { catalog: workingCatalog(), machines: found }).workers[0]?.certificate.state;
    expect(stateIn(topology)).toBe('unknown');
    expect(stateIn(named)).toBe('present');
  });
});

test('a catalog that does not show its workers has no fleet to compare, and machines all the same', () => {
  const topology = sshTopology();
  const observation = { catalog: workingCatalog({ workers: unread }), machines };
  const hidden = { ...observation, catalog: { ...observation.catalog, workers: unread } };
  expect(() => fleetView(topology, hidden)).toThrow(expect.objectContaining({ code: 'catalog.no-rights' }));
  expect(fleetMachines(topology, hidden).workers.map(({ certificate }) => certificate.state)).toEqual([
    'present',
    'present',
  ]);
});
