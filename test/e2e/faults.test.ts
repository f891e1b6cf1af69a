import { expect, test } from 'vitest';
import { changeConfig, editWindows } from '../../packages/sandbox/test/support/sandbox-machines.js';
import type { editConfig } from '../../src/config-file/edit-config.js';
import { machineName } from '../../src/domain/machine-name.js';
import type { Machines, Thumbprint } from '../../src/domain/machines.js';
import { sshTopology } from '../support/scale-out-world.js';
import { type Fleet, startFleet } from './fleet.js';

const never = new AbortController().signal;
const topology = sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] });

/** Breaks a fleet behind the tool's back. */
type Break = (fleet: Fleet) => Promise<void> | void;

interface Fault {
  readonly breaks: Break;
  readonly change: string;
  readonly reasonCode: string;
}

async function run(machines: Machines, machine: string, operation: Parameters<Machines['run']>[1]) {
  await machines.run(machineName(machine), operation, never);
}

async function seen({ machines }: Fleet, machine: string) {
  const found = await machines.inspect(machineName(machine), never);
  if (!found.known) throw new Error(found.reason);
  return found.value;
}

async function certificateOf(fleet: Fleet, machine: string, store: 'root' | 'my'): Promise<Thumbprint> {
  const found = (await seen(fleet, machine))[store];
  const own = found.known ? found.value.certificates.find((one) => one.keyReaders !== null) : undefined;
  if (own === undefined) throw new Error(`${machine} has no certificate of its own`);
  return own.thumbprint;
}

const worker = 'SSISScaleOutWorker160';
const config =
  (changes: Parameters<typeof editConfig>[1]): Break =>
  async ({ running }) => {
    await changeConfig((machine, request) => running.world.answer(machine, request), 'ETL01', 'worker', changes);
  };

const faults: Readonly<Record<string, Fault>> = {
  "the master's certificate missing from a worker's Root": {
    async breaks(fleet) {
      const thumbprint = await certificateOf(fleet, 'SQLETL01', 'root');
      await run(fleet.machines, 'ETL01', { operation: 'distrustCertificate', thumbprint });
    },
    change: 'worker/ETL01',
    reasonCode: 'master-certificate-untrusted',
  },
  "a worker's certificate missing from one of two master nodes": {
    async breaks(fleet) {
      const thumbprint = await certificateOf(fleet, 'ETL01', 'my');
      await run(fleet.machines, 'SQLETL02', { operation: 'distrustCertificate', thumbprint });
    },
    change: 'worker/ETL01',
    reasonCode: 'worker-certificate-untrusted',
  },
  "a wrong thumbprint of the master's certificate in the config": {
    breaks: config({ MasterHttpsCertThumbprint: 'A'.repeat(40) }),
    change: 'worker/ETL01',
    reasonCode: 'config-differs',
  },
  'a wrong thumbprint of its own certificate in the config': {
    breaks: config({ WorkerHttpsCertThumbprint: 'B'.repeat(40) }),
    change: 'worker/ETL01',
    reasonCode: 'config-differs',
  },
  'a key that the service may not read': {
    breaks({ running }) {
      editWindows(running.world, 'ETL01', (row) => {
        const entries = Object.entries((row.my ?? {}) as Record<string, object>);
        return {
          my: Object.fromEntries(entries.map(([print, entry]) => [print, { ...entry, readers: ['S-1-5-18'] }])),
        };
      });
    },
    change: 'worker/ETL01',
    reasonCode: 'key-unreadable',
  },
  'a stopped service': {
    breaks: ({ machines }) => run(machines, 'ETL01', { operation: 'stopService', service: worker, timeoutSeconds: 30 }),
    change: 'worker/ETL01',
    reasonCode: 'service-stopped',
  },
  'a disabled service': {
    async breaks({ machines }) {
      await run(machines, 'ETL01', { operation: 'stopService', service: worker, timeoutSeconds: 30 });
      await run(machines, 'ETL01', { operation: 'setStartMode', service: worker, mode: 'disabled' });
    },
    change: 'worker/ETL01',
    reasonCode: 'service-disabled',
  },
  'a config that was written without a restart, as by an apply that was cut off': {
    breaks: config({ MaxTaskCount: 7 }),
    change: 'worker/ETL01',
    reasonCode: 'config-unread',
  },
  'a wrong endpoint in the config': {
    breaks: config({ MasterEndpoint: 'https://elsewhere:8391' }),
    change: 'worker/ETL01',
    reasonCode: 'config-differs',
  },
  'the port bound to another certificate': {
    breaks({ running }) {
      editWindows(running.world, 'SQLETL01', () => ({
        bindings: { '0.0.0.0:8391': { thumbprint: 'C'.repeat(40), store: 'Root' } },
      }));
    },
    change: 'master/SQLETL01',
    reasonCode: 'binding-differs',
  },
  'a closed firewall': {
    breaks({ running }) {
      editWindows(running.world, 'SQLETL01', () => ({ firewall: {} }));
    },
    change: 'master/SQLETL01',
    reasonCode: 'firewall-closed',
  },
};

test('bare machines are brought into service by one apply, and the second plan is empty', async () => {
  await using fleet = await startFleet(topology);
  const { outcome } = await fleet.apply();
  expect(outcome).toMatchObject({ result: 'done', errored: 0, skipped: 0, manual: 0 });
  expect(await fleet.plan()).toMatchObject({ changes: [], steps: [], complete: true });
  const rows = await fleet.catalog.findWorkers(machineName('ETL01'), never);
  expect(rows).toMatchObject([{ enabled: true }]);
  expect(rows[0]?.lastOnlineAge).toBeLessThan(60);
});

test.each(Object.entries(faults))('%s: found with its reason, and mended by one apply', async (_, fault) => {
  await using fleet = await startFleet(topology);
  await fleet.apply();
  await fault.breaks(fleet);
  const broken = await fleet.plan();
  expect(broken.changes).toMatchObject([{ id: fault.change, action: 'update', reasonCode: fault.reasonCode }]);
  expect((await fleet.apply()).outcome).toMatchObject({ result: 'done', errored: 0 });
  expect(await fleet.plan()).toMatchObject({ changes: [], steps: [] });
});
