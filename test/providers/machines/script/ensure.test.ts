import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const place = mkdtempSync(join(tmpdir(), 'scaleout-ensure-'));
const master = testCertificate('master');
const worker = testCertificate('worker');
const expired = testCertificate('expired', { days: -1 });
const marked = testCertificate('ETL01');
const next = testCertificate('next');
const mark = 'ssis-scaleout ETL01';
const masterMark = 'ssis-scaleout test master';
const sid = 'S-1-5-80-1-2-3-4-5';
const name = 'SSISScaleOutWorker160';
const masterName = 'SSISScaleOutMaster160';
const ours = { sid, allow: true, rights: 131209 };

function configFile(id: string, file: string, text: string): string {
  mkdirSync(join(place, id, 'Binn'), { recursive: true });
  writeFileSync(join(place, id, 'Binn', file), Buffer.from(`\uFEFF${text}`, 'utf16le'));
  return join(place, id, 'Binn');
}
function textOf(id: string, file = 'WorkerSettings.config'): string {
  return readFileSync(join(place, id, 'Binn', file)).toString('utf16le');
}
function settings(thumbprint: string, more = ''): string {
  return `{\r\n  "MasterEndpoint": "https://old:8391",\r\n  "WorkerHttpsCertThumbprint": "${thumbprint}",\r\n  "MaxTaskCount": 10,\r\n  "HeartbeatErrorTollerance": "00:10:00"${more}\r\n}\r\n`;
}
const request = {
  operation: 'ensureWorker',
  endpoint: 'https://new:8391',
  masterCertificate: master.der,
  workerThumbprint: null,
  mark,
  settings: { MaxTaskCount: 8, HeartbeatErrorTolerance: '00:05:00' },
  timeoutSeconds: 2,
};

function onWorker(
  id: string,
  world: World,
  change: object = {},
  service: object = {},
  text = settings(worker.thumbprint),
): Case {
  const folder = configFile(id, 'WorkerSettings.config', text);
  const StartName = `NT Service\\${name}`;
  const asked = { ...request, ...change };
  return {
    world: {
      services: [
        { Name: name, StartMode: 'Manual', State: 'Running', StartName, PathName: `${folder}/W.exe`, ...service },
      ],
      sids: { [StartName]: sid },
      My: [stored(worker, '', true)],
      keyFolder: place,
      keys: { [worker.thumbprint]: 'key', [marked.thumbprint]: 'key', [expired.thumbprint]: 'key' },
      acl: { key: [] },
      ...world,
    },
    requests: [asked, asked],
  };
}

function onMaster(id: string, world: World, change: object = {}, others: readonly object[] = []): Case {
  const folder = configFile(
    id,
    'MasterSettings.config',
    `{"PortNumber":"8391","SSLCertThumbprint":"${master.thumbprint}"}`,
  );
  const asked = {
    operation: 'ensureMaster',
    trust: [{ certificate: worker.der, mark }],
    port: 8391,
    firewallRule: 'ssis-scaleout master',
    timeoutSeconds: 2,
    ...change,
  };
  return {
    world: {
      services: [
        {
          Name: masterName,
          StartMode: 'Manual',
          State: 'Stopped',
          StartName: 'LocalSystem',
          PathName: `${folder}/M.exe`,
        },
        ...others,
      ],
      Root: [stored(master, '', true)],
      ...world,
    },
    requests: [asked, asked],
  };
}
const cluster = {
  'SYSTEM\\CurrentControlSet\\Services\\ClusSvc': { Start: 2 },
  'Cluster\\Resources\\1\\Parameters': { ServiceName: masterName },
};

