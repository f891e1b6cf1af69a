import { describe, expect, it } from 'vitest';
import { workerSettingsOf } from '../../src/model/machines/settings.js';
import { readSettings } from '../../src/model/machines/settings-file.js';
import type { Row } from '../../src/model/store.js';
import { type Way, waysOf, worldNames, worldOf } from '../../src/model/ways.js';
import {
  type Ask,
  changeConfig,
  editWindows,
  firewallRule,
  inspect,
  installFleet,
  operate,
  ownCertificate,
  thumbprintOf,
} from '../support/sandbox-machines.js';
import { freshHarness, type Harness } from './harness.js';
import { enable, execution, run, task, until } from './life/runs.js';

const endpoint = 'https://sqletl01.corp.example:8391';
const [first, second] = ['ETL01-PRODUCTION-A', 'ETL02-PRODUCTION-B'];
const service = 'SSISScaleOutWorker160';

async function installed(...world: readonly Way[]): Promise<{ readonly harness: Harness; readonly ask: Ask }> {
  const workers = [first, second];
  const harness = freshHarness({
    joined: false,
    endpoint,
    world,
    workers: workers.map((machine) => ({ machine })),
  });
  const ask: Ask = (machine, request) => harness.world.answer(machine, request);
  await installFleet(ask, { masters: ['SQLETL01'], workers, endpoint });
  harness.wait(400);
  return { harness, ask };
}

const rows = (harness: Harness) => harness.as('operator').rows('catalog.worker_agents');
const configOf = (harness: Harness) => String(harness.store.get('machines', first)?.config);
const inForce = ({ store }: Harness) => workerSettingsOf({ ...store.get('machines', first) }, waysOf(store));

/** Seconds since the first worker was heard of. */
function age(harness: Harness): number {
  const { LastOnlineTime } = rows(harness).find(({ MachineName }) => MachineName === first) ?? {};
  const { ticks } = LastOnlineTime as { readonly ticks: bigint };
  return (harness.now() - (Number(ticks / 10_000n) - 62_135_596_800_000)) / 1000;
}

