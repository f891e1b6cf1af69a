import { describe, expect, it } from 'vitest';
import {
  type Ask,
  changeConfig,
  editWindows,
  inspect,
  installFleet,
  mark,
  operate,
  ownCertificate,
  thumbprintOf,
  trust,
} from '../../support/sandbox-machines.js';
import { agentOf, freshHarness, type Harness } from '../harness.js';
import { enable, execution, run, task, until } from '../life/runs.js';
import { endpoint, fleet } from './conditions.js';

/* What connections and services do while certificates are exchanged. The tests of rotations rely on all of it. */

const masterService = 'SSISScaleOutMaster160';
const workerService = 'SSISScaleOutWorker160';
const node = 'SQLETL01';

async function installed(seconds = 600): Promise<{ readonly harness: Harness; readonly ask: Ask }> {
  const harness = freshHarness({ joined: false, masterMachines: [node], endpoint }, (content) => {
    content.packages = { '1': { ...content.packages?.['1'], durationSeconds: seconds } };
  });
  const ask: Ask = (machine, request) => harness.world.answer(machine, request);
  await installFleet(ask, { ...fleet, masters: [node] });
  harness.wait(61);
  return { harness, ask };
}

/** Makes the master's next certificate in Root, and has nobody use it. */
async function nextOfMaster(ask: Ask): Promise<string> {
  const replaces = thumbprintOf(await ownCertificate(ask, node, 'master'));
  const names = ['sqletl01.corp.example', node];
  const wish = { names, mark, days: 365, store: 'Root', usage: 'server', replaces } as const;
  const { certificate = '' } = await operate(ask, node, { operation: 'createCertificate', ...wish });
  return certificate;
}

const bind = (ask: Ask, thumbprint: string) => operate(ask, node, { operation: 'bindPort', port: 8391, thumbprint });
const restart = (ask: Ask, machine: string, service: string) =>
  operate(ask, machine, { operation: 'restartService', service, timeoutSeconds: 60 });

async function switchMaster(ask: Ask, thumbprint: string): Promise<void> {
  await changeConfig(ask, node, 'master', { SSLCertThumbprint: thumbprint });
  await bind(ask, thumbprint);
  await restart(ask, node, masterService);
}

async function switchWorker(ask: Ask, machine: string, MasterHttpsCertThumbprint: string): Promise<void> {
  await changeConfig(ask, machine, 'worker', { MasterHttpsCertThumbprint });
  await restart(ask, machine, workerService);
}

/** The kind of the latest line of trouble in a worker's log; whether it is heard of. */
async function standing({ harness, ask }: { readonly harness: Harness; readonly ask: Ask }, machine = 'ETL01') {
  harness.wait(120);
  const { trouble } = await inspect(ask, machine);
  const [latest] = [...trouble].sort((one, other) => (one.line < other.line ? 1 : -1));
  const row = harness
    .as('operator')
    .rows('catalog.worker_agents')
    .find(({ MachineName }) => MachineName === machine);
  const { ticks } = (row?.LastOnlineTime ?? { ticks: 0n }) as { readonly ticks: bigint };
  const age = harness.now() - (Number(ticks / 10_000n) - 62_135_596_800_000);
  return age < 60_000 ? 'heard of' : latest?.kind;
}

describe("the master's certificate is exchanged", () => {
  it('a worker with the old pin is refused, trusts it or not, until its config is changed and its service restarted', async () => {
    const world = await installed();
    const { ask } = world;
    const next = await nextOfMaster(ask);
    await trust(ask, 'ETL01', next);
    expect(await standing(world)).toBe('heard of');
    await switchMaster(ask, thumbprintOf(next));
    expect(await standing(world)).toBe('trust');
    await changeConfig(ask, 'ETL01', 'worker', { MasterHttpsCertThumbprint: thumbprintOf(next) });
    expect(await standing(world)).toBe('trust');
    await restart(ask, 'ETL01', workerService);
    expect(await standing(world)).toBe('heard of');
    // The other one has the pin, and does not trust it.
    await switchWorker(ask, 'ETL02', thumbprintOf(next));
    expect(await standing(world, 'ETL02')).toBe('trust');
    await trust(ask, 'ETL02', next);
    expect(await standing(world, 'ETL02')).toBe('heard of');
  });

  it('a worker with the new pin is refused as long as the master has the old one, and the way back is open', async () => {
    const world = await installed();
    const { ask } = world;
    const old = thumbprintOf(await ownCertificate(ask, node, 'master'));
    const next = await nextOfMaster(ask);
    await trust(ask, 'ETL01', next);
    await switchWorker(ask, 'ETL01', thumbprintOf(next));
    expect(await standing(world)).toBe('trust');
    await switchMaster(ask, thumbprintOf(next));
    expect(await standing(world)).toBe('heard of');
    await switchMaster(ask, old);
    await switchWorker(ask, 'ETL01', old);
    expect(await standing(world)).toBe('heard of');
  });

  it('nobody is served by a port that is bound to another one than the master has read at its start', async () => {
    const world = await installed();
    const { ask } = world;
    const old = thumbprintOf(await ownCertificate(ask, node, 'master'));
    const next = thumbprintOf(await nextOfMaster(ask));
    await changeConfig(ask, node, 'master', { SSLCertThumbprint: next });
    expect(await standing(world)).toBe('heard of');
    await bind(ask, next);
    expect(await standing(world)).toBe('httpRequest');
    await bind(ask, old);
    expect(await standing(world)).toBe('heard of');
    await restart(ask, node, masterService);
    expect(await standing(world)).toBe('httpRequest');
  });

  it('a master whose certificate has no key there does not start, and the one in SSISDB stays the old one', async () => {
    const { harness, ask } = await installed();
    const old = thumbprintOf(await ownCertificate(ask, node, 'master'));
    const bare = await ownCertificate(ask, 'ETL01', 'worker');
    await changeConfig(ask, node, 'master', { SSLCertThumbprint: thumbprintOf(bare) });
    const request = { operation: 'restartService', service: masterService, timeoutSeconds: 60 } as const;
    expect(await ask(node, request)).toMatchObject({
      code: 'serviceFailed',
      message: expect.stringContaining('no private key'),
    });
    const started = () => harness.store.get('masterProperties', 'SSLCERT_THUMBPRINT')?.value;
    expect(started()).toBe(old);
    const next = thumbprintOf(await nextOfMaster(ask));
    await changeConfig(ask, node, 'master', { SSLCertThumbprint: next });
    editWindows(harness.world, node, ({ root }) => ({
      root: { ...(root as object), [next]: { friendlyName: mark, readers: [], keyLost: true } },
    }));
    expect(await ask(node, request)).toMatchObject({ code: 'serviceFailed' });
    await changeConfig(ask, node, 'master', { SSLCertThumbprint: old });
    expect(await operate(ask, node, request)).toEqual({ changed: true });
    expect(started()).toBe(old);
  });
});

