import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pwshMissing } from '../../../support/pwsh.js';
import { stored, testCertificate } from './certificates.js';
import { codeOf, inspectionOf, noOutcome, type Outcome, runCases, type World } from './simulated-windows.js';

const place = mkdtempSync(join(tmpdir(), 'scaleout-inspect-'));
const named = testCertificate('named');
const bound = testCertificate('bound');
const marked = testCertificate('marked');
const keyed = testCertificate('keyed');
const issued = testCertificate('issued', { issuer: 'some authority' });
const plain = testCertificate('plain');
const sid = 'S-1-5-80-1-2-3-4-5';
const services = 'SYSTEM\\CurrentControlSet\\Services';
const hostile = 'ssis-scaleout \u200F"\u{1F525}';

function folder(...names: readonly string[]): string {
  const path = join(place, ...names);
  mkdirSync(path, { recursive: true });
  return path;
}
function log(tail: readonly string[], name: string, text: string | Buffer, ageSeconds = 0): void {
  const path = join(folder('profile', 'AppData', 'Local', 'SSIS', ...tail), name);
  writeFileSync(path, text);
  const when = Date.now() / 1000 - ageSeconds;
  utimesSync(path, when, when);
}

const world: World = {
  hostName: 'etl01',
  services: [
    {
      Name: 'SSISScaleOutWorker160',
      StartMode: 'Auto',
      State: 'Running',
      StartName: 'NT Service\\SSISScaleOutWorker160',
      PathName: `"${place}/Binn/Worker.exe" -service`,
    },
    {
      Name: 'SSISScaleOutMaster150',
      StartMode: 'Boot',
      State: 'Paused',
      StartName: 'CORP\\gone',
      PathName: 'D:\\Sql\\Master.exe',
    },
    {
      Name: 'SSISScaleOutMaster150Helper',
      StartMode: 'Auto',
      State: 'Running',
      StartName: 'LocalSystem',
      PathName: 'C:\\x.exe',
    },
  ],
  sids: { 'NT Service\\SSISScaleOutWorker160': sid },
  registry: {
    'Cluster\\Resources\\{9}\\Parameters': { ServiceName: 'SSISScaleOutMaster150' },
    [`SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\${sid}`]: {
      ProfileImagePath: join(place, 'profile'),
    },
    [`${services}\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:8391`]: {
      SslCertHash: { bytes: Buffer.from(bound.thumbprint, 'hex').toString('base64') },
      SslCertStoreName: 'Root',
    },
    [`${services}\\HTTP\\Parameters\\SslBindingInfo\\[::]:443`]: { SslCertHash: { bytes: 'AAEC' } },
    'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL': { SendTrustedIssuerList: 0 },
  },
  Root: [
    stored(named),
    stored(bound),
    stored(marked, hostile),
    stored(keyed, '', true),
    stored(issued),
    stored(plain, 'x ssis-scaleout'),
  ],
  My: [stored(keyed, hostile, true), stored(issued)],
  keyFolder: folder('keys'),
  keys: { [keyed.thumbprint]: 'the-key' },
  acl: {
    'the-key': [
      { sid: 'S-1-5-18', allow: true, rights: 2032127 },
      { sid, allow: true, rights: 131209 },
      { sid, allow: true, rights: -2147483648 },
      { sid: 'S-1-1-0', allow: true, rights: 2 },
      { sid: 'S-1-5-32-545', allow: true, rights: 1 },
      { sid: 'S-1-5-32-545', allow: false, rights: 1 },
    ],
  },
  firewall: [
    {
      Name: 'ssis-scaleout master',
      Enabled: 'True',
      Action: 'Allow',
      Direction: 'Inbound',
      Protocol: 'TCP',
      LocalPort: ['8391', '8392'],
    },
    {
      Name: 'ssis-scaleout off',
      Enabled: 'False',
      Action: 'Block',
      Direction: 'Inbound',
      Protocol: 'TCP',
      LocalPort: 'Any',
    },
    { Name: 'Other', Enabled: 'True', Action: 'Allow', Direction: 'Inbound', Protocol: 'TCP', LocalPort: 'Any' },
  ],
};
const startedAt = (time: Date): World => ({
  ...world,
  services: (world.services ?? []).map((one) => ({ ...one, startedAt: time.toISOString() })),
});
const config = `{"WorkerHttpsCertThumbprint": "${named.thumbprint.toLowerCase()}", broken`;

