import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FleetWork } from '../../src/domain/fleet-work.js';
import { observe } from '../../src/reconciler/observe.js';
import { withHeartbeats } from '../../src/reconciler/view/heartbeats.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import { describeTwin } from '../../src/rehearsal/twin-description.js';
import type { Topology } from '../../src/topology/topology.js';
import { scenarios } from '../property/fleet-scenario.js';
import { topologyFor, worldFor } from '../property/fleet-world.js';
import { healthyFleet } from '../support/diagnosed-fleet.js';
import { clone, type Fault, masterFaults, warnings, workerFaults } from '../support/faults-of-a-fleet.js';
import { seenMachines } from '../support/machine-build.js';
import { modelFleet } from '../support/model-fleet.js';
import { modelTime } from '../support/model-time.js';
import { assumed, openedTwin, planned } from '../support/open-twin.js';
import { withRealCertificates } from '../support/real-certificates.js';

/*
 * Worlds that no sandbox made, in which what is seen need not go together with the sandbox's rules: their twins must have the
 * same plan all the same.
 */

const never = new AbortController().signal;

/** The plans of a world and of its twin, and what of the world the twin's rules do not explain. */
async function bothPlans(topology: Topology, observation: Observation, work: FleetWork) {
  const real = withRealCertificates({ topology, observation: whole(observation) });
  const described = describeTwin(real.topology, real.observation, work, assumed);
  await using opened = await openedTwin(real.topology, real.observation, described);
  const [live, twin] = [real.observation, await opened.observe()];
  return {
    live: planned(real.topology, live),
    twin: planned(real.topology, twin),
    unexplained: opened.twin.unexplained.map(({ machine, heard, trouble }) => ({ machine, heard, trouble })),
    silent: [silentOf(live), silentOf(twin)],
  };
}

/** The workers that nothing was heard of for longer than their heartbeats are apart. */
function silentOf({ catalog: { workers } }: Observation): readonly string[] {
  return workers.known ? workers.value.flatMap(({ id, lastOnlineAge }) => (lastOnlineAge > 180 ? [id] : [])) : [];
}

/** What a model leaves out: times that go with the ages, and logins, which a sysadmin always sees. */
function whole(observation: Observation): Observation {
  const { catalog, accounts = new Map() } = observation;
  const { workers, master, observedAt } = catalog;
  const before = (age: number) => new Date(Date.parse(observedAt) - age * 1000).toISOString();
  const rows = workers.known ? workers.value.map((row) => ({ ...row, lastOnline: before(row.lastOnlineAge) })) : [];
  return {
    ...observation,
    catalog: {
      ...catalog,
      workers: workers.known ? { known: true, value: rows } : workers,
      master: { ...master, lastOnline: master.lastOnlineAge === null ? null : before(master.lastOnlineAge) },
    },
    accounts: new Map(
      [...accounts.keys()].map((name) => [name, { known: true, value: { login: true, user: true, admin: true } }]),
    ),
  };
}

const idle: FleetWork = {
  observedAt: '2026-11-24T02:15:20.000Z',
  executions: { known: true, value: [] },
  durations: { known: true, value: new Map() },
};

function ofFault(fault: Fault) {
  const { topology, catalog, machines, ...rest } = healthyFleet();
  const fleet = { topology, catalog, machines, ...rest };
  fault.apply(fleet);
  const seen = seenMachines(fleet.machines);
  return bothPlans(topology, { catalog: withHeartbeats(topology, fleet.catalog, seen), machines: seen }, idle);
}

/** Those that no drill makes. */
const faults: readonly Fault[] = [...masterFaults, ...workerFaults('ETL01'), ...warnings, clone].filter(({ finding }) =>
  /machine-unreached|sql-server-name|certificate-name|clock|config|differs|address|stale-row|id-shared|key-missing/.test(
    finding,
  ),
);

describe('of a fleet with a fault that a model has', () => {
  test.each(faults)('$finding: the twin has the same plan', async (fault) => {
    const { live, twin, silent } = await ofFault(fault);
    expect(twin).toEqual(live);
    expect(silent[1]).toEqual(silent[0]);
  });

  test('a worker that is silent although nothing stands in its way is told, and one whose fault is seen is not', async () => {
    const told = async (id: string) => {
      const fault = workerFaults('ETL01').find(({ finding }) => finding.startsWith(id));
      if (fault === undefined) throw new Error(`no fault ${id}`);
      return (await ofFault(fault)).unexplained;
    };
    expect(await told('worker.clock')).toEqual([{ machine: 'ETL01', heard: false, trouble: null }]);
    expect(await told('worker.endpoint')).toEqual([]);
    expect(await told('worker.config-unread')).toEqual([]);
  });
});

test('a twin of any world has its plan', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const topology = topologyFor(scenario);
      const { world, certificates, ghosts } = worldFor(scenario, modelTime());
      const { seesLeases } = scenario;
      const quiet = {
        latency: () => 0,
        nextFault: () => undefined,
        onTouch: () => undefined,
        onWrite: () => undefined,
      };
      const fleet = modelFleet({ world, time: modelTime(), certificates, ghosts, seesLeases, ...quiet });
      const seen = await observe(topology, fleet, never);
      const { executions, ...work } = await fleet.catalog.readFleetWork(never);
      // An id is a number on a server.
      const numbered = executions.known
        ? executions.value.map((one, index) => ({ ...one, executionId: String(index + 1) }))
        : [];
      const both = await bothPlans(topology, seen, { ...work, executions: { known: true, value: numbered } });
      expect(both.twin).toEqual(both.live);
      expect(both.silent[1]).toEqual(both.silent[0]);
    }),
    { numRuns: 12 },
  );
}, 300_000);
