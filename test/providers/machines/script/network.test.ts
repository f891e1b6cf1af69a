import { beforeAll, describe, expect, it } from 'vitest';
import { pwshMissing } from '../../../support/pwsh.js';
import { stored, testCertificate } from './certificates.js';
import {
  type Case,
  codeOf,
  messageOf,
  noOutcome,
  type Outcome,
  resultOf,
  runCases,
  type World,
} from './simulated-windows.js';

const master = testCertificate('master');
const path = 'SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:8391';
const owner = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const bind = { operation: 'bindPort', port: 8391, thumbprint: master.thumbprint };
const asking = (negotiateClientCertificate: boolean) => ({ ...bind, negotiateClientCertificate });
const keyed: World = { Root: [stored(master, '', true)] };
const hash = { bytes: Buffer.from(master.thumbprint, 'hex').toString('base64') };
const open = { operation: 'openFirewall', name: 'ssis-scaleout master', port: 8391 };
const rule = {
  Name: open.name,
  Enabled: 'True',
  Action: 'Allow',
  Direction: 'Inbound',
  Protocol: 'TCP',
  LocalPort: '8391',
};

function binding(world: World): Case {
  return { world: { ...keyed, ...world }, requests: [bind, bind] };
}
function bound(values: Readonly<Record<string, unknown>>): World {
  return { registry: { [path]: values } };
}
function firewall(rules: readonly object[], faults: Readonly<Record<string, string>> = {}): Case {
  return { world: { firewall: rules, faults }, requests: [open, open] };
}