describe.skipIf(pwshMissing)('the whole of a machine at once', () => {
  let ran: Readonly<Record<string, Outcome>>;
  const of = (key: string): Outcome => ran[key] ?? noOutcome;
  const changes = (key: string) => of(key).answers.map((_, at) => resultOf(of(key), at).changed);
  const report = (key: string, at = 0) => (resultOf(of(key), at).report ?? []).join('\n');

  beforeAll(async () => {
    mkdirSync(join(place, 'Keys'), { recursive: true });
    writeFileSync(join(place, 'Keys', 'key'), '');
    writeFileSync(join(place, 'Keys', 'made-key'), '');
    const readyWorld = { Root: [stored(worker)], acl: { key: [ours] } };
    const nothingAsked = { settings: {}, endpoint: null, masterCertificate: null };
    const startedLongAgo = { StartMode: 'Auto', startedAt: '2020-01-01T00:00:00Z' };
    // A run of ours that ended between the config and the restart.
    const binn = configFile('workerUnread', 'WorkerSettings.config', '');
    writeFileSync(join(binn, 'WorkerSettings.config.20200102T000000000.bak'), settings('', ',"x":1'));
    const pinned = (print: string) =>
      settings(worker.thumbprint, `,\r\n  "MasterHttpsCertThumbprint": "${print}"`).replace(
        'https://old',
        'https://new',
      );
    const rotating = {
      masterMark,
      alsoTrust: [{ certificate: next.der, mark: masterMark }],
      settings: {},
      madeAt: '2100-01-01T00:00:00.000Z',
    };
    const trusting = {
      Root: [stored(worker), stored(master, masterMark), stored(next, masterMark)],
      acl: { key: [ours] },
    };
    const running = { StartMode: 'Auto' };
    const fresh = { operation: 'newCertificate', mark, days: 400, madeAt: '2020-01-01T00:00:00.000Z' };
    const newOf = (id: string, world: World, text: string, madeAt = fresh.madeAt): Case => {
      const asked = { ...fresh, madeAt };
      return { ...onWorker(id, world, {}, running, text), requests: [asked, asked] };
    };
    ran = await runCases<string>({
      workerNext: onWorker(
        'workerNext',
        { Root: [stored(worker), stored(master, masterMark)], acl: { key: [ours] } },
        rotating,
        running,
        pinned(master.thumbprint),
      ),
      // The master has gone over: made anew, the script pins what was the next one.
      workerSwitched: onWorker(
        'workerSwitched',
        trusting,
        { ...rotating, masterCertificate: next.der, alsoTrust: [] },
        running,
        pinned(master.thumbprint),
      ),
      // A script from before that must not take it back; one that was made since may.
      workerStale: onWorker(
        'workerStale',
        trusting,
        { ...rotating, madeAt: '2020-01-01T00:00:00.000Z' },
        running,
        pinned(next.thumbprint),
      ),
      workerBack: onWorker('workerBack', trusting, rotating, running, pinned(next.thumbprint)),
      workerNew: newOf('workerNew', { acl: { key: [] } }, settings(worker.thumbprint)),
      workerNewUsed: newOf('workerNewUsed', { My: [stored(marked, mark, true)] }, settings(marked.thumbprint)),
      workerNewOfOld: newOf(
        'workerNewOfOld',
        { My: [stored(marked, mark, true)] },
        settings(marked.thumbprint),
        '2100-01-01T00:00:00.000Z',
      ),
      masterNext: onMaster('masterNext', {}, { certificate: { thumbprint: next.thumbprint, inUse: false } }),
      masterNextThere: onMaster(
        'masterNextThere',
        {
          Root: [stored(master, '', true), stored(next, '', true)],
          keyFolder: place,
          keys: { [next.thumbprint]: 'key' },
        },
        { certificate: { thumbprint: next.thumbprint, inUse: false } },
      ),
      masterInUse: onMaster(
        'masterInUse',
        {
          Root: [stored(master, '', true), stored(next, '', true)],
          keyFolder: place,
          keys: { [next.thumbprint]: 'key' },
        },
        { certificate: { thumbprint: next.thumbprint, inUse: true } },
      ),
      masterInUseLacks: onMaster('masterInUseLacks', {}, { certificate: { thumbprint: next.thumbprint, inUse: true } }),
      worker: onWorker('worker', {}),
      workerReady: onWorker(
        'workerReady',
        { Root: [stored(master), stored(worker)], acl: { key: [ours] } },
        { settings: {}, endpoint: 'HTTPS://OLD:8391/' },
        { StartMode: 'Auto' },
        settings(worker.thumbprint.toLowerCase(), `,\r\n  "MasterHttpsCertThumbprint": "${master.thumbprint}"`),
      ),
      workerStopped: onWorker(
        'workerStopped',
        { Root: [stored(worker)], acl: { key: [ours] } },
        { settings: {}, endpoint: null, masterCertificate: null },
        { State: 'Stopped', StartMode: 'Disabled' },
      ),
      workerUnread: onWorker('workerUnread', readyWorld, nothingAsked, startedLongAgo),
      workerWritten: onWorker('workerWritten', readyWorld, nothingAsked, startedLongAgo),
      workerSpelling: onWorker('workerSpelling', readyWorld, {
        settings: { LeaseInternval: '00:02:00', MaxTaskCount: 9 },
      }),
      workerAsWritten: onWorker('workerAsWritten', readyWorld, {
        settings: { LeaseInternval: '00:02:00' },
        settingsAsWritten: ['LeaseInternval'],
      }),
      workerMakes: onWorker('workerMakes', { My: [stored(expired, '', true)] }, {}, {}, settings(expired.thumbprint)),
      workerFindsMarked: onWorker('workerFindsMarked', { My: [stored(marked, mark, true)] }, {}, {}, settings('')),
      workerNamed: onWorker(
        'workerNamed',
        { My: [stored(worker, '', true), stored(marked, '', true)] },
        { workerThumbprint: marked.thumbprint },
      ),
      workerNamedMissing: onWorker('workerNamedMissing', {}, { workerThumbprint: marked.thumbprint }),
      workerBroken: onWorker('workerBroken', {}, {}, {}, '{"MasterEndpoint": '),
      workerBare: { requests: [request] },
      workerDies: onWorker('workerDies', {}, {}, { onStart: 'dies' }),
      master: onMaster('master', {}),
      masterClustered: onMaster('masterClustered', { registry: cluster }, {}, [{ Name: 'ClusSvc', State: 'Running' }]),
      masterDoubted: onMaster('masterDoubted', { registry: cluster }, {}, [{ Name: 'ClusSvc', State: 'Stopped' }]),
      masterAsks: onMaster(
        'masterAsks',
        {
          registry: {
            'SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:8391': {
              SslCertHash: { bytes: 'AAAA' },
              DefaultFlags: 0x2010,
            },
          },
        },
        { negotiateClientCertificate: true },
      ),
      masterNoPort: onMaster('masterNoPort', {}, { port: null, trust: [] }),
      masterOtherPort: onMaster('masterOtherPort', {}, { port: 9000 }),
      masterNoKey: onMaster('masterNoKey', { Root: [stored(master)] }),
    });
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('brings a worker into service, and finds nothing to do the second time', () => {
    expect(changes('worker')).toEqual([true, false]);
    const { stores, world } = of('worker');
    expect(stores.Root.map(({ thumbprint, friendlyName, hasKey }) => ({ thumbprint, friendlyName, hasKey }))).toEqual([
      { thumbprint: master.thumbprint, friendlyName: mark, hasKey: false },
      { thumbprint: worker.thumbprint, friendlyName: mark, hasKey: false },
    ]);
    expect(world.acl.key).toEqual([ours]);
    expect(world.services[0]).toMatchObject({ StartMode: 'Auto', State: 'Running', starts: 1, stops: 1 });
    expect(resultOf(of('worker')).certificate).toBe(worker.der);
  });

  it('edits the config in its own encoding, spelling, kinds and line ends', () => {
    expect(textOf('worker')).toBe(
      `\uFEFF${settings(worker.thumbprint, `,\r\n  "MasterHttpsCertThumbprint": "${master.thumbprint}"`)
        .replace('https://old', 'https://new')
        .replace('10,', '8,')
        .replace('00:10:00', '00:05:00')}`,
    );
    expect(readdirSync(join(place, 'worker', 'Binn'))).toHaveLength(2);
  });

  it('says in sentences what was done and what was there', () => {
    expect(report('worker')).toContain(`The master's certificate ${master.thumbprint} is trusted now.`);
    expect(report('worker')).toContain(`${name} was restarted.`);
    expect(report('worker', 1)).toContain(`The master's certificate ${master.thumbprint} was trusted already.`);
    expect(report('worker', 1)).toContain(`${name} was running already.`);
  });

  it('touches nothing on a machine that is ready, thumbprints and address in either case', () => {
    expect(changes('workerReady')).toEqual([false, false]);
    expect(of('workerReady').world.services[0].starts).toBeUndefined();
    expect(readdirSync(join(place, 'workerReady', 'Binn'))).toHaveLength(1);
  });

  it('starts a stopped service without another reason to restart', () => {
    expect(changes('workerStopped')).toEqual([true, false]);
    expect(of('workerStopped').world.services[0]).toMatchObject({ StartMode: 'Auto', State: 'Running', starts: 1 });
    expect(textOf('workerStopped')).toBe(`\uFEFF${settings(worker.thumbprint)}`);
  });

  it('leaves a key alone of which the file has neither spelling, says so, and does the rest', () => {
    expect(report('workerSpelling')).toMatch(/LeaseInternval was left as it is: .*WorkerSettings\.config has neither/);
    expect(textOf('workerSpelling')).not.toContain('Lease');
    expect(textOf('workerSpelling')).toContain('"MaxTaskCount": 9');
    expect(textOf('workerAsWritten')).toContain('"LeaseInternval": "00:02:00"');
    expect(report('workerAsWritten')).not.toContain('was left');
  });

  it('does not restart for what the service may have written itself, and says so', () => {
    expect(changes('workerWritten')).toEqual([false, false]);
    expect(report('workerWritten')).toMatch(
      /was written after SSISScaleOutWorker160 had started, and not by this script/,
    );
  });

  it('restarts a service that started before its config was written by us', () => {
    expect(changes('workerUnread')).toEqual([true, false]);
    expect(of('workerUnread').world.services[0]).toMatchObject({ starts: 1, stops: 1 });
  });

  it('makes a certificate in place of an expired one, and one only', () => {
    expect(changes('workerMakes')).toEqual([true, false]);
    const { stores } = of('workerMakes');
    expect(stores.My).toHaveLength(2);
    expect(textOf('workerMakes')).toContain(`"WorkerHttpsCertThumbprint": "${stores.My[1]?.thumbprint}"`);
  });

  it('takes the one of ours that is there, or the one that is named', () => {
    expect(changes('workerFindsMarked')).toEqual([true, false]);
    expect(of('workerFindsMarked').stores.My).toHaveLength(1);
    expect(textOf('workerFindsMarked')).toContain(marked.thumbprint);
    expect(changes('workerNamed')).toEqual([true, false]);
    expect(textOf('workerNamed')).toContain(marked.thumbprint);
  });

  it('makes a node of the master ready', () => {
    expect(changes('master')).toEqual([true, false]);
    const { stores, world } = of('master');
    expect(stores.Root.map(({ thumbprint }) => thumbprint)).toEqual([master.thumbprint, worker.thumbprint]);
    expect(world.services[0]).toMatchObject({ StartMode: 'Auto', State: 'Running', starts: 1 });
    expect(world.firewall).toHaveLength(1);
    expect(world.netsh).toHaveLength(1);
    expect(report('master')).toContain(`Port 8391 is bound to ${master.thumbprint} now.`);
  });

  it("trusts the master's next certificate, and changes nothing else for it", () => {
    expect(changes('workerNext')).toEqual([true, false]);
    expect(of('workerNext').stores.Root.at(-1)).toEqual({
      thumbprint: next.thumbprint,
      friendlyName: masterMark,
      hasKey: false,
    });
    expect(textOf('workerNext')).toContain(`"MasterHttpsCertThumbprint": "${master.thumbprint}"`);
    expect(of('workerNext').world.services[0].starts).toBeUndefined();
    expect(report('workerNext')).toContain('When the master has gone over to it, make this script again');
  });

  it('goes over with the master: the config, and a restart', () => {
    expect(changes('workerSwitched')).toEqual([true, false]);
    expect(textOf('workerSwitched')).toContain(`"MasterHttpsCertThumbprint": "${next.thumbprint}"`);
    expect(of('workerSwitched').world.services[0]).toMatchObject({ starts: 1, stops: 1 });
  });

  it('does not go back with a script that is older than the config, and does with one that is not', () => {
    expect(changes('workerStale')).toEqual([false, false]);
    expect(textOf('workerStale')).toContain(`"MasterHttpsCertThumbprint": "${next.thumbprint}"`);
    expect(report('workerStale')).toMatch(/was written after this script was made: that was left as it is\./);
    expect(changes('workerBack')).toEqual([true, false]);
    expect(textOf('workerBack')).toContain(`"MasterHttpsCertThumbprint": "${master.thumbprint}"`);
  });

  it('makes a new certificate beside the one in use, once, and leaves config and service alone', () => {
    expect(changes('workerNew')).toEqual([true, false]);
    const { stores, world } = of('workerNew');
    expect(stores.My.map(({ thumbprint }) => thumbprint)).toEqual([worker.thumbprint, expect.any(String)]);
    const [, made] = stores.My;
    expect(stores.Root).toEqual([{ thumbprint: made?.thumbprint, friendlyName: mark, hasKey: false }]);
    expect(world.acl['made-key']).toEqual([ours]);
    expect(textOf('workerNew')).toBe(`\uFEFF${settings(worker.thumbprint)}`);
    expect(world.services[0].starts).toBeUndefined();
    expect(report('workerNew')).toContain(`${name} goes on with ${worker.thumbprint}: its config was not changed`);
  });

  it('makes none where the one in use is the one that it made, and one where that is older than the script', () => {
    expect(of('workerNewUsed').stores.My).toHaveLength(1);
    expect(report('workerNewUsed')).toContain(`${name} uses it already.`);
    expect(of('workerNewOfOld').stores.My).toHaveLength(2);
    expect(resultOf(of('workerNewOfOld'), 1).certificate).toBe(resultOf(of('workerNewOfOld'), 0).certificate);
  });

  it("says that the key of the master's named certificate is to be brought, and goes on with the one in use", () => {
    for (const key of ['masterNext', 'masterInUseLacks']) {
      expect(resultOf(of(key), 1).toDo).toEqual([expect.stringContaining('-PfxPath')]);
      expect(textOf(key, 'MasterSettings.config')).toContain(master.thumbprint);
      expect(report(key)).toContain(`Port 8391 is bound to ${master.thumbprint} now.`);
    }
    expect(resultOf(of('masterNextThere')).toDo).toBeUndefined();
    expect(report('masterNextThere')).toContain(`The master goes on with ${master.thumbprint}`);
    expect(textOf('masterNextThere', 'MasterSettings.config')).toContain(master.thumbprint);
  });

  it('brings config, port and service over where the master uses the named certificate already', () => {
    expect(changes('masterInUse')).toEqual([true, false]);
    expect(textOf('masterInUse', 'MasterSettings.config')).toContain(`"SSLCertThumbprint":"${next.thumbprint}"`);
    expect(report('masterInUse')).toContain(`Port 8391 is bound to ${next.thumbprint} now.`);
  });

  it('leaves the service of a cluster alone and says so', () => {
    expect(changes('masterClustered')).toEqual([true, false]);
    expect(of('masterClustered').world.services[0]).toMatchObject({ StartMode: 'Manual', State: 'Stopped' });
    expect(report('masterClustered')).toContain(`A failover cluster owns ${masterName}`);
  });

  it('leaves a service alone of which nobody can tell whether a cluster owns it, and says why', () => {
    expect(changes('masterDoubted')).toEqual([true, false]);
    expect(of('masterDoubted').world.services[0]).toMatchObject({ StartMode: 'Manual', State: 'Stopped' });
    expect(report('masterDoubted', 1)).toContain(
      `Whether a failover cluster owns ${masterName} cannot be told: the cluster service (ClusSvc) is installed and not running`,
    );
    expect(report('masterDoubted', 1)).toContain(`${masterName} does not run.`);
  });

  it('asks for client certificates where that is wanted, keeps other options and tells of what is lost', () => {
    expect(changes('masterAsks')).toEqual([true, false]);
    expect(of('masterAsks').world.netsh[0].slice(7)).toEqual(['disablehttp2=enable', 'clientcertnegotiation=enable']);
    expect(report('masterAsks')).toContain('was set of port 8391 before and is not any more: flag 0x2000.');
  });

  it('leaves binding and firewall alone where no port is managed', () => {
    expect(of('masterNoPort').world.netsh).toBeUndefined();
    expect(of('masterNoPort').world.firewall).toEqual([]);
    expect(changes('masterNoPort')).toEqual([true, false]);
  });

  it('tells of a port in the config that is not the wanted one', () => {
    expect(report('masterOtherPort')).toContain('has the port 8391, not 9000');
  });

  it.each([
    ['workerNamedMissing', 'certificateMissing', marked.thumbprint],
    ['workerBroken', 'configUnreadable', 'Line 1'],
    ['workerBare', 'serviceMissing', 'SSISScaleOutWorker'],
    ['workerDies', 'serviceFailed', 'stopped again'],
    ['masterNoKey', 'keyMissing', master.thumbprint],
  ])('%s ends in %s', (key, code, part) => {
    expect(codeOf(of(key))).toBe(code);
    expect(messageOf(of(key))).toContain(part);
  });
});
