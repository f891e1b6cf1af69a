import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeConfig } from '../../../../src/model/machines/settings-file.js';
import {
  type Ask,
  changeConfig,
  editWindows,
  inspect,
  installFleet,
  operate,
} from '../../../support/sandbox-machines.js';
import { agentOf, freshHarness, type Harness } from '../../harness.js';

const service = 'SSISScaleOutWorker160';
const masterService = 'SSISScaleOutMaster160';

function fresh(change: Parameters<typeof freshHarness>[0] = {}): { readonly harness: Harness; readonly ask: Ask } {
  const harness = freshHarness({ joined: false, workers: [{ machine: 'ETL01' }], ...change });
  return { harness, ask: (machine, request) => harness.world.answer(machine, request) };
}

async function installed() {
  const world = fresh();
  const fleet = { masters: ['SQLETL01'], workers: ['ETL01'], endpoint: 'https://SQLETL01:8391' };
  await installFleet(world.ask, fleet);
  return world;
}

const start = (ask: Ask, machine: string, name: string) =>
  ask(machine, { operation: 'startService', service: name, timeoutSeconds: 60 });
const stop = (ask: Ask, machine: string, name: string) =>
  ask(machine, { operation: 'stopService', service: name, timeoutSeconds: 60 });
const property = (harness: Harness, name: string) =>
  harness
    .as('reader')
    .rows('catalog.master_properties')
    .find((row) => row.property_name === name)?.property_value;
const rows = (harness: Harness) => harness.as('operator').rows('catalog.worker_agents');

