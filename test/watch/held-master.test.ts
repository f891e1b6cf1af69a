import { expect, test } from 'vitest';
import { backOff } from '../../src/reconciler/hold/back-off.js';
import { decide } from '../../src/watch/look.js';
import { catalogOf } from '../support/build.js';
import { seenMachines } from '../support/machine-build.js';
import { ending, nodeOf, successor, threeRows, topologyWith, workerOf } from '../support/rotation-world.js';

const workers = ['ETL01', 'ETL02', 'ETL03'];
const topology = topologyWith(
  { certificate: { thumbprint: successor.thumbprint } },
  { workers, nodes: ['SQLETL01', 'SQLETL02'] },
);
const passive = { state: 'stopped', startMode: 'manual', clustered: true } as const;

/** What a watch does where the passive node has these certificates in Root. */
function decided(root: readonly (typeof successor)[], failed?: string) {
  const now = () => Date.parse('2026-11-24T02:15:21.000Z');
  const time = { now, clock: now, pause: () => Promise.resolve() };
  const base = catalogOf(threeRows);
  const machines = seenMachines({
    SQLETL01: nodeOf('SQLETL01', { root: [ending, successor] }),
    SQLETL02: nodeOf('SQLETL02', { root, service: passive }),
    ...Object.fromEntries(workers.map((name, index) => [name, workerOf(name, index + 1)])),
  });
  const catalog = { ...base, master: { ...base.master, certificateThumbprint: ending.thumbprint } };
  const options = { mode: 'full', approve: false, time, toolVersion: '0.0.0' } as const;
  const waits = backOff({ clock: time.clock, now: time.now, random: () => 0 });
  if (failed !== undefined) waits.failed(failed, '', { isLasting: false, why: 'its config was in use' });
  return decide(topology, { catalog, machines }, options, { backOff: waits, standby: undefined }).holding;
}

test('a watch switches the master where each node is ready', () => {
  const { held, plan } = decided([ending, successor]);
  expect(held).toEqual([]);
  expect(plan.steps.some(({ operation }) => operation === 'drainWorker')).toBe(true);
});

test.each([
  ['waits for a person who brings its key', [ending], undefined],
  ['is left alone for a while after a failure', [ending, successor], 'master/SQLETL02'],
] as const)('a passive node that %s keeps the switch: nobody has excluded it', (_, root, failed) => {
  const { held, plan } = decided(root, failed);
  expect(held.map(({ id }) => id)).toContain('master/SQLETL02');
  expect(plan.steps.map(({ operation }) => operation)).not.toContain('drainWorker');
  expect(plan.steps.filter(({ target }) => target.startsWith('master/'))).toEqual([]);
});
