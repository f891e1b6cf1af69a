import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pwshMissing } from '../../../support/pwsh.js';
import { stored, testCertificate } from './certificates.js';
import { type Case, codeOf, inspectionOf, noOutcome, type Outcome, runCases, type World } from './simulated-windows.js';

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
  logIn('profile', tail, name, text, ageSeconds);
}
function logIn(
  profile: string,
  tail: readonly string[],
  name: string,
  text: string | Buffer,
  ageSeconds: number,
): void {
  const path = join(folder(profile, 'AppData', 'Local', 'SSIS', ...tail), name);
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
    { Name: 'ClusSvc', StartMode: 'Auto', State: 'Running', StartName: 'LocalSystem', PathName: 'C:\\clussvc.exe' },
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
    [`${services}\\ClusSvc`]: { Start: 2 },
    'Cluster\\Resources\\{9}\\Parameters': { ServiceName: 'SSISScaleOutMaster150' },
    [`SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\${sid}`]: {
      ProfileImagePath: join(place, 'profile'),
    },
    [`${services}\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:8391`]: {
      SslCertHash: { bytes: Buffer.from(bound.thumbprint, 'hex').toString('base64') },
      SslCertStoreName: 'Root',
      DefaultFlags: 0x2042,
      DefaultSslCtlStoreName: 'ClientAuthIssuer',
    },
    'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': { CurrentBuildNumber: '20348' },
    [`${services}\\HTTP\\Parameters\\SslBindingInfo\\[::]:443`]: { SslCertHash: { bytes: 'AAEC' } },
    'SOFTWARE\\Microsoft\\Microsoft SQL Server\\150\\SSIS\\Setup': { DTSPath: 'E:\\Sql\\150\\DTS\\' },
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
const withProfile = (name: string): World => ({
  ...world,
  registry: {
    ...world.registry,
    [`SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\${sid}`]: { ProfileImagePath: join(place, name) },
  },
});

const began = new Date(Date.now() - 3_600_000);
const stampOf = (time: Date) => time.toISOString().replace(/[-:.Z]/g, '');
const before = stampOf(new Date(began.getTime() - 60_000));
const after = (seconds: number) => stampOf(new Date(began.getTime() + seconds * 1000));
/** A config that was written after its service had started, with backups beside it by their names. */
const readings: Readonly<Record<string, { readonly now: string; readonly backups: Readonly<Record<string, string>> }>> =
  {
    oldBackup: { now: '{"A":2}', backups: { [before]: '{"A":1}' } },
    foreignBackup: { now: '{"A":2}', backups: { [`${after(5)}x`]: '{"A":1}', '': '{"A":1}' } },
    ours: { now: '{"A":2,"AgentId":"y"}', backups: { [before]: '{"A":2}', [after(5)]: '{"A":1,"AgentId":"x"}' } },
    oursTwice: { now: '{"A":2}', backups: { [after(9)]: '{"A":2,"AgentId":"z"}', [after(5)]: '{"A":1}' } },
    oursAndId: { now: '{ "agentid": "y", "A":1 }', backups: { [after(5)]: '{"A":1}' } },
  };
function readCase(key: string): Case {
  const binn = folder(key);
  const file = join(binn, 'WorkerSettings.config');
  writeFileSync(file, readings[key]?.now ?? '');
  for (const [stamp, text] of Object.entries(readings[key]?.backups ?? {})) writeFileSync(`${file}.${stamp}.bak`, text);
  const [worker] = world.services ?? [];
  const services = [
    { ...worker, Name: 'SSISScaleOutWorker160', PathName: `"${binn}/Worker.exe"`, startedAt: began.toISOString() },
  ];
  return { world: { ...world, services }, requests: [{ operation: 'inspect' }] };
}
const config = `{"WorkerHttpsCertThumbprint": "${named.thumbprint.toLowerCase()}", broken`;

/** Lines before one of trouble, and when that was written; in local time where a time has no zone. */
const local = (...parts: readonly [number, number, number, number, number, number, number?]) =>
  new Date(...parts).toISOString();
const logTimes: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ['iso', ['2026-03-04T02:15:20.123Z [Error] beats', '', '  at something'], '2026-03-04T02:15:20.123Z'],
  ['zone', ['[E] 2026-03-04 02:15:20 +02:00 beats'], '2026-03-04T00:15:20.000Z'],
  ['comma', ['2026-03-04 02:15:20,5 beats'], local(2026, 2, 4, 2, 15, 20, 500)],
  ['points', ['04.03.2026 02:15:20 beats'], local(2026, 2, 4, 2, 15, 20)],
  ['american', ['3/24/2026 2:15:20 PM beats'], local(2026, 2, 24, 14, 15, 20)],
  // The fourth of March or the third of April: it is not guessed.
  ['doubtful', ['3/4/2026 2:15:20 AM beats'], undefined],
  // Of the two days the one that is not to come.
  ['notocome', ['12/1/2025 12:00:01 AM', '1/12/9998 2:15:20 AM beats'], undefined],
  ['none', ['version 16.0.4135.4', 'beats'], undefined],
  ['impossible', ['2026-13-44 02:15:20 beats'], undefined],
];

