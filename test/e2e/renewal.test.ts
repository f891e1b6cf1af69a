import { expect, test } from 'vitest';
import { answerDrill } from '../../packages/sandbox/src/drills/drill-desk.js';
import type { Row } from '../../packages/sandbox/src/model/store.js';
import { editWindows } from '../../packages/sandbox/test/support/sandbox-machines.js';
import { workerMark } from '../../src/domain/machine-name.js';
import { sshTopology } from '../support/scale-out-world.js';
import { startWorld, type WorldFleet } from './world-fleet.js';

const workers = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'];
const nodes = ['SQLETL01', 'SQLETL02'];
const topology = sshTopology({ nodes, workers });

const inForce = (fleet: WorldFleet) => workers.map((worker) => fleet.inForce(worker).workerThumbprint);
const idsOf = (fleet: WorldFleet) =>
  new Map([...fleet.running.store.rows('workerAgents')].map(([id, { machineName }]) => [machineName, id]));
const rootOf = (fleet: WorldFleet, machine: string) =>
  (fleet.running.store.get('windows', machine)?.root ?? {}) as Record<string, Row | undefined>;

/** All five end in a week. */
function endAll(fleet: WorldFleet, drill = 'worker-certificate-ending') {
  for (const machine of workers) answerDrill(fleet.running.world, { action: 'make', drill, machine });
}

test('five workers under running packages: each gets a new certificate, one after the other, and no execution notices', async () => {
  const enabled = new Map<string, boolean>();
  let leastEnabled = Number.POSITIVE_INFINITY;
  await using fleet = await startWorld([], topology, {
    onChange({ table, key, row }) {
      if (table !== 'workerAgents') return;
      enabled.set(key, row?.isEnabled === true);
      leastEnabled = Math.min(leastEnabled, [...enabled.values()].filter((is) => is).length);
    },
  });
  expect((await fleet.apply()).outcome.result).toBe('done');
  endAll(fleet);
  const [before, rows] = [inForce(fleet), idsOf(fleet)];
  const executions = await fleet.startPackages(10);
  await fleet.wait(0.5);
  expect(fleet.standing(executions).map(({ status }) => status)).toContain(2);
  leastEnabled = workers.length;

  const { outcome } = await fleet.apply();
  expect(outcome).toMatchObject({ result: 'done', errored: 0, skipped: 0, manual: 0 });
  // A quarter of five is one at a time.
  expect(leastEnabled).toBe(4);
  const after = inForce(fleet);
  expect(after.filter((print) => before.includes(print))).toEqual([]);
  for (const node of nodes) {
    const marks = after.map((print) => rootOf(fleet, node)[print]?.friendlyName);
    expect(marks).toEqual(workers.map((worker) => workerMark('test', worker)));
  }
  expect(idsOf(fleet)).toEqual(rows);
  await fleet.wait(15);
  expect(fleet.standing(executions)).toEqual(executions.map(() => ({ status: 7, begun: 1 })));
  expect(fleet.killed).toEqual([]);
  expect((await fleet.diagnose()).findings).toEqual([]);
  expect(await fleet.plan()).toMatchObject({ changes: [], steps: [], diagnostics: [] });

  // keepOld later what we have brought of the old ones is gone, and everybody works on.
  await fleet.wait(8 * 24 * 60);
  expect((await fleet.apply()).outcome.result).toBe('done');
  expect(nodes.flatMap((node) => before.filter((print) => rootOf(fleet, node)[print] !== undefined))).toEqual([]);
  expect((await fleet.diagnose()).findings).toEqual([]);

  // One that nobody renewed in time: no worker is heard of, and one apply makes all healthy.
  endAll(fleet, 'worker-certificate-expired');
  await fleet.wait(10);
  expect((await fleet.diagnose()).findings.map(({ id }) => id)).toContain('worker.certificate-expired');
  expect((await fleet.apply()).outcome).toMatchObject({ result: 'done', errored: 0 });
  expect((await fleet.diagnose()).findings).toEqual([]);
  expect(await fleet.plan()).toMatchObject({ changes: [], steps: [] });
}, 60_000);

/** What goes wrong with a new certificate while its worker is restarted. */
const spoilers: Readonly<Record<string, (fleet: WorldFleet, machine: string, old: string) => void>> = {
  // Its service cannot read the key after all.
  ETL01: (fleet, machine, old) =>
    editWindows(fleet.running.world, machine, ({ my }) => ({
      my: Object.fromEntries(
        Object.entries(my as Record<string, Row>).map(([print, entry]) => [
          print,
          print === old ? entry : { ...entry, readers: ['S-1-5-18'] },
        ]),
      ),
    })),
  // No node of the master trusts it after all.
  ETL02(fleet, machine, old) {
    for (const node of nodes) {
      editWindows(fleet.running.world, node, ({ root }) => ({
        root: Object.fromEntries(
          Object.entries(root as Record<string, Row>).filter(
            ([print, { friendlyName }]) => print === old || friendlyName !== workerMark('test', machine),
          ),
        ),
      }));
    }
  },
};

test('a new certificate that does not work after all: the worker goes back to the old one, and is enabled', async () => {
  let spoilt: { readonly machine: string; readonly old: string } | undefined;
  await using fleet: WorldFleet = await startWorld([], topology, {
    onMachine(machine, { operation }) {
      if (spoilt?.machine !== machine || operation !== 'restartService') return;
      spoilers[machine]?.(fleet, machine, spoilt.old);
      spoilt = undefined;
    },
  });
  await fleet.apply();
  for (const machine of Object.keys(spoilers)) {
    answerDrill(fleet.running.world, { action: 'make', drill: 'worker-certificate-ending', machine });
    const old = fleet.inForce(machine).workerThumbprint;
    spoilt = { machine, old };
    const { outcome, events } = await fleet.apply();
    expect(spoilt).toBeUndefined();
    expect(outcome).toMatchObject({ result: 'partial', errored: 1, rolledBack: 1 });
    expect(events.flatMap((event) => (event.type === 'step_errored' ? [event.diagnostic.code] : []))).toEqual([
      'machine.worker-not-heard',
    ]);
    expect(fleet.inForce(machine).workerThumbprint).toBe(old);
    expect([...fleet.running.store.rows('workerAgents').values()].every(({ isEnabled }) => isEnabled)).toBe(true);
    expect((await fleet.diagnose()).findings.map(({ id }) => id)).toEqual(['worker.certificate-ends']);
    // What was spoilt is seen and mended, and the same new one is taken into use.
    expect((await fleet.apply()).outcome.result).toBe('done');
    expect(fleet.inForce(machine).workerThumbprint).not.toBe(old);
    expect((await fleet.diagnose()).findings).toEqual([]);
  }
}, 60_000);
