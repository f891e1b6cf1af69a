import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examinationOf } from '../../../../src/providers/machines/observation/examination.js';
import { pwshMissing } from '../../../support/pwsh.js';
import { stored, testCertificate } from './certificates.js';
import { inspectionOf, noOutcome, type Outcome, runCases, type World } from './simulated-windows.js';

const place = mkdtempSync(join(tmpdir(), 'scaleout-examine-'));
const sid = 'S-1-5-80-1-2-3-4-5';
const domainSid = 'S-1-5-21-1-2-3-1601';
const reservations = 'SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\UrlAclInfo';
const protocols = 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';
const root = testCertificate('a root');

/** A self-relative security descriptor: one entry for each account, with its rights. */
function descriptor(entries: readonly { readonly sid: string; readonly mask: number; readonly type?: number }[]) {
  const aces = entries.map(({ sid: text, mask, type = 0 }) => {
    const [, revision = '1', authority = '5', ...numbers] = text.split('-');
    const ace = Buffer.alloc(16 + 4 * numbers.length);
    ace.writeUInt8(type, 0);
    ace.writeUInt16LE(ace.length, 2);
    ace.writeUInt32LE(mask, 4);
    ace.writeUInt8(Number(revision), 8);
    ace.writeUInt8(numbers.length, 9);
    ace.writeUInt8(Number(authority), 15);
    for (const [at, number] of numbers.entries()) ace.writeUInt32LE(Number(number), 16 + 4 * at);
    return ace;
  });
  const head = Buffer.alloc(20);
  head.writeUInt8(1, 0);
  head.writeUInt16LE(0x8004, 2);
  head.writeUInt32LE(20, 16);
  const acl = Buffer.alloc(8);
  acl.writeUInt8(2, 0);
  acl.writeUInt16LE(8 + Buffer.concat(aces).length, 2);
  acl.writeUInt16LE(aces.length, 4);
  return { bytes: Buffer.concat([head, acl, ...aces]).toString('base64') };
}

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const manager = 'Service Control Manager';
const entry = (id: number, hours: number, texts: readonly string[], source = manager) => ({
  id,
  source,
  at: ago(hours),
  texts,
  message: `entry ${id}\r\n  of ${texts.join(' ')}`,
});