describe.skipIf(pwshMissing)('binding and firewall of a machine', () => {
  let ran: Readonly<Record<string, Outcome>>;
  const of = (key: string): Outcome => ran[key] ?? noOutcome;
  const changes = (key: string) => of(key).answers.map((_, at) => resultOf(of(key), at).changed);

  beforeAll(async () => {
    ran = await runCases<string>({
      bind: binding({}),
      bindOther: binding(
        bound({ SslCertHash: { bytes: 'AAAA' }, SslCertStoreName: 'Root', AppId: { bytes: owner.toString('base64') } }),
      ),
      bindKeeps: binding(
        bound({
          SslCertHash: { bytes: 'AAAA' },
          SslCertStoreName: 'Root',
          AppId: { bytes: owner.toString('base64') },
          DefaultFlags: 0x1 | 0x2 | 0x4 | 0x40 | 0x4000 | 0x10000,
          DefaultSslCertCheckMode: 0x1 | 0x2 | 0x4 | 0x8 | 0x10000,
          DefaultSslRevocationFreshnessTime: 3600,
          DefaultSslRevocationUrlRetrievalTimeout: 5000,
          DefaultSslCtlIdentifier: 'issuers of ours',
          DefaultSslCtlStoreName: 'Client"Auth',
        }),
      ),
      bindLoses: {
        world: { ...keyed, ...bound({ SslCertHash: hash, DefaultFlags: 2 }), faults: { 'netsh:forgets': 'yes' } },
        requests: [bind],
      },
      bindAsks: {
        world: { ...keyed, ...bound({ SslCertHash: hash, SslCertStoreName: 'Root', DefaultFlags: 0x10 }) },
        requests: [asking(true), asking(true), bind, asking(false), asking(false)],
      },
      bindUpdateKeeps: {
        world: {
          ...keyed,
          ...bound({ SslCertHash: hash, SslCertStoreName: 'Root', DefaultFlags: 0x2012 }),
          faults: { 'netsh:keeps': 'yes' },
        },
        requests: [asking(false), asking(false), asking(true), bind],
      },
      bindAsksFirst: { world: keyed, requests: [asking(true), asking(true)] },
      bindSigned: binding(bound({ SslCertHash: { bytes: 'AAAA' }, DefaultFlags: -2147483648 })),
      bindOtherStore: binding(bound({ SslCertHash: hash })),
      bindAlready: binding(bound({ SslCertHash: hash, SslCertStoreName: 'Root' })),
      bindRacing: binding({ racing: true }),
      bindMissing: binding({ Root: [] }),
      bindPublic: binding({ Root: [stored(master)] }),
      bindNoKey: binding({ faults: { netsh: 'Fehler: 1312 Eine angegebene Anmeldesitzung' } }),
      bindFailed: binding({ faults: { netsh: 'Error: 87' } }),
      bindDenied: binding({ administrator: false, faults: { netsh: 'erfordert erhoehte Rechte' } }),
      bindNoNetsh: binding({ faults: { 'netsh:start': 'netsh.exe is not recognized' } }),
      bindStore: binding({ faults: { 'store:Root': 'the store is damaged' } }),
      bindIgnored: binding({ faults: { netsh: 'ignored' } }),
      bindUnreadable: binding({
        faults: { 'registry:SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo': 'denied' },
      }),
      open: firewall([]),
      openAlready: firewall([rule, { ...rule, Name: `${open.name} two`, Enabled: 'False' }]),
      openAnyPort: firewall([{ ...rule, LocalPort: 'Any', Protocol: 'Any' }]),
      openDisabled: firewall([{ ...rule, Enabled: 'False' }]),
      openBlocking: firewall([{ ...rule, Action: 'Block' }]),
      openOtherPort: firewall([{ ...rule, LocalPort: ['80', '443'] }]),
      openUdp: firewall([{ ...rule, Protocol: 'UDP' }]),
      openDenied: firewall([], { 'New-NetFirewallRule': 'denied' }),
      openFailed: firewall([rule, { ...rule, Enabled: 'False' }].slice(1), { 'Set-NetFirewallRule': 'group policy' }),
      openIgnored: firewall([], { 'New-NetFirewallRule': 'ignored' }),
      openUnseen: firewall([], { 'Get-NetFirewallRule': 'There are no more endpoints available.' }),
      openWild: {
        world: { firewall: [{ ...rule, Enabled: 'False' }] },
        requests: [
          { ...open, name: 'ssis*' },
          { ...open, name: '' },
        ],
      },
      openHostile: { requests: [{ ...open, name: "ssis-scaleout '$(exit 1)`\u200F\u{1F525}" }] },
    });
  });

  it('binds a port once, with the store and an owner', () => {
    expect(changes('bind')).toEqual([true, false]);
    expect(of('bind').world.registry[path].SslCertHash).toEqual(hash);
    expect(of('bind').world.netsh[0]).toEqual([
      'http',
      'add',
      'sslcert',
      'ipport=0.0.0.0:8391',
      `certhash=${master.thumbprint}`,
      expect.stringMatching(/^appid=\{[0-9a-f-]{36}\}$/),
      'certstorename=Root',
    ]);
  });

  it('takes another certificate or store in its place and leaves the owner', () => {
    expect(changes('bindOther')).toEqual([true, false]);
    expect(of('bindOther').world.netsh[0][1]).toBe('update');
    expect(of('bindOther').world.registry[path].AppId.bytes).toBe(owner.toString('base64'));
    expect(changes('bindOtherStore')).toEqual([true, false]);
  });

  it('tells netsh again all that was set, and says what it has no option for', () => {
    expect(changes('bindKeeps')).toEqual([true, false]);
    expect(of('bindKeeps').world.netsh[0].slice(1)).toEqual([
      'update',
      'sslcert',
      'ipport=0.0.0.0:8391',
      `certhash=${master.thumbprint}`,
      expect.stringContaining('appid={'),
      'certstorename=Root',
      'dsmapperusage=enable',
      'clientcertnegotiation=enable',
      'disabletls13=enable',
      'disablesessionid=enable',
      'verifyclientcertrevocation=disable',
      'verifyrevocationwithcachedclientcertonly=enable',
      'usagecheck=disable',
      'revocationfreshnesstime=3600',
      'urlretrievaltimeout=5000',
      'sslctlidentifier=issuers of ours',
    ]);
    expect(resultOf(of('bindKeeps')).lost).toEqual(['flag 0x4', 'flag 0x10000', 'check mode 0x8', 'sslctlstorename']);
    expect(of('bindKeeps').world.registry[path]).toMatchObject({
      DefaultFlags: 0x4043,
      DefaultSslCertCheckMode: 0x10007,
    });
    expect(resultOf(of('bindSigned')).lost).toEqual(['flag 0x80000000']);
  });

  it('reads back what was set besides, and fails where it is gone', () => {
    expect(codeOf(of('bindLoses'))).toBe('writeWithoutEffect');
    expect(messageOf(of('bindLoses'))).toContain('clientcertnegotiation=enable (it has: )');
  });

  it('asks for client certificates in the handshake or not where it is told to, and else leaves that as it is', () => {
    expect(changes('bindAsks')).toEqual([true, false, false, true, false]);
    const options = of('bindAsks').world.netsh.map((args: readonly string[]) => args.slice(7));
    expect(options).toEqual([
      ['disablehttp2=enable', 'clientcertnegotiation=enable'],
      ['disablehttp2=enable', 'clientcertnegotiation=disable'],
    ]);
    expect(changes('bindAsksFirst')).toEqual([true, false]);
    expect(of('bindAsksFirst').world.netsh[0]).toContain('clientcertnegotiation=enable');
  });

  it('comes to the same where an update keeps what it is not given, and then nothing is lost', () => {
    expect(changes('bindUpdateKeeps')).toEqual([true, false, true, false]);
    expect(of('bindUpdateKeeps').world.registry[path].DefaultFlags).toBe(0x2012);
    expect(resultOf(of('bindUpdateKeeps'))).not.toHaveProperty('lost');
  });

  it('writes nothing where it is bound already', () => {
    expect(changes('bindAlready')).toEqual([false, false]);
    expect(of('bindAlready').world.netsh).toBeUndefined();
  });

  it('updates what somebody bound in between (error 183)', () => {
    expect(changes('bindRacing')).toEqual([true, false]);
    expect(of('bindRacing').world.netsh.map((args: readonly string[]) => args[1])).toEqual(['add', 'update']);
  });

  it('makes or mends the one rule of that name', () => {
    for (const key of ['open', 'openDisabled', 'openBlocking', 'openOtherPort', 'openUdp']) {
      expect([key, changes(key)]).toEqual([key, [true, false]]);
      expect(of(key).world.firewall).toEqual([rule]);
    }
    expect(changes('openAlready')).toEqual([false, false]);
    expect(changes('openAnyPort')).toEqual([false, false]);
  });

  it('keeps a hostile name byte for byte', () => {
    expect(changes('openHostile')).toEqual([true]);
    expect(of('openHostile').world.firewall[0].Name).toBe("ssis-scaleout '$(exit 1)`\u200F\u{1F525}");
  });

  it('never takes a pattern for a name', () => {
    expect(of('openWild').answers.map((_, at) => codeOf(of('openWild'), at))).toEqual(['done', 'firewallFailed']);
    expect(of('openWild').world.firewall).toEqual([
      { ...rule, Enabled: 'False' },
      { ...rule, Name: 'ssis*' },
    ]);
  });

  it.each([
    ['bindMissing', 'certificateMissing', master.thumbprint],
    ['bindPublic', 'keyMissing', master.thumbprint],
    ['bindNoKey', 'bindingFailed', 'private key'],
    ['bindFailed', 'bindingFailed', 'Error: 87'],
    ['bindDenied', 'accessDenied', 'administrator'],
    ['bindNoNetsh', 'bindingFailed', 'netsh cannot be started: netsh.exe is not recognized'],
    ['bindStore', 'storeFailed', 'LocalMachine\\Root cannot be read: the store is damaged'],
    ['bindIgnored', 'writeWithoutEffect', '8391'],
    ['bindUnreadable', 'accessDenied', ''],
    ['openDenied', 'accessDenied', ''],
    ['openFailed', 'firewallFailed', 'group policy'],
    ['openUnseen', 'firewallUnreadable', 'cannot be read: There are no more endpoints available.'],
    ['openIgnored', 'writeWithoutEffect', open.name],
  ])('%s ends in %s', (key, code, part) => {
    expect(codeOf(of(key))).toBe(code);
    expect(messageOf(of(key))).toContain(part);
  });
});