describe("a worker's certificate is exchanged", () => {
  it('by its own config, key, trust at home and on the master, each of which alone is enough to be refused', async () => {
    const world = await installed();
    const { ask } = world;
    const replaces = thumbprintOf(await ownCertificate(ask, 'ETL01', 'worker'));
    const wish = { names: ['ETL01'], mark, days: 365, store: 'My', usage: 'client', replaces } as const;
    const { certificate = '' } = await operate(ask, 'ETL01', { operation: 'createCertificate', ...wish });
    const thumbprint = thumbprintOf(certificate);
    await changeConfig(ask, 'ETL01', 'worker', { WorkerHttpsCertThumbprint: thumbprint });
    expect(await standing(world)).toBe('heard of');
    await restart(ask, 'ETL01', workerService);
    expect(await standing(world)).toBe('secureChannel');
    await operate(ask, 'ETL01', { operation: 'grantKey', store: 'My', thumbprint, service: workerService });
    expect(await standing(world)).toBe('secureChannel');
    await trust(ask, 'ETL01', certificate);
    expect(await standing(world)).toBe('anonymous');
    await trust(ask, node, certificate);
    expect(await standing(world)).toBe('heard of');
    // The old pair works as long as it is trusted.
    await changeConfig(ask, 'ETL01', 'worker', { WorkerHttpsCertThumbprint: replaces });
    await restart(ask, 'ETL01', workerService);
    expect(await standing(world)).toBe('heard of');
  });
});

describe('a package that runs', () => {
  const running = async (retries: number) => {
    const world = await installed();
    const { harness } = world;
    enable(harness, 'ETL01');
    const id = run(harness, { retries });
    until(harness, 30, () => execution(harness, id)?.status === 2);
    const runsBeside = () => [...harness.store.rows('unheardRuns').values()].map(({ machine }) => machine);
    return { ...world, id, runsBeside };
  };

  it.each([
    ['restarted', ['restartService']],
    ['stopped, and started again', ['stopService', 'startService']],
  ] as const)('is lost where the service of its worker is %s, and runs nowhere then', async (_, operations) => {
    const { harness, ask, id, runsBeside } = await running(0);
    for (const operation of operations)
      await operate(ask, 'ETL01', { operation, service: workerService, timeoutSeconds: 60 });
    harness.wait(660);
    expect(execution(harness, id)?.status).toBe(6);
    expect(runsBeside()).toEqual([]);
  });

  it('on a worker that is cut off by its pin loses its lease, and runs a second time beside itself', async () => {
    const { harness, ask, id, runsBeside } = await running(1);
    const next = await nextOfMaster(ask);
    await trust(ask, 'ETL02', next);
    await switchMaster(ask, thumbprintOf(next));
    await switchWorker(ask, 'ETL02', thumbprintOf(next));
    enable(harness, 'ETL02');
    // The last report gave it a minute; the master looks for ended leases each five.
    harness.wait(50);
    expect(task(harness)).toMatchObject({ ExecutedCount: 1, WorkerAgentId: agentOf(harness, 'ETL01') });
    until(harness, 400, () => execution(harness, id)?.worker_agent_id === agentOf(harness, 'ETL02'));
    expect(execution(harness, id)).toMatchObject({ status: 2, executed_count: 2 });
    expect(runsBeside()).toEqual(['ETL01']);
  });

  it('and has no attempt left ends unexpectedly then, while it runs on', async () => {
    const { harness, ask, id, runsBeside } = await running(0);
    await switchMaster(ask, thumbprintOf(await nextOfMaster(ask)));
    until(harness, 400, () => execution(harness, id)?.status === 6);
    expect(runsBeside()).toEqual(['ETL01']);
  });

  it('is neither lost nor doubled where the way back is taken before its lease has ended', async () => {
    const { harness, ask, id, runsBeside } = await running(1);
    const old = thumbprintOf(await ownCertificate(ask, node, 'master'));
    await switchMaster(ask, thumbprintOf(await nextOfMaster(ask)));
    harness.wait(30);
    await switchMaster(ask, old);
    harness.wait(700);
    expect(execution(harness, id)).toMatchObject({ status: 7, executed_count: 1 });
    expect(runsBeside()).toEqual([]);
  });

  it('goes on over a restart of its master', async () => {
    const { harness, ask, id } = await running(0);
    await restart(ask, node, masterService);
    harness.wait(700);
    expect(execution(harness, id)?.status).toBe(7);
  });
});