describe.skipIf(pwshMissing)('inspect', () => {
  let ran: Readonly<Record<string, Outcome>>;
  const of = (key: string): Outcome => ran[key] ?? noOutcome;

  beforeAll(async () => {
    writeFileSync(join(folder('keys', 'Keys'), 'the-key'), '');
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
    const versioned = (tail: readonly string[], name: string, text: string, age: number) =>
      logIn('versioned', tail, name, text, age);
    versioned(['ScaleOut', '16', 'Agent', '2026', '11'], 'a.log', 'Could not establish trust relationship', 20);
    versioned(['ScaleOut', '16', 'Agent', 'Tasks', '7'], 'task.log', 'There was no endpoint listening', 1);
    versioned(['ScaleOut', '16', 'Agent', 'ELogCache'], 'cache.log', 'There was no endpoint listening', 1);
    versioned(['ScaleOut', '16x', 'Agent'], 'b.log', 'There was no endpoint listening', 1);
    versioned(['ScaleOut', '16', 'Agent', '1', '2', '3', '4'], 'deep.log', 'There was no endpoint listening', 1);
    versioned(['ScaleOut', 'Tasks'], 'c.log', 'There was no endpoint listening', 1);
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
    const german = (name: string, ...lines: readonly string[]) => {
      const path = join(folder(name, 'AppData', 'Local', 'SSIS', 'ScaleOut', 'Agent'), 'worker.log');
      writeFileSync(path, `${lines.join('\r\n')}\r\n`);
      const profile = `SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\${sid}`;
      const registry = { ...world.registry, [profile]: { ProfileImagePath: join(place, name) } };
      return { world: { ...world, registry }, requests: [{ operation: 'inspect' }] } as const;
    };
    ran = await runCases<string>({
      germanEndpoint: german(
        'german1',
        'System.ServiceModel.EndpointNotFoundException: Es war kein an https://etl:8391 lauschender Endpunkt vorhanden, der die Nachricht annehmen konnte.',
      ),
      germanSecurity: german(
        'german2',
        "System.ServiceModel.Security.SecurityNegotiationException: Für den geschützten SSL/TLS-Kanal mit der Autorität 'etl:8391' konnte keine Vertrauensstellung hergestellt werden.",
        "System.ServiceModel.Security.SecurityNegotiationException: Es konnte kein sicherer Kanal für SSL/TLS mit Autorität 'etl:8391' eingerichtet werden.",
      ),
      germanForbidden: german(
        'german3',
        'System.ServiceModel.Security.MessageSecurityException: Die HTTP-Anforderung wurde vom Clientauthentifizierungsschema "Anonymous" untersagt.',
        'System.ServiceModel.CommunicationException: Fehler beim Senden der HTTP-Anforderung an https://etl:8391.',
      ),
      otherTypes: german(
        'german4',
        'System.ServiceModel.CommunicationObjectFaultedException: Das Kommunikationsobjekt kann nicht verwendet werden.',
        'MyCompany.MessageSecurityExceptionFilter: geladen',
      ),
      ...Object.fromEntries(
        logTimes.map(([name, lines]) => [
          `time ${name}`,
          german(`time-${name.replaceAll(/[^a-z]/g, '')}`, ...lines, 'There was no endpoint listening at https://etl'),
        ]),
      ),
      english: german(
        'english',
        "System.ServiceModel.Security.SecurityNegotiationException: Could not establish secure channel for SSL/TLS with authority 'etl:8391'.",
        'System.ServiceModel.CommunicationException: An error occurred while making the HTTP request to https://etl:8391.',
      ),
      whole: { world, requests: [{ operation: 'inspect' }] },
      bare: { requests: [{ operation: 'inspect' }] },
      denied: { world: { ...world, faults: { ...denied, ...registry } }, requests: [{ operation: 'inspect' }] },
      started: { world: startedAt(new Date(Date.now() - 60_000)), requests: [{ operation: 'inspect' }] },
      startedBefore: { world: startedAt(new Date(0)), requests: [{ operation: 'inspect' }] },
      noKeyRights: { world: { ...world, faults: { acl: 'denied' } }, requests: [{ operation: 'inspect' }] },
      ...Object.fromEntries(Object.keys(readings).map((key) => [key, readCase(key)])),
      versioned: { world: withProfile('versioned'), requests: [{ operation: 'inspect' }] },
      noLogs: { world: withProfile('nothing'), requests: [{ operation: 'inspect' }] },
      clusterDenied: {
        world: { ...world, faults: { 'registry:Cluster\\Resources\\{9}\\Parameters': 'denied' } },
        requests: [{ operation: 'inspect' }],
      },
      noServices: {
        world: { ...world, faults: { 'Get-CimInstance': 'denied', [`registry:${services}`]: 'denied' } },
        requests: [{ operation: 'inspect' }],
      },
    });
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  describe('whether a service goes by what its config says now', () => {
    const reading = (key: string) => {
      const [worker] = inspectionOf(of(key)).installations;
      return { unread: worker?.service.configUnread === true, written: worker?.service.configWritten === true };
    };

    it.each(['whole', 'started'])('it does, also where the file was written as it started: %s', (key) => {
      expect(reading(key)).toEqual({ unread: false, written: false });
    });

    it('cannot be told where somebody else wrote the file: it may have been the service', () => {
      expect(reading('startedBefore')).toEqual({ unread: false, written: true });
      expect(reading('oldBackup')).toEqual({ unread: false, written: true });
      expect(reading('foreignBackup')).toEqual({ unread: false, written: true });
    });

    it('it does not where we have written since: our backup tells what it was before', () => {
      expect(reading('ours')).toEqual({ unread: true, written: false });
      // The first of several: what the service had read.
      expect(reading('oursTwice')).toEqual({ unread: true, written: false });
    });

    it('it does where but its own id is another', () => {
      expect(reading('oursAndId')).toEqual({ unread: false, written: false });
    });
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
    const written = installations.map(({ service }) => 'configWrittenAt' in service && service.configWrittenAt);
    // The file was written by this test; the other service has none.
    expect(Math.abs(Date.parse(String(written[0])) - Date.now())).toBeLessThan(600_000);
    expect(written[1]).toBe(false);
    const services = installations.map(({ role, version, service }) => {
      const { configWrittenAt: _, ...told } = { configWrittenAt: undefined, ...service };
      return { role, version, ...told };
    });
    expect(services).toEqual([
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

  it('shows that who owns a service cannot be told, and everything else', () => {
    const denied = inspectionOf(of('clusterDenied'));
    expect(denied.installations.map(({ service }) => [service.name, service.clustered])).toEqual([
      ['SSISScaleOutWorker160', null],
      ['SSISScaleOutMaster150', null],
    ]);
    expect(denied.installations[0]?.service.clusterDoubt).toContain('Cluster\\Resources\\{9} cannot be read');
    expect(denied.bindings.value).toHaveLength(2);
  });

  it('shows configs as bytes, and where one was looked for', () => {
    const [worker, master] = inspectionOf(of('whole')).installations.map((each) => each.config);
    expect(worker).toEqual({
      path: `${place}/Binn/WorkerSettings.config`,
      content: Buffer.from(config).toString('base64'),
    });
    // The folder of the program first: the service may run from elsewhere than setup would put it.
    expect(master?.path).toBe('D:\\Sql\\MasterSettings.config');
    expect(master?.error).toContain('There is no file D:\\Sql\\MasterSettings.config.');
    const folders = ['D:\\Program Files', 'E:\\Sql\\150\\DTS\\Binn', 'C:\\Program Files'];
    for (const folder of folders) expect(master?.error).toContain(folder);
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
      {
        address: '0.0.0.0:8391',
        thumbprint: bound.thumbprint,
        store: 'Root',
        options: ['clientcertnegotiation=enable', 'disabletls13=enable', 'sslctlstorename=ClientAuthIssuer'],
        lost: ['flag 0x2000'],
      },
      { address: '[::]:443', thumbprint: '000102', store: 'MY', options: [], lost: [] },
    ]);
    expect([inspectionOf(of('whole')).build, inspectionOf(of('bare')).build]).toEqual([20348, null]);
    expect(firewall.value).toEqual([
      { name: 'ssis-scaleout master', enabled: true, allows: true, ports: ['8391', '8392'] },
      { name: 'ssis-scaleout off', enabled: false, allows: false, ports: ['Any'] },
    ]);
    expect(schannel).toEqual({ sendTrustedIssuerList: 0, clientAuthTrustMode: null });
  });

  it('finds the latest line of each trouble in the newest logs of the service, the newest first', () => {
    const trouble = inspectionOf(of('whole')).trouble;
    expect(trouble.map(({ role, kind }) => `${role} ${kind}`)).toEqual([
      'worker anonymous',
      'worker noEndpoint',
      'worker secureChannel',
    ]);
    expect(trouble[1]?.line).toMatch(/^There was no endpoint listening at two/);
    expect(trouble[1]?.line.length).toBeLessThanOrEqual(500);
    expect(trouble[1]?.line).not.toMatch(/[\ud800-\udbff]$/);
    expect(trouble[1]?.file).toBe(join(place, 'profile/AppData/Local/SSIS/ScaleOut/Agent/new.log'));
  });

  it('looks for logs in every likely folder, and says where', () => {
    const [worker, master] = inspectionOf(of('whole')).logs;
    const base = join(place, 'profile/AppData/Local/SSIS');
    expect(worker).toEqual({
      role: 'worker',
      folders: ['ScaleOut/Agent', 'Cluster/Agent'].map((tail) => join(base, tail)),
      newest: join(base, 'Cluster/Agent/wide.log'),
    });
    // The profile of an account that is gone is not known.
    expect(master).toEqual({ role: 'master', folders: [], newest: null });
  });

  it('finds the log of a folder of the version, below folders, and not those of packages', () => {
    const { logs, trouble } = inspectionOf(of('versioned'));
    const base = join(place, 'versioned/AppData/Local/SSIS');
    const newest = join(base, 'ScaleOut/16/Agent/2026/11/a.log');
    expect(logs[0]).toEqual({
      role: 'worker',
      folders: ['ScaleOut/Agent', 'ScaleOut/16/Agent', 'Cluster/Agent'].map((tail) => join(base, tail)),
      newest,
    });
    expect(trouble).toMatchObject([{ role: 'worker', kind: 'trust', file: newest }]);
  });

  it('says which folders were looked in where there is no log', () => {
    const base = join(place, 'nothing/AppData/Local/SSIS');
    expect(inspectionOf(of('noLogs')).logs[0]).toEqual({
      role: 'worker',
      folders: ['ScaleOut/Agent', 'Cluster/Agent'].map((tail) => join(base, tail)),
      newest: null,
    });
  });

  it.each<[string, readonly string[]]>([
    ['germanEndpoint', ['noEndpoint']],
    // The type alone does not say whether the master is not trusted or the own key cannot be used.
    ['germanSecurity', ['security']],
    ['germanForbidden', ['communication', 'anonymous']],
    ['otherTypes', []],
    // Where the text is known, it says more than the type, and the line is told once.
    ['english', ['httpRequest', 'secureChannel']],
  ])('tells trouble by the type of an exception where .NET speaks another language: %s', (name, kinds) => {
    expect(inspectionOf(of(name)).trouble.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each(logTimes)('tells when a line was written, of the line or of one above it: %s', (name, _, at) => {
    const [found] = inspectionOf(of(`time ${name}`)).trouble;
    expect(found?.at).toBe(at);
    expect(Math.abs(Date.parse(found?.notAfter ?? '') - Date.now())).toBeLessThan(600_000);
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