describe.skipIf(pwshMissing)('examine', () => {
  let ran: Readonly<Record<string, Outcome>> = {};
  let server: Server | undefined;
  let open = 0;
  let closed = 0;
  const examination = (key: string) => {
    const answer: unknown = inspectionOf(ran[key] ?? noOutcome).examination;
    return examinationOf({ value: answer, path: 'examination' });
  };
  const value = <T>(
    part: { readonly known: true; readonly value: T } | { readonly known: false; readonly reason: string },
  ) => {
    if (!part.known) throw new Error(part.reason);
    return part.value;
  };

  beforeAll(async () => {
    server = createServer((socket) => socket.destroy());
    await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
    open = (server.address() as AddressInfo).port;
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    closed = (other.address() as AddressInfo).port;
    await new Promise((done) => other.close(done));
    const binaries = join(place, 'Binn');
    mkdirSync(binaries);
    writeFileSync(
      join(binaries, 'WorkerSettings.config'),
      JSON.stringify({
        MasterEndpoint: `https://127.0.0.1:${open}/`,
        TasksRootFolder: '',
        ExecutionLogCacheFolder: join(place, 'cache'),
      }),
    );
    const agent = join(place, 'profile/AppData/Local/SSIS/ScaleOut/Agent');
    for (const folder of [agent, join(agent, 'Tasks', '7'), join(place, 'cache')])
      mkdirSync(folder, { recursive: true });
    const write = (path: string, bytes: number, hours: number) => {
      writeFileSync(path, Buffer.alloc(bytes));
      const when = Date.parse(ago(hours)) / 1000;
      utimesSync(path, when, when);
    };
    write(join(agent, 'one.log'), 100, 48);
    write(join(agent, 'two.log'), 50, 1);
    write(join(agent, 'Tasks', '7', 'task.log'), 1000, 2);
    write(join(place, 'cache', 'waiting'), 10, 5);
    const world: World = {
      hostName: 'ETL01',
      services: [
        {
          Name: 'SSISScaleOutWorker160',
          DisplayName: 'SQL Server Integration Services Scale Out Worker 16.0',
          StartMode: 'Auto',
          State: 'Stopped',
          StartName: 'NT Service\\SSISScaleOutWorker160',
          PathName: join(binaries, 'Worker.exe'),
        },
        {
          Name: 'SSISScaleOutMaster160',
          StartMode: 'Auto',
          State: 'Running',
          StartName: 'CORP\\svc',
          PathName: join(place, 'Master.exe'),
        },
      ],
      sids: { 'NT Service\\SSISScaleOutWorker160': sid, 'CORP\\svc': domainSid, Printers: 'S-1-5-32-550' },
      registry: {
        [`SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\${sid}`]: {
          ProfileImagePath: join(place, 'profile'),
        },
        [reservations]: {
          'https://+:8391/': descriptor([
            { sid, mask: 0x20000000 },
            { sid: 'S-1-5-18', mask: 0x40000000 },
            { sid: 'S-1-1-0', mask: 0x20000000, type: 1 },
            { sid: 'S-1-5-32-544', mask: 0x10000000 },
          ]),
          'http://+:80/broken/': { bytes: 'AQAEgA==' },
          'http://+:81/text/': 'no bytes',
        },
        [`${protocols}\\TLS 1.2\\Client`]: { Enabled: 0 },
        [`${protocols}\\TLS 1.2\\Server`]: { Enabled: -1 },
        'SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319': { SchUseStrongCrypto: 1 },
      },
      Root: [stored(root)],
      eventLog: [
        entry(7038, 1, ['SSISScaleOutWorker160', 'CORP\\etl', '%%1909']),
        entry(7000, 1.1, ['SQL Server Integration Services Scale Out Worker 16.0', '%%1069']),
        entry(7031, 2, ['Print Spooler']),
        entry(36885, 3, [], 'Schannel'),
        entry(7036, 1, ['SSISScaleOutWorker160']),
        entry(7034, 24 * 8, ['SSISScaleOutWorker160']),
      ],
      listening: [
        { port: 8391, process: 4 },
        { port: 8391, process: 4 },
        { port: 3389, process: 700 },
      ],
      processes: { 4: 'System' },
      rights: `\r\n[Privilege Rights]\r\nSeAssignPrimaryTokenPrivilege = *S-1-5-19,*${sid}\r\nSeIncreaseQuotaPrivilege = *S-1-5-32-544,Printers\r\nSeImpersonatePrivilege = *S-1-5-6\r\n`,
      administrators: [],
      groups: { 'CORP\\svc': ['S-1-5-32-544', 'S-1-5-21-1-2-3-512'] },
      freeKilobytes: 2 * 1024 * 1024,
      cpu: 37,
    };
    const examine = {
      connect: [
        { host: '127.0.0.1', port: closed },
        { host: '127.0.0.1', port: open },
        { host: 'no-such-host.invalid', port: 1433 },
        { host: '', port: 1 },
      ],
    };
    const inspect = { operation: 'inspect', examine };
    const faults = {
      secedit: 'denied',
      'Get-WinEvent': 'no event log',
      'Get-NetTCPConnection': 'denied',
      [`registry:${reservations}`]: 'denied',
      'store:Root': 'denied',
    };
    ran = await runCases<string>({
      whole: { world, requests: [inspect] },
      plain: { world, requests: [{ operation: 'inspect' }] },
      denied: { world: { ...world, faults }, requests: [{ operation: 'inspect', examine: { connect: [] } }] },
      noDomain: {
        world: { ...world, faults: { domain: 'the domain cannot be reached' } },
        requests: [{ operation: 'inspect', examine: { connect: [] } }],
      },
      quiet: { world: { ...world, eventLog: [] }, requests: [{ operation: 'inspect', examine: { connect: [] } }] },
    });
  });
  afterAll(() => {
    server?.close();
    rmSync(place, { recursive: true, force: true });
  });

  it('comes with an inspection, and only where it was asked for', () => {
    expect(inspectionOf(ran.plain ?? noOutcome)).not.toHaveProperty('examination');
    expect(inspectionOf(ran.whole ?? noOutcome).installations).toHaveLength(2);
  });

  it('shows the rights of each account, by itself and by its groups', () => {
    expect(value(examination('whole').services)).toEqual([
      {
        name: 'SSISScaleOutWorker160',
        rights: { known: true, value: ['replaceProcessToken', 'impersonate'] },
        administrator: { known: true, value: false },
      },
      {
        name: 'SSISScaleOutMaster160',
        rights: { known: true, value: ['adjustMemoryQuotas', 'impersonate'] },
        administrator: { known: true, value: true },
      },
    ]);
  });

  it('never takes a right that a group may give for missing', () => {
    const [worker, master] = value(examination('noDomain').services);
    expect(worker?.rights).toMatchObject({ known: true });
    expect(master?.rights).toMatchObject({ known: false, reason: expect.stringContaining('cannot be reached') });
    expect(master?.administrator).toMatchObject({ known: false });
  });

  it('shows what the System log says of the services and of the list of issuers, whatever its language', () => {
    const events = value(examination('whole').events);
    expect(events.map(({ id, service, error }) => [id, service, error])).toEqual([
      [7038, 'SSISScaleOutWorker160', 1909],
      [7000, 'SSISScaleOutWorker160', 1069],
      [36885, null, null],
    ]);
    expect(events[0]?.message).toBe('entry 7038 of SSISScaleOutWorker160 CORP\\etl %%1909');
    expect(examination('quiet').events).toEqual({ known: true, value: [] });
  });

  it('shows listeners, reservations, TLS, the list of issuers and the load', () => {
    const whole = examination('whole');
    expect(value(whole.listeners)).toEqual([
      { port: 8391, processId: 4, process: 'System' },
      { port: 3389, processId: 700, process: null },
    ]);
    expect(value(whole.urls)).toEqual([
      { url: 'https://+:8391/', accounts: [sid, 'S-1-5-32-544'] },
      { url: 'http://+:80/broken/', accounts: [] },
    ]);
    const tls = value(whole.tls);
    expect(tls.protocols.filter(({ enabled }) => enabled !== null)).toEqual([
      { name: 'TLS 1.2 Client', enabled: false },
      { name: 'TLS 1.2 Server', enabled: true },
    ]);
    expect([tls.strongCrypto, tls.systemDefault]).toEqual([1, null]);
    expect(value(whole.root)).toEqual({ certificates: 1, subjectBytes: expect.any(Number) });
    expect(value(whole.root).subjectBytes).toBeGreaterThan(5);
    expect(value(whole.load)).toEqual({ cpuPercent: 37, freeMemoryMegabytes: 2048 });
    expect(value(whole.disks).length).toBeGreaterThan(0);
  });

  it('tries places side by side, and the endpoint of its own config', () => {
    const reached = value(examination('whole').reached);
    const results = reached.map(({ host, port, result }) => [host, port, result]);
    expect(results.slice(0, 2)).toEqual([
      ['127.0.0.1', closed, 'refused'],
      ['127.0.0.1', open, 'open'],
    ]);
    expect(reached[0]?.addresses).toEqual(['127.0.0.1']);
    // Where names are resolved by a server that does not answer, no answer comes in time.
    expect(results[2]).toEqual(['no-such-host.invalid', 1433, expect.stringMatching(/^(unresolved|failed)$/)]);
    expect(results).toHaveLength(3);
  });

  it('shows how full the folders are, those of packages apart from the logs', () => {
    const folders = value(examination('whole').folders);
    const agent = join(place, 'profile/AppData/Local/SSIS/ScaleOut/Agent');
    expect(folders.map(({ role, use, path, files, bytes }) => [role, use, path, files, bytes])).toEqual([
      ['worker', 'logs', agent, 2, 150],
      ['worker', 'tasks', join(agent, 'Tasks'), 1, 1000],
      ['worker', 'logCache', join(place, 'cache'), 1, 10],
    ]);
    const [logs] = folders;
    expect(Date.parse(logs?.newest ?? '') - Date.parse(logs?.oldest ?? '')).toBeCloseTo(47 * 3_600_000, -5);
  });

  it('gives each part that cannot be read its reason, and the others their value', () => {
    const denied = examination('denied');
    expect(denied.events).toMatchObject({ known: false, reason: expect.stringContaining('no event log') });
    for (const part of [denied.listeners, denied.urls, denied.root]) expect(part.known).toBe(false);
    const [worker] = value(denied.services);
    expect(worker?.rights).toMatchObject({ known: false, reason: expect.stringContaining('unauthorized') });
    expect(worker?.administrator).toEqual({ known: true, value: false });
    expect(denied.tls.known && denied.load.known && denied.folders.known).toBe(true);
  });
});