describe('the names of worlds', () => {
  it('are ways, or sets of them, each once and in one order', () => {
    expect(worldOf(['other-case', 'no-retry', 'other-case'])).toEqual(['no-retry', 'other-case']);
    expect(worldOf(['strict'])).toEqual(expect.arrayContaining(['no-retry', 'netbios-names']));
    for (const { name, says } of worldNames) {
      expect(worldOf([name])).toBeInstanceOf(Array);
      expect(says).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('are refused where there is none of that name, or two exclude each other', () => {
    expect(worldOf(['strickt'])).toMatch(/^There is no world "strickt"; there are no-retry, /);
    expect(worldOf(['constructor'])).toMatch(/^There is no world/);
    expect(worldOf(['typo-spelling', 'no-spelling'])).toBe('No world is both typo-spelling and no-spelling.');
    expect(worldOf(['strict', 'plain-logs'])).toMatch(/^No world is both/);
  });
});

describe('a worker that was refused and then let in', () => {
  const mended = async (...world: readonly Way[]) => {
    const { harness, ask } = await installed(...world);
    editWindows(harness.world, 'SQLETL01', () => ({ firewall: {} }));
    harness.wait(300);
    await operate(ask, 'SQLETL01', { operation: 'openFirewall', name: firewallRule, port: 8391 });
    harness.wait(300);
    const before = age(harness);
    await operate(ask, first, { operation: 'restartService', service, timeoutSeconds: 60 });
    return { before, after: age(harness) };
  };

  it('is heard of again by itself', async () => {
    expect((await mended()).before).toBeLessThan(60);
  });

  it('in the world no-retry is heard of again after a restart alone', async () => {
    const { before, after } = await mended('no-retry');
    expect(before).toBeGreaterThan(590);
    expect(after).toBe(0);
  });
});

describe('what setup writes and a worker says of itself', () => {
  it('netbios-names: 15 characters in upper case', async () => {
    const { harness } = await installed('netbios-names');
    expect(rows(harness).map((row) => row.MachineName)).toEqual(['ETL01-PRODUCTIO', 'ETL02-PRODUCTIO']);
    const joined = freshHarness({ world: ['netbios-names'], workers: [{ machine: 'etl-production-01.corp.example' }] });
    expect(rows(joined).map((row) => row.MachineName)).toEqual(['ETL-PRODUCTION-']);
  });

  it('slow-heartbeat: each 5 minutes', async () => {
    expect(inForce((await installed('slow-heartbeat')).harness).heartbeat).toBe(300_000);
    expect(inForce((await installed()).harness).heartbeat).toBe(60_000);
  });

  it('late-agent-id: the id comes into the file with the first heartbeat that is taken', async () => {
    const bare = freshHarness({ joined: false, world: ['late-agent-id'], workers: [{ machine: first }] });
    expect(readSettings(configOf(bare))?.settings.has('AgentId')).toBe(false);
    const { harness } = await installed('late-agent-id');
    rows(harness);
    expect(readSettings(configOf(harness))?.value('AgentId')).toBe(rows(harness)[0]?.WorkerAgentId);
  });

  it('other-case: the same thumbprints and endpoint, otherwise written', () => {
    const harness = freshHarness({ joined: false, endpoint, world: ['other-case'], workers: [{ machine: first }] });
    const settings = readSettings(configOf(harness));
    expect(settings?.value('MasterEndpoint')).toBe('https://SQLETL01.CORP.EXAMPLE:8391/');
    expect(settings?.value('WorkerHttpsCertThumbprint')).toMatch(/^[0-9a-f]{40}$/);
    expect(settings?.value('MasterHttpsCertThumbprint')).toMatch(/^[0-9a-f]{40}$/);
  });

  it('exactly one spelling is read, and the other is passed over', async () => {
    const both = { HeartbeatErrorTolerance: '00:20:00', HeartbeatErrorTollerance: '00:30:00' };
    const tolerance = async (...world: readonly Way[]) => {
      const { harness, ask } = await installed(...world);
      const written = inForce(harness).tolerance;
      await changeConfig(ask, first, 'worker', both);
      await operate(ask, first, { operation: 'restartService', service, timeoutSeconds: 60 });
      return [written, inForce(harness).tolerance];
    };
    expect(await tolerance()).toEqual([600_000, 1_200_000]);
    expect(await tolerance('typo-spelling')).toEqual([600_000, 1_800_000]);
    expect(await tolerance('no-spelling')).toEqual([undefined, 1_200_000]);
  });

  it('xml-config: the services read it, and the script does not', async () => {
    const harness = freshHarness({ joined: false, world: ['xml-config'], workers: [{ machine: first }] });
    expect(configOf(harness)).toContain('<add key="MasterEndpoint"');
    expect(inForce(harness).maxTaskCount).toBe(10);
    expect(readSettings(configOf(harness))).toBeUndefined();
  });

  it('logs lie where the world has them', async () => {
    const fileIn = async (...world: readonly Way[]) => {
      const harness = freshHarness({ joined: false, world, workers: [{ machine: first }] });
      const { trouble } = await inspect((machine, request) => harness.world.answer(machine, request), first);
      return trouble[0]?.file;
    };
    expect(await fileIn('plain-logs')).toMatch(/\\SSIS\\ScaleOut\\Agent\\[^\\]+$/);
    expect(await fileIn('cluster-logs')).toMatch(/\\SSIS\\Cluster\\Agent\\[^\\]+$/);
  });
});

describe('machines and bindings', () => {
  const bindingAt = ({ store }: Harness) => {
    const { bindings } = store.get('windows', 'SQLETL01') ?? {};
    return (bindings as Row | undefined)?.['0.0.0.0:8391'];
  };
  const bound = async (...world: readonly Way[]) => {
    const { harness, ask } = await installed(...world);
    const thumbprint = thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master'));
    const entry = { thumbprint: 'C'.repeat(40), store: 'Root', flags: 0x2042, checkMode: 1, others: [] };
    editWindows(harness.world, 'SQLETL01', () => ({ bindings: { '0.0.0.0:8391': entry } }));
    const bind = { operation: 'bindPort', port: 8391, thumbprint, negotiateClientCertificate: false } as const;
    const answer = await operate(ask, 'SQLETL01', bind);
    expect(await operate(ask, 'SQLETL01', bind)).toEqual({ changed: false });
    return { answer, entry: bindingAt(harness) };
  };

  it('binding-keeps: only what is named goes, and nothing is lost', async () => {
    expect(await bound()).toMatchObject({ answer: { lost: ['flag 0x2000'] }, entry: { flags: 0x40, checkMode: 1 } });
    const kept = await bound('binding-keeps');
    expect(kept).toMatchObject({ entry: { flags: 0x2040, checkMode: 1 } });
    expect(kept.answer).toEqual({ changed: true });
  });

  it('tls13: nobody is heard of until the binding asks for certificates in the handshake', async () => {
    expect(rows((await installed()).harness)).toHaveLength(2);
    const { harness, ask } = await installed('tls13');
    expect(rows(harness)).toEqual([]);
    expect((await inspect(ask, first)).trouble.map(({ kind }) => kind)).toContain('anonymous');
    const thumbprint = thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master'));
    const bind = { operation: 'bindPort', port: 8391, thumbprint, negotiateClientCertificate: true } as const;
    expect(await operate(ask, 'SQLETL01', bind)).toEqual({ changed: true });
    harness.wait(120);
    expect(rows(harness)).toHaveLength(2);
  });

  it('cluster-unknown: of the master and the first worker nobody can tell, of the others everybody', async () => {
    const harness = freshHarness({
      ...{ joined: false, endpoint, world: ['cluster-unknown'] },
      workers: [{ machine: first }, { machine: second }],
    });
    const ask: Ask = (machine, request) => harness.world.answer(machine, request);
    const clustered = async (machine: string) =>
      (await inspect(ask, machine)).installations.map((one) => one.service.clustered);
    expect(await clustered('SQLETL01')).toEqual([null]);
    expect(await clustered(first)).toEqual([null]);
    expect(await clustered(second)).toEqual([false]);
    const restart = { operation: 'restartService', service, timeoutSeconds: 60 } as const;
    expect(await ask(first, restart)).toMatchObject({ code: 'clusterUnknown' });
    expect(await ask(second, restart)).toMatchObject({ ok: true });
  });
});

describe('a task whose worker is cut off', () => {
  const cutOff = (...world: readonly Way[]) => {
    const harness = freshHarness({ world }, (content) => {
      content.packages = { '1': { ...content.packages?.['1'], durationSeconds: 3600 } };
    });
    enable(harness, 'ETL01');
    const id = run(harness, { retries: 1 });
    until(harness, 30, () => execution(harness, id)?.status === 2);
    harness.world.changeMachine('ETL01', { accepted: false });
    return harness;
  };
  const runsFor = (harness: Harness) => {
    const [row] = [...harness.store.rows('unheardRuns').values()];
    return (Date.parse(String(row?.until)) - harness.now()) / 60_000;
  };

  it('is handed out again within 6 minutes, by a lease of one minute', () => {
    const harness = cutOff();
    harness.wait(365);
    expect(task(harness)).toMatchObject({ Status: 1 });
  });

  it('long-lease: by a lease of 5 minutes, within 10', () => {
    const harness = cutOff('long-lease');
    harness.wait(290);
    expect(task(harness)).toMatchObject({ Status: 3 });
    harness.wait(315);
    expect(task(harness)).toMatchObject({ Status: 1 });
  });

  it('is run on by that worker until its tolerance ends; in the world runs-on, to its end', () => {
    for (const [world, least, most] of [
      [[], 3, 10],
      [['runs-on'], 50, 60],
    ] as const) {
      const harness = cutOff(...world);
      harness.wait(365);
      task(harness);
      expect(runsFor(harness)).toBeGreaterThan(least);
      expect(runsFor(harness)).toBeLessThan(most);
    }
  });
});
