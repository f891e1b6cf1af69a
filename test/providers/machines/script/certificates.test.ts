import { X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/certificate/read-certificate.js';
import type { Thumbprint } from '../../../../src/domain/machines.js';
import { pwshMissing } from '../../../support/pwsh.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { stored, testCertificate } from './certificates.js';
import { codeOf, inspectionOf, messageOf, noOutcome, type Outcome, resultOf, runCases } from './simulated-windows.js';

const mark = 'ssis-scaleout "$(Write-Host pwned)` \u{1F680}\u200F';
const worker = testCertificate('worker');
const other = testCertificate('other');
const trust = {
  operation: 'trustCertificate',
  certificate: worker.der,
  thumbprint: worker.thumbprint as Thumbprint,
  mark,
} as const;
const distrust = { operation: 'distrustCertificate', thumbprint: worker.thumbprint as Thumbprint } as const;
const create = {
  operation: 'createCertificate',
  names: ['ETL01', 'etl01.corp.example'],
  mark,
  days: 100,
  store: 'My',
  usage: 'client',
} as const;
const service = {
  Name: 'SSISScaleOutWorker160',
  StartMode: 'Auto',
  State: 'Running',
  StartName: 'NT Service\\SSISScaleOutWorker160',
  PathName: 'C:\\x.exe',
};
const sid = 'S-1-5-80-1-2-3-4-5';
const grant = {
  operation: 'grantKey',
  store: 'My',
  thumbprint: worker.thumbprint as Thumbprint,
  service: service.Name,
} as const;

/** Below the folder of keys. */
const keyFiles = ['Keys/key-1', 'Keys/made-key', 'SystemKeys/key-2', 'RSA/MachineKeys/key-3', 'RSA/S-1-5-18/key-4'];
const tpmFiles = ['PCPKSP/tpm-1', 'PCPKSP/0123/tpm-2.PCPKEY'];

describe.skipIf(pwshMissing)('certificates on a machine', () => {
  let ran: Readonly<Record<string, Outcome>>;
  const of = (name: string): Outcome => ran[name] ?? noOutcome;

  beforeAll(async () => {
    using place = temporaryDirectory();
    // One that lies in the folder above the keys must never be taken for one of them.
    for (const file of [...keyFiles, ...tpmFiles, 'above']) {
      mkdirSync(dirname(`${place.path}/${file}`), { recursive: true });
      writeFileSync(`${place.path}/${file}`, 'key');
    }
    const tpm = 'Microsoft Platform Crypto Provider';
    const keyed = {
      services: [service],
      sids: { [service.StartName]: sid },
      keyFolder: place.path,
      keys: { [worker.thumbprint]: 'key-1' },
      acl: { 'key-1': [{ sid: 'S-1-5-18', allow: true, rights: 2032127 }] },
      My: [stored(worker, '', true)],
    };
    const denied = { 'add:Root': 'denied', 'remove:Root': 'denied', 'store:My': 'win32' };
    // What is made has its key there: each made key has the same name.
    const made = { keyFolder: place.path };
    const replaces = worker.thumbprint as Thumbprint;
    const ended = testCertificate('ETL01', { days: 40 });
    const young = testCertificate('ETL01', { days: 90, begin: -30 });
    const inUse = testCertificate('ETL01', { days: 90, begin: -60 });
    const early = testCertificate('ETL01', { days: 90, begin: 3600 });
    const single = { ...create, names: ['ETL01'] };
    const server = { ...create, names: ['etl.corp.example', '10.0.2.8'], store: 'Root', usage: 'server' } as const;
    const keys = Object.fromEntries([worker, young, inUse, early].map(({ thumbprint }) => [thumbprint, 'key-1']));
    ran = await runCases({
      trust: { requests: [trust, trust] },
      trustForeign: { world: { Root: [stored(worker, 'theirs')] }, requests: [trust] },
      trustDenied: { world: { faults: denied }, requests: [trust] },
      trustIgnored: { world: { faults: { 'add:Root': 'ignored' } }, requests: [trust] },
      trustGarbage: {
        requests: [
          { ...trust, thumbprint: '' as Thumbprint },
          { ...trust, certificate: 'AAAA' },
          { ...trust, certificate: '%' },
        ],
      },
      trustMixedUp: { requests: [{ ...trust, certificate: other.der }] },
      distrust: { world: { Root: [stored(worker), stored(other)] }, requests: [distrust, distrust] },
      distrustKeyed: { world: { Root: [stored(worker, mark, true)] }, requests: [distrust] },
      distrustIgnored: {
        world: { Root: [stored(worker)], faults: { 'remove:Root': 'ignored' } },
        requests: [distrust],
      },
      distrustDenied: { world: { Root: [stored(worker)], faults: denied }, requests: [distrust] },
      create: {
        world: made,
        requests: [create, create, { ...create, names: ['ETL01', 'new.name'] }, { ...create, days: 400 }],
      },
      // One in use with our mark, and an older one: neither is answered with, however much life they have.
      renew: {
        world: { ...made, keys, My: [stored(inUse, mark, true), stored(worker, mark, true)] },
        requests: [
          { ...single, replaces: inUse.thumbprint as Thumbprint },
          { ...single, replaces: inUse.thumbprint as Thumbprint },
        ],
      },
      // An earlier run made the younger one.
      renewAgain: {
        world: { ...made, keys, My: [stored(inUse, mark, true), stored(young, mark, true)] },
        requests: [{ ...single, replaces: inUse.thumbprint as Thumbprint }],
      },
      // After a failure the old one is in use again.
      renewOldest: { world: { ...made, keys, My: [stored(young, mark, true)] }, requests: [{ ...single, replaces }] },
      renewEarly: {
        world: { ...made, keys, My: [stored(early, mark, true)] },
        requests: [{ ...single, replaces: early.thumbprint as Thumbprint }],
      },
      createKeyLost: { world: { ...made, keys: {}, My: [stored(young, mark, true)] }, requests: [single] },
      server: { world: { ...made, Root: [stored(ended, '', true)] }, requests: [server, server] },
      // An earlier run ended between the two stores, or before the first was emptied.
      serverHalf: {
        world: { ...made, keys, My: [stored(young, mark, true)] },
        requests: [{ ...server, names: ['ETL01'] }],
      },
      serverBoth: {
        world: { ...made, keys, My: [stored(young, mark, true)], Root: [stored(young, mark, true)] },
        requests: [{ ...server, names: ['ETL01'] }],
      },
      serverIgnored: { world: { ...made, faults: { 'add:Root': 'ignored' } }, requests: [server] },
      serverKept: { world: { ...made, faults: { 'remove:My': 'ignored' } }, requests: [server] },
      serverKeyLost: { world: { keyFolder: `${place.path}/nowhere` }, requests: [server] },
      serverStrange: { requests: [{ ...server, names: ['10.0.2.8', 'a&UPN=b'] }] },
      createHostile: { requests: [{ ...create, names: ['a, O="x"', '$(exit 3)'] }] },
      createIgnored: { world: { faults: { 'New-SelfSignedCertificate': 'ignored' } }, requests: [create] },
      createFailed: { world: { faults: { 'New-SelfSignedCertificate': 'NTE_BAD_KEYSET' } }, requests: [create] },
      trustFailed: { world: { faults: { 'add:Root': 'a policy guards it' } }, requests: [trust] },
      distrustFailed: {
        world: { Root: [stored(worker)], faults: { 'remove:Root': 'a policy guards it' } },
        requests: [distrust],
      },
      createUnseen: { world: { faults: { 'store:My': 'the store is damaged' } }, requests: [create] },
      createDenied: { world: { faults: denied }, requests: [create] },
      grant: { world: keyed, requests: [grant, grant] },
      grantMissing: { world: { ...keyed, My: [] }, requests: [grant] },
      grantPublic: { world: { ...keyed, My: [stored(worker)] }, requests: [grant] },
      grantNoName: { world: { ...keyed, keys: {} }, requests: [grant] },
      grantEmptyName: { world: { ...keyed, keys: { [worker.thumbprint]: '' } }, requests: [grant] },
      grantDots: { world: { ...keyed, keys: { [worker.thumbprint]: '..' } }, requests: [grant] },
      grantPath: { world: { ...keyed, keys: { [worker.thumbprint]: '../x' } }, requests: [grant] },
      grantLostFile: { world: { ...keyed, keys: { [worker.thumbprint]: 'gone' } }, requests: [grant] },
      grantAbove: { world: { ...keyed, keys: { [worker.thumbprint]: 'above' } }, requests: [grant] },
      grantInSystemKeys: { world: { ...keyed, keys: { [worker.thumbprint]: 'key-2' } }, requests: [grant] },
      grantInRsaMachineKeys: { world: { ...keyed, keys: { [worker.thumbprint]: 'key-3' } }, requests: [grant] },
      grantInRsaSystem: { world: { ...keyed, keys: { [worker.thumbprint]: 'key-4' } }, requests: [grant] },
      grantTpm: { world: { ...keyed, keys: {}, providers: { [worker.thumbprint]: tpm } }, requests: [grant] },
      grantTpmNamed: { world: { ...keyed, keys: { [worker.thumbprint]: 'tpm-1' } }, requests: [grant] },
      grantTpmBelow: { world: { ...keyed, keys: { [worker.thumbprint]: 'tpm-2' } }, requests: [grant] },
      inspectTpm: {
        world: { ...keyed, keys: {}, providers: { [worker.thumbprint]: tpm } },
        requests: [{ operation: 'inspect' }],
      },
      grantBroken: { world: { ...keyed, faults: { key: 'Keyset does not exist' } }, requests: [grant] },
      grantIgnored: { world: { ...keyed, faults: { grant: 'ignored' } }, requests: [grant] },
      grantDenied: { world: { ...keyed, faults: { grant: 'denied' } }, requests: [grant] },
      grantUnseen: { world: { ...keyed, faults: { acl: 'the volume is damaged' } }, requests: [grant] },
      grantFailed: { world: { ...keyed, faults: { grant: 'the volume is damaged' } }, requests: [grant] },
      grantOverruled: {
        world: { ...keyed, acl: { 'key-1': [{ sid, allow: false, rights: 1 }] } },
        requests: [grant],
      },
      grantNoService: { world: { ...keyed, services: [] }, requests: [grant, { ...grant, service: 'Spooler' }] },
      grantServiceSid: { world: { ...keyed, sids: {} }, requests: [grant] },
      grantUnresolved: {
        world: { ...keyed, services: [{ ...service, StartName: 'CORP\\gone' }] },
        requests: [grant],
      },
    });
  });

  it('trusts a certificate once, under our mark, byte for byte', () => {
    expect(of('trust').answers.map((_, at) => resultOf(of('trust'), at).changed)).toEqual([true, false]);
    expect(of('trust').stores.Root).toEqual([{ thumbprint: worker.thumbprint, friendlyName: mark, hasKey: false }]);
  });

  it('leaves a trusted certificate of somebody else its name', () => {
    expect(resultOf(of('trustForeign')).changed).toBe(false);
    expect(of('trustForeign').stores.Root.map(({ friendlyName }) => friendlyName)).toEqual(['theirs']);
  });

  it('takes one out of the store, and no other', () => {
    expect(of('distrust').answers.map((_, at) => resultOf(of('distrust'), at).changed)).toEqual([true, false]);
    expect(of('distrust').stores.Root.map(({ thumbprint }) => thumbprint)).toEqual([other.thumbprint]);
  });

  it('never takes one with a private key', () => {
    expect(codeOf(of('distrustKeyed'))).toBe('moved');
    expect(of('distrustKeyed').stores.Root).toHaveLength(1);
  });

  it('makes a certificate as the contract says', () => {
    const { world, stores } = of('create');
    expect(resultOf(of('create')).certificate).toMatch(/^MII/);
    expect(stores.My[0]).toMatchObject({ friendlyName: mark, hasKey: true });
    expect(world.made).toMatchObject({ algorithm: 'RSA', length: 2048, export: 'NonExportable', hash: 'SHA256' });
    expect(world.made.store).toBe('Cert:\\LocalMachine\\My');
    // Client and server authentication, as the cmdlet has it where it is not told otherwise.
    const usages = '2.5.29.37={text}1.3.6.1.5.5.7.3.2,1.3.6.1.5.5.7.3.1';
    expect(world.made.extension).toEqual([usages, '2.5.29.19={text}']);
    // It may not sign others: no node of a master would be made to trust it.
    const made = Buffer.from(String(resultOf(of('create')).certificate), 'base64');
    expect(readCertificate(made)).toMatchObject({ authority: null, weakness: null });
  });

  it('makes another one only where the names or the time left are not enough', () => {
    const answers = of('create').answers.map((_, at) => resultOf(of('create'), at));
    expect(answers.map(({ changed }) => changed)).toEqual([true, false, true, true]);
    expect(answers[1]?.certificate).toBe(answers[0]?.certificate);
    expect(of('create').stores.My).toHaveLength(3);
  });

  const madeOf = (name: string, at = 0) =>
    new X509Certificate(Buffer.from(String(resultOf(of(name), at).certificate), 'base64'));

  it('makes a new one beside the one in use, never answers with that or an older one, and finds the new one again', () => {
    const { My } = of('renew').stores;
    expect([resultOf(of('renew'), 0).changed, resultOf(of('renew'), 1).changed]).toEqual([true, false]);
    expect(resultOf(of('renew'), 1).certificate).toBe(resultOf(of('renew'), 0).certificate);
    expect(My).toHaveLength(3);
    // The one in use is a minute old: the new one is younger all the same, and valid.
    const [found, used] = [madeOf('renew'), of('renew').world.made];
    expect(used.begin).toBe('given');
    expect(Date.parse(found.validFrom)).toBeGreaterThan(Date.now() - 300_000);
    expect(Date.parse(found.validFrom)).toBeLessThanOrEqual(Date.now());
  });

  it('answers with a younger one that an earlier run made', () => {
    for (const name of ['renewAgain', 'renewOldest']) {
      expect([name, resultOf(of(name)).changed, of(name).world.made]).toEqual([name, false, undefined]);
    }
    expect(of('renewAgain').stores.My).toHaveLength(2);
  });

  it('takes one that is not valid yet, or whose key is lost, for none', () => {
    expect(resultOf(of('renewEarly')).changed).toBe(true);
    expect(of('renewEarly').world.made.begin).toBe('usual');
    expect(resultOf(of('createKeyLost')).changed).toBe(true);
  });

  it('moves one of a master from My to Root with its key, for server authentication and all its names', () => {
    const { world, stores } = of('server');
    expect(world.made.store).toBe('Cert:\\LocalMachine\\My');
    expect(world.made.extension).toEqual([
      '2.5.29.37={text}1.3.6.1.5.5.7.3.1',
      '2.5.29.19={text}',
      '2.5.29.17={text}DNS=etl.corp.example&DNS=10.0.2.8&IPAddress=10.0.2.8',
    ]);
    expect(stores.My).toEqual([]);
    expect(stores.Root.map(({ friendlyName, hasKey }) => [friendlyName, hasKey])).toEqual([
      ['', true],
      [mark, true],
    ]);
    expect([0, 1].map((at) => resultOf(of('server'), at).changed)).toEqual([true, false]);
    const found = madeOf('server');
    expect(found.checkHost('etl.corp.example')).toBe('etl.corp.example');
    expect(found.checkIP('10.0.2.8')).toBe('10.0.2.8');
    expect(stores.Root[1]?.thumbprint).toBe(found.fingerprint.replaceAll(':', ''));
  });

  it.each(['serverHalf', 'serverBoth'])('ends the move that an earlier run began: %s', (name) => {
    expect([resultOf(of(name)).changed, of(name).world.made]).toEqual([true, undefined]);
    expect(of(name).stores.My).toEqual([]);
    expect(of(name).stores.Root).toMatchObject([{ friendlyName: mark, hasKey: true }]);
  });

  it('leaves one in My that Root does not show with its key', () => {
    for (const name of ['serverIgnored', 'serverKeyLost'])
      expect([name, of(name).stores.My]).toMatchObject([name, [{ hasKey: true, friendlyName: mark }]]);
  });

  it('keeps hostile names one name', () => {
    expect(of('createHostile').world.made).toMatchObject({
      subject: 'CN="a, O=""x"""',
      names: ['a, O="x"', '$(exit 3)'],
    });
  });

  it('lets the account of the service read the key, once', () => {
    expect(of('grant').answers.map((_, at) => resultOf(of('grant'), at).changed)).toEqual([true, false]);
    expect(of('grant').world.acl['key-1'].map((rule: { sid: string }) => rule.sid)).toEqual(['S-1-5-18', sid]);
  });

  it('computes the SID of a service account that cannot be looked up', () => {
    const rules = of('grantServiceSid').world.acl['key-1'];
    expect(rules[1].sid).toMatch(/^S-1-5-80(-\d+){5}$/);
  });

  it.each(['grantInSystemKeys', 'grantInRsaMachineKeys', 'grantInRsaSystem'])(
    'finds the key in each folder that a machine has for keys: %s',
    (name) => {
      const key = Object.keys(of(name).world.acl).at(-1) ?? '';
      expect([resultOf(of(name)).changed, of(name).world.acl[key].map((rule: { sid: string }) => rule.sid)]).toEqual([
        true,
        [sid],
      ]);
    },
  );

  it.each(['grantTpm', 'grantTpmNamed', 'grantTpmBelow'])(
    'says of a key in the TPM that it is there, and gives no right to a file: %s',
    (name) => {
      expect(codeOf(of(name))).toBe('keyInTpm');
      expect(messageOf(of(name))).toContain('certlm.msc');
      expect(Object.keys(of(name).world.acl)).toEqual(['key-1']);
    },
  );

  it('shows a certificate whose key lies in the TPM, with all the rest of the machine', () => {
    const [certificate] = inspectionOf(of('inspectTpm')).my.value?.certificates ?? [];
    expect(certificate).toMatchObject({ certificate: worker.der, hasKey: true, keyInTpm: true });
    expect(certificate?.readersError).toContain('lies in the TPM');
    expect(certificate?.readers).toBeUndefined();
    expect(inspectionOf(of('inspectTpm')).installations).toHaveLength(1);
  });

  it('never joins an empty or strange key name to a folder', () => {
    for (const name of [
      'grantAbove',
      'grantNoName',
      'grantEmptyName',
      'grantDots',
      'grantPath',
      'grantLostFile',
      'grantPublic',
    ])
      expect([name, codeOf(of(name))]).toEqual([name, 'keyMissing']);
  });

  it.each([
    ['trustDenied', 'accessDenied'],
    ['trustIgnored', 'writeWithoutEffect'],
    ['trustGarbage', 'certificateInvalid'],
    ['trustMixedUp', 'certificateInvalid'],
    ['distrustIgnored', 'writeWithoutEffect'],
    ['distrustDenied', 'accessDenied'],
    ['createIgnored', 'writeWithoutEffect'],
    ['serverIgnored', 'writeWithoutEffect'],
    ['serverKept', 'writeWithoutEffect'],
    ['serverKeyLost', 'writeWithoutEffect'],
    ['serverStrange', 'certificateNotMade'],
    ['createDenied', 'accessDenied'],
    ['createFailed', 'certificateNotMade'],
    ['createUnseen', 'storeFailed'],
    ['trustFailed', 'storeFailed'],
    ['distrustFailed', 'storeFailed'],
    ['grantUnseen', 'keyRightsFailed'],
    ['grantFailed', 'keyRightsFailed'],
    ['grantMissing', 'certificateMissing'],
    ['grantBroken', 'keyMissing'],
    ['grantIgnored', 'writeWithoutEffect'],
    ['grantDenied', 'accessDenied'],
    ['grantOverruled', 'writeWithoutEffect'],
    ['grantNoService', 'serviceMissing'],
    ['grantUnresolved', 'serviceFailed'],
  ])('%s ends in %s', (name, code) => {
    for (const [at] of of(name).answers.entries())
      expect([codeOf(of(name), at), messageOf(of(name), at) !== '']).toEqual([code, true]);
  });
});