describe('a worker service', () => {
  it('goes by the config that it read at its start', async () => {
    const { harness, ask } = await installed();
    await changeConfig(ask, 'ETL01', 'worker', { MasterEndpoint: 'https://nowhere.example:8391' });
    harness.wait(600);
    expect(harness.world.answer('ETL01', { operation: 'inspect' })).toMatchObject({ ok: true });
    expect((await inspect(ask, 'ETL01')).trouble.map(({ kind }) => kind)).toEqual(['noEndpoint']);
    const before = rows(harness)[0]?.LastOnlineTime;
    harness.wait(60);
    expect(rows(harness)[0]?.LastOnlineTime).not.toEqual(before);
  });

  it('tells apart who wrote the config that it has not read, and takes its own id for nothing', async () => {
    const { harness, ask } = await installed();
    const reading = async () => {
      const [worker] = (await inspect(ask, 'ETL01')).installations;
      return { unread: worker?.service.configUnread === true, written: worker?.service.configWritten === true };
    };
    await changeConfig(ask, 'ETL01', 'worker', { AgentId: '7d3f4a10-1b2c-4d5e-8f90-0123456789ab' });
    expect(await reading()).toEqual({ unread: false, written: false });
    await changeConfig(ask, 'ETL01', 'worker', { MaxTaskCount: 3 });
    expect(await reading()).toEqual({ unread: true, written: false });
    harness.wait(60);
    await operate(ask, 'ETL01', { operation: 'restartService', service, timeoutSeconds: 60 });
    expect(await reading()).toEqual({ unread: false, written: false });
    const row = harness.store.get('machines', 'ETL01') ?? {};
    const config = String(row.config).replace('"MaxTaskCount": 3', '"MaxTaskCount": 5');
    expect(config).not.toBe(row.config);
    harness.store.put('machines', 'ETL01', { ...row, config });
    expect(await reading()).toEqual({ unread: false, written: true });
  });

  it.each([
    ['150', String.raw`SSIS\ScaleOut\Agent`],
    ['160', String.raw`SSIS\ScaleOut\16\Agent`],
    ['170', String.raw`SSIS\ScaleOut\17\Agent`],
  ])('%s has its log in %s', async (version, tail) => {
    const { harness, ask } = await installed();
    harness.store.put('machines', 'ETL01', { ...harness.store.get('machines', 'ETL01'), version });
    const { logs } = await inspect(ask, 'ETL01');
    const folder = logs[0]?.newest?.replace(/\\[^\\]+$/, '');
    expect(folder).toMatch(new RegExp(`${tail.replaceAll('\\', '.')}$`));
    expect(logs[0]?.folders).toContain(folder);
  });

  it('registers under the AgentId of its config', async () => {
    const { harness, ask } = await installed();
    const agentId = '7d3f4a10-1b2c-4d5e-8f90-0123456789ab';
    await changeConfig(ask, 'ETL01', 'worker', { AgentId: agentId });
    expect(rows(harness)).toHaveLength(1);
    await operate(ask, 'ETL01', { operation: 'restartService', service, timeoutSeconds: 60 });
    expect(rows(harness).map((row) => row.WorkerAgentId)).toEqual([agentOf(harness, 'ETL01'), agentId.toUpperCase()]);
  });

  it('beats at the interval of its config', async () => {
    const { harness, ask } = await installed();
    await changeConfig(ask, 'ETL01', 'worker', { AgentHeartbeatInterval: '00:00:05' });
    await operate(ask, 'ETL01', { operation: 'restartService', service, timeoutSeconds: 60 });
    const before = rows(harness)[0]?.LastOnlineTime;
    harness.wait(5);
    expect(rows(harness)[0]?.LastOnlineTime).not.toEqual(before);
  });

  it('does not start while it is disabled, and a restart leaves it running then', async () => {
    const { harness, ask } = await installed();
    await operate(ask, 'ETL01', { operation: 'setStartMode', service, mode: 'disabled' });
    expect(await ask('ETL01', { operation: 'restartService', service, timeoutSeconds: 60 })).toMatchObject({
      code: 'serviceFailed',
    });
    expect(harness.store.get('machines', 'ETL01')).toMatchObject({ service: 'running' });
    await stop(ask, 'ETL01', service);
    expect(await start(ask, 'ETL01', service)).toMatchObject({ code: 'serviceFailed' });
    await operate(ask, 'ETL01', { operation: 'setStartMode', service, mode: 'manual' });
    expect(await start(ask, 'ETL01', service)).toEqual({ ok: true, value: { changed: true } });
    expect(await start(ask, 'ETL01', service)).toEqual({ ok: true, value: { changed: false } });
  });

  it('does not start with a config that it cannot read', async () => {
    const { harness, ask } = fresh();
    await stop(ask, 'ETL01', service);
    for (const config of ['{ "MasterEndpoint": ', null]) {
      harness.world.editMachine('ETL01', ({ worker }) => ({ worker: { ...worker, config } }));
      expect(await start(ask, 'ETL01', service)).toMatchObject({ code: 'serviceFailed' });
    }
  });

  it('that a cluster owns is left alone', async () => {
    const { harness, ask } = fresh();
    harness.world.editMachine('ETL01', ({ worker }) => ({ worker: { ...worker, clustered: true } }));
    expect(await stop(ask, 'ETL01', service)).toMatchObject({ code: 'serviceFailed' });
    expect(await ask('ETL01', { operation: 'setStartMode', service, mode: 'manual' })).toMatchObject({
      code: 'serviceFailed',
    });
  });

  it('is left alone while nobody can tell what the cluster of its machine owns', async () => {
    for (const windows of [{ clusterService: 'stopped' }, { clusterError: 'Access is denied.' }]) {
      const { harness, ask } = fresh();
      editWindows(harness.world, 'ETL01', () => windows);
      const { installations, bindings } = await inspect(ask, 'ETL01');
      expect(installations[0]?.service).toMatchObject({ clustered: null, clusterDoubt: expect.any(String) });
      expect(bindings).toHaveProperty('value');
      expect(await stop(ask, 'ETL01', service)).toMatchObject({ code: 'clusterUnknown' });
      expect(await ask('ETL01', { operation: 'setStartMode', service, mode: 'manual' })).toMatchObject({
        code: 'clusterUnknown',
      });
      expect(harness.store.get('machines', 'ETL01')).toMatchObject({ service: 'running', startMode: 'automatic' });
    }
  });

  it('that is not there is said to be missing', async () => {
    const { ask } = fresh();
    expect(await start(ask, 'ETL01', masterService)).toMatchObject({ ok: false, code: 'serviceMissing' });
  });

  it('on the machine of the master needs no open firewall', async () => {
    const { harness, ask } = fresh({ workers: [{ machine: 'sqletl01.corp.example' }] });
    const both = await inspect(ask, 'SQLETL01');
    expect(both.installations.map(({ role }) => role)).toEqual(['master', 'worker']);
    await installFleet(ask, { masters: ['SQLETL01'], workers: ['SQLETL01'], endpoint: 'https://SQLETL01:8391' });
    editWindows(harness.world, 'SQLETL01', () => ({ firewall: {} }));
    harness.wait(120);
    expect(rows(harness).map((row) => row.MachineName)).toEqual(['SQLETL01']);
    // Its own default, the machine's other name, led to a master of which it knew nothing yet.
    expect((await inspect(ask, 'SQLETL01')).trouble.map(({ kind }) => kind)).toEqual(['trust']);
  });
});