describe.skipIf(pwshMissing)('inspect', () => {
  let ran: Readonly<Record<string, Outcome>>;
  const of = (key: string): Outcome => ran[key] ?? noOutcome;

  beforeAll(async () => {
    writeFileSync(join(folder('keys'), 'the-key'), '');
    const settings = join(folder('Binn'), 'WorkerSettings.config');
    writeFileSync(settings, config);
    const written = Date.now() / 1000 - 55;
    utimesSync(settings, written, written);
    const agent = ['ScaleOut', 'Agent'];
    log(agent, 'old.log', 'Could not establish secure channel for SSL/TLS, old\n', 60);
    log(
      agent,
      'new.log',
      `fine\nThere was no endpoint listening at one\r\nThere was no endpoint listening at two ${'\u{1F525}'.repeat(300)}\nfine\n`,
      10,
    );
    log(
      ['Cluster', 'Agent'],
      'wide.log',
      Buffer.from("\uFEFFThe HTTP request was forbidden with client authentication scheme 'Anonymous'.\r\n", 'utf16le'),
      5,
    );
    log(['ScaleOut', 'Master'], 'm.log', 'An error occurred while making the HTTP request\n');
    const denied = {
      'store:Root': 'denied',
      'store:My': 'denied',
      acl: 'denied',
      'Get-NetFirewallRule': 'no firewall service',
    };
    const registry = {
      [`registry:${services}\\HTTP\\Parameters\\SslBindingInfo`]: 'denied',
      'registry:SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL': 'denied',
    };
    ran = await runCases<string>({
      whole: { world, requests: [{ operation: 'inspect' }] },
      bare: { requests: [{ operation: 'inspect' }] },
      denied: { world: { ...world, faults: { ...denied, ...registry } }, requests: [{ operation: 'inspect' }] },
      started: { world: startedAt(new Date(Date.now() - 60_000)), requests: [{ operation: 'inspect' }] },
      startedBefore: { world: startedAt(new Date(0)), requests: [{ operation: 'inspect' }] },
      noKeyRights: { world: { ...world, faults: { acl: 'denied' } }, requests: [{ operation: 'inspect' }] },
      noServices: {
        world: { ...world, faults: { 'Get-CimInstance': 'denied', [`registry:${services}`]: 'denied' } },
        requests: [{ operation: 'inspect' }],
      },
    });
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('shows which service runs since before its config was written, but for what it wrote itself as it started', () => {
    const unread = (key: string) =>
      inspectionOf(of(key)).installations.map(({ service }) => 'configUnread' in service && service.configUnread);
    expect(unread('whole')).toEqual([false, false]);
    expect(unread('started')).toEqual([false, false]);
    // The second has no config that can be found, and does not run.
    expect(unread('startedBefore')).toEqual([true, false]);
  });

  it('shows since when a running service runs, where that can be seen', () => {
    const started = (key: string) =>
      inspectionOf(of(key)).installations.map(({ service }) => 'startedAt' in service && service.startedAt);
    expect(started('whole')).toEqual([false, false]);
    expect(started('startedBefore')).toEqual(['1970-01-01T00:00:00.000Z', false]);
  });

  it('shows services with mode, state, account and who owns them', () => {
    const { installations, hostName, administrator, clock } = inspectionOf(of('whole'));
    expect({ hostName, administrator }).toEqual({ hostName: 'etl01', administrator: true });
    expect(Math.abs(Date.parse(clock) - Date.now())).toBeLessThan(600_000);
    expect(clock).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(installations.map(({ role, version, service }) => ({ role, version, ...service }))).toEqual([
      {
        role: 'worker',
        version: '160',
        name: 'SSISScaleOutWorker160',
        startMode: 'automatic',
        state: 'running',
        account: 'NT Service\\SSISScaleOutWorker160',
        accountSid: sid,
        clustered: false,
      },
      {
        role: 'master',
        version: '150',
        name: 'SSISScaleOutMaster150',
        startMode: 'other',
        state: 'other',
        account: 'CORP\\gone',
        accountSid: null,
        clustered: true,
      },
    ]);
  });

  it('shows configs as bytes, and where one was looked for', () => {
    const [worker, master] = inspectionOf(of('whole')).installations.map((each) => each.config);
    expect(worker).toEqual({
      path: `${place}/Binn/WorkerSettings.config`,
      content: Buffer.from(config).toString('base64'),
    });
    expect(master?.path).toBe('D:\\Program Files\\Microsoft SQL Server\\150\\DTS\\Binn\\MasterSettings.config');
    expect(master?.error).toContain('There is no file');
  });

  it('shows all thumbprints, and those certificates that matter', () => {
    const { root, my } = inspectionOf(of('whole'));
    expect(root.value?.thumbprints).toHaveLength(6);
    const shown = (part: typeof root) => part.value?.certificates.map(({ certificate }) => certificate);
    expect(shown(root)).toEqual([named.der, bound.der, marked.der, keyed.der, issued.der]);
    expect(shown(my)).toEqual([keyed.der]);
    expect(my.value?.certificates[0]?.friendlyName).toBe(hostile);
  });

  it('shows who may read a key: not who is denied, nor who may only write', () => {
    const [certificate] = inspectionOf(of('whole')).my.value?.certificates ?? [];
    expect(certificate).toMatchObject({ hasKey: true, readers: ['S-1-5-18', sid] });
    const [blind] = inspectionOf(of('noKeyRights')).my.value?.certificates ?? [];
    expect(blind?.readers).toBeUndefined();
    expect(blind?.readersError).toContain('unauthorized');
  });

  it('shows bindings, our firewall rules and SCHANNEL', () => {
    const { bindings, firewall, schannel } = inspectionOf(of('whole'));
    expect(bindings.value).toEqual([
      { address: '0.0.0.0:8391', thumbprint: bound.thumbprint, store: 'Root' },
      { address: '[::]:443', thumbprint: '000102', store: 'MY' },
    ]);
    expect(firewall.value).toEqual([
      { name: 'ssis-scaleout master', enabled: true, allows: true, ports: ['8391', '8392'] },
      { name: 'ssis-scaleout off', enabled: false, allows: false, ports: ['Any'] },
    ]);
    expect(schannel).toEqual({ sendTrustedIssuerList: 0, clientAuthTrustMode: null });
  });

  it('finds the latest line of each trouble in the newest logs of the service', () => {
    const trouble = inspectionOf(of('whole')).trouble;
    expect(trouble.map(({ role, kind }) => `${role} ${kind}`)).toEqual([
      'worker noEndpoint',
      'worker secureChannel',
      'worker anonymous',
    ]);
    expect(trouble[0]?.line).toMatch(/^There was no endpoint listening at two/);
    expect(trouble[0]?.line.length).toBeLessThanOrEqual(500);
    expect(trouble[0]?.line).not.toMatch(/[\ud800-\udbff]$/);
    expect(trouble[0]?.file).toBe(join(place, 'profile/AppData/Local/SSIS/ScaleOut/Agent/new.log'));
  });

  it('shows empty lists of a bare machine as lists', () => {
    const bare = inspectionOf(of('bare'));
    expect(bare).toMatchObject({ installations: [], trouble: [], bindings: { value: [] }, firewall: { value: [] } });
    expect(bare.root).toEqual({ value: { thumbprints: [], certificates: [] } });
  });

  it('gives each part that cannot be read its reason and the others their value', () => {
    const denied = inspectionOf(of('denied'));
    for (const part of [denied.root, denied.my, denied.bindings, denied.firewall]) {
      expect(part.value).toBeUndefined();
      expect(part.error).toMatch(/unauthorized|no firewall service/);
    }
    expect(denied.installations).toHaveLength(2);
    expect(denied.schannel).toEqual({ sendTrustedIssuerList: null, clientAuthTrustMode: null });
  });

  it('never takes services that it cannot list for none', () => {
    expect(codeOf(of('noServices'))).toBe('accessDenied');
  });
});