describe('a master service', () => {
  it('writes at its start what its config says; the address is what somebody set', async () => {
    const { harness, ask } = fresh();
    expect(property(harness, 'MASTER_ADDRESS')).toBe('https://SQLETL01:8391');
    const { root } = await inspect(ask, 'SQLETL01');
    expect(property(harness, 'SSLCERT_THUMBPRINT')).toBe(root.value?.thumbprints[0]);
    await changeConfig(ask, 'SQLETL01', 'master', { PortNumber: 8400 });
    expect(property(harness, 'MASTER_SERVICE_PORT')).toBe('8391');
    await operate(ask, 'SQLETL01', {
      operation: 'bindPort',
      port: 8400,
      thumbprint: root.value?.thumbprints[0] as never,
    });
    await operate(ask, 'SQLETL01', { operation: 'restartService', service: masterService, timeoutSeconds: 60 });
    expect(property(harness, 'MASTER_SERVICE_PORT')).toBe('8400');
    expect(property(harness, 'MASTER_ADDRESS')).toBe('https://SQLETL01:8391');
  });

  it.each([
    ['the binding of its port', { bindings: {} }],
    ['its certificate', { root: {} }],
  ])('does not start without %s', async (_, missing) => {
    const { harness, ask } = fresh();
    editWindows(harness.world, 'SQLETL01', () => missing);
    await stop(ask, 'SQLETL01', masterService);
    expect(await start(ask, 'SQLETL01', masterService)).toMatchObject({ ok: false, code: 'serviceFailed' });
    expect(harness.store.get('masters', 'SQLETL01')).toMatchObject({ service: 'stopped' });
  });

  it('that is restarted loses nothing of who was heard of', async () => {
    const { harness, ask } = await installed();
    harness.wait(90);
    const before = rows(harness)[0]?.LastOnlineTime;
    await operate(ask, 'SQLETL01', { operation: 'restartService', service: masterService, timeoutSeconds: 60 });
    expect(rows(harness)[0]?.LastOnlineTime).toEqual(before);
    harness.wait(30);
    expect(rows(harness)[0]?.LastOnlineTime).not.toEqual(before);
  });
});

describe('configs', () => {
  it.each([
    ['utf8-bom', '\r\n', 'efbbbf7b0d0a'],
    ['utf8', '\n', '7b0a20'],
    ['utf16le', '\r\n', 'fffe7b000d000a00'],
  ] as const)('are written by setup as the fleet says: %s %j', async (encoding, lineEnd, beginning) => {
    const { ask } = fresh({ configFormat: { encoding, lineEnd } });
    for (const machine of ['ETL01', 'SQLETL01']) {
      const [installation] = (await inspect(ask, machine)).installations;
      const bytes = Buffer.from(installation?.config.content ?? '', 'base64');
      expect(bytes.toString('hex', 0, beginning.length / 2)).toBe(beginning);
    }
  });

  it('come back byte for byte, whatever they are', async () => {
    const { harness, ask } = fresh();
    const [{ config } = { config: { path: '' } }] = (await inspect(ask, 'ETL01')).installations;
    const contents = [
      encodeConfig('{ "a": "\u202e😀" }', 'utf16le'),
      encodeConfig('\uFEFF{}', 'utf8-bom'),
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.from([0x80, 0x0a, 0x0d]),
      Buffer.alloc(0),
    ];
    for (const content of contents) {
      harness.world.editMachine('ETL01', ({ worker }) => ({
        worker: { ...worker, config: '{}', configEncoding: 'utf8' },
      }));
      expect(
        await ask('ETL01', {
          operation: 'writeConfig',
          path: config.path,
          content: content.toString('base64'),
          expectedSha256: 'a'.repeat(64),
        }),
      ).toMatchObject({ code: 'moved' });
      const read = await operate(ask, 'ETL01', { operation: 'readConfig', path: config.path.toUpperCase() });
      const expectedSha256 = createHash('sha256')
        .update(Buffer.from(read.content ?? '', 'base64'))
        .digest('hex');
      const write = {
        operation: 'writeConfig',
        path: config.path,
        content: content.toString('base64'),
        expectedSha256,
      } as const;
      expect(await operate(ask, 'ETL01', write)).toEqual({ changed: true });
      // The answer may have been lost: the same request again finds nothing to do.
      expect(await operate(ask, 'ETL01', write)).toEqual({ changed: false });
      const after = await operate(ask, 'ETL01', { operation: 'readConfig', path: config.path });
      expect(Buffer.from(after.content ?? '', 'base64')).toEqual(content);
      expect(harness.store.get('machines', 'ETL01')).toMatchObject({ configBackup: read.content });
    }
  });
});
