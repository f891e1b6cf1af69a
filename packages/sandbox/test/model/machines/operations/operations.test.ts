import { X509Certificate } from 'node:crypto';
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
} from '../../../support/sandbox-machines.js';
import { freshHarness, type Harness } from '../../harness.js';
import { issue } from '../certificates.js';

const service = 'SSISScaleOutWorker160';

function fresh(): { readonly harness: Harness; readonly ask: Ask } {
  const harness = freshHarness({ joined: false });
  return { harness, ask: (machine, request) => harness.world.answer(machine, request) };
}

const nowhere = '0'.repeat(40);

describe('trust', () => {
  const { der } = issue({ name: 'ETL07' });
  const request = { operation: 'trustCertificate', certificate: der, thumbprint: thumbprintOf(der), mark } as const;

  it('is given once, with our mark, and taken back once', async () => {
    const { ask } = fresh();
    const [first, again] = [await operate(ask, 'SQLETL01', request), await operate(ask, 'SQLETL01', request)];
    expect([first, again]).toEqual([{ changed: true }, { changed: false }]);
    const { root } = await inspect(ask, 'SQLETL01');
    expect(root.value?.certificates).toContainEqual({ certificate: der, friendlyName: mark, hasKey: false });
    const distrust = { operation: 'distrustCertificate', thumbprint: thumbprintOf(der) } as const;
    expect(await operate(ask, 'SQLETL01', distrust)).toEqual({ changed: true });
    expect(await operate(ask, 'SQLETL01', distrust)).toEqual({ changed: false });
  });

  it('leaves the name of one that was there before', async () => {
    const { ask } = fresh();
    const own = await ownCertificate(ask, 'ETL01', 'worker');
    const again = { ...request, certificate: own, thumbprint: thumbprintOf(own) };
    expect(await operate(ask, 'ETL01', again)).toEqual({ changed: false });
    const { root } = await inspect(ask, 'ETL01');
    expect(root.value?.certificates[0]).toMatchObject({ friendlyName: 'SSISScaleOutWorker' });
  });

  it("is never taken from the machine's own, whose key is there", async () => {
    const { ask } = fresh();
    const own = thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master'));
    expect(await ask('SQLETL01', { operation: 'distrustCertificate', thumbprint: own })).toMatchObject({
      code: 'moved',
    });
    expect((await inspect(ask, 'SQLETL01')).root.value?.thumbprints).toContain(own);
  });

  it.each([
    ['no certificate', { certificate: 'AAAA' }],
    ['not the one that it is said to be', { thumbprint: nowhere }],
    ['more than a certificate', { certificate: Buffer.from(`${Buffer.from(der, 'base64')}x`).toString('base64') }],
  ])('is not given to what is %s', async (_, change) => {
    const { ask } = fresh();
    expect(await ask('SQLETL01', { ...request, ...change })).toMatchObject({ ok: false, code: 'certificateInvalid' });
  });
});

describe('a certificate made on the machine', () => {
  const request = {
    operation: 'createCertificate',
    names: ['ETL01', 'etl01.corp.example'],
    mark,
    days: 365,
    store: 'My',
    usage: 'client',
  } as const;

  it('is one of ours that is there already, for as long as it has half of its life', async () => {
    const { harness, ask } = fresh();
    const first = await operate(ask, 'ETL01', request);
    expect(first).toEqual({ changed: true, certificate: expect.stringMatching(/^MII/) });
    expect(await operate(ask, 'ETL01', request)).toEqual({ ...first, changed: false });
    expect(await operate(ask, 'ETL01', { ...request, mark: `${mark} other` })).toMatchObject({ changed: true });
    expect(await operate(ask, 'ETL01', { ...request, names: ['elsewhere'] })).toMatchObject({ changed: true });
    harness.wait(200 * 86_400);
    expect(await operate(ask, 'ETL01', request)).toMatchObject({ changed: true });
  });

  it('serves for client and server authentication, as the cmdlet makes it', async () => {
    const { certificate = '' } = await operate(fresh().ask, 'ETL01', request);
    const { keyUsage } = new X509Certificate(Buffer.from(certificate, 'base64'));
    expect(keyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1']);
  });

  it('is never the one in use, nor one that is as old', async () => {
    const { harness, ask } = fresh();
    const first = thumbprintOf((await operate(ask, 'ETL01', request)).certificate ?? '');
    const second = await operate(ask, 'ETL01', { ...request, replaces: first });
    const inUse = thumbprintOf(second.certificate ?? '');
    expect([second.changed, inUse !== first]).toEqual([true, true]);
    // The younger one is there already where the older one is in use again.
    expect(await operate(ask, 'ETL01', { ...request, replaces: first })).toEqual({ ...second, changed: false });
    harness.wait(3600);
    const third = await operate(ask, 'ETL01', { ...request, replaces: inUse });
    expect(third.changed).toBe(true);
    const { my } = await inspect(ask, 'ETL01');
    const of = (der?: string) => my.value?.certificates.find(({ certificate }) => certificate === der);
    expect([of(second.certificate)?.friendlyName, of(third.certificate)?.friendlyName]).toEqual([mark, mark]);
    // By the sandbox's clock it is valid from now on.
    const { validFrom } = new X509Certificate(Buffer.from(third.certificate ?? '', 'base64'));
    const ago = Date.parse((await inspect(ask, 'ETL01')).clock) - Date.parse(validFrom);
    expect(ago).toBeGreaterThanOrEqual(600_000);
    expect(ago).toBeLessThan(602_000);
  });

  it('of a master is in Root with its key, for its names and for server authentication', async () => {
    const { harness, ask } = fresh();
    const server = { ...request, names: ['etl.corp.example', '10.0.2.8'], store: 'Root', usage: 'server' } as const;
    const made = await operate(ask, 'SQLETL01', server);
    const own = thumbprintOf(made.certificate ?? '');
    const certificate = new X509Certificate(Buffer.from(made.certificate ?? '', 'base64'));
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect([certificate.checkHost('etl.corp.example'), certificate.checkIP('10.0.2.8')]).toEqual([
      'etl.corp.example',
      '10.0.2.8',
    ]);
    const { root, my } = await inspect(ask, 'SQLETL01');
    expect(my.value?.thumbprints).not.toContain(own);
    expect(root.value?.certificates).toContainEqual(
      expect.objectContaining({ certificate: made.certificate, friendlyName: mark, hasKey: true }),
    );
    expect(await operate(ask, 'SQLETL01', server)).toEqual({ ...made, changed: false });
    // A run that was killed before it was moved.
    editWindows(harness.world, 'SQLETL01', () => ({ my: { [own]: { friendlyName: mark, readers: [] } }, root: {} }));
    expect(await operate(ask, 'SQLETL01', server)).toEqual({ ...made, changed: true });
    expect((await inspect(ask, 'SQLETL01')).my.value?.thumbprints).toEqual([]);
  });

  it('whose key lies in the TPM is shown as such, and no right is given to it', async () => {
    const { harness, ask } = fresh();
    const own = thumbprintOf(await ownCertificate(ask, 'ETL01', 'worker'));
    editWindows(harness.world, 'ETL01', () => ({
      my: { [own]: { friendlyName: '', readers: ['S-1-5-18'], keyInTpm: true } },
    }));
    const grant = { operation: 'grantKey', store: 'My', thumbprint: own, service } as const;
    expect(await ask('ETL01', grant)).toMatchObject({ ok: false, code: 'keyInTpm' });
    const { my } = await inspect(ask, 'ETL01');
    expect(my.value?.certificates).toMatchObject([{ hasKey: true, keyInTpm: true, readersError: expect.any(String) }]);
  });

  it('has a key that its service cannot read until it is let', async () => {
    const { harness, ask } = fresh();
    const { certificate = '' } = await operate(ask, 'ETL01', request);
    const grant = { operation: 'grantKey', store: 'My', thumbprint: thumbprintOf(certificate), service } as const;
    expect(await operate(ask, 'ETL01', grant)).toEqual({ changed: true });
    expect(await operate(ask, 'ETL01', grant)).toEqual({ changed: false });
    expect(await ask('ETL01', { ...grant, thumbprint: nowhere })).toMatchObject({ code: 'certificateMissing' });
    expect(await ask('ETL01', { ...grant, store: 'Root' })).toMatchObject({ code: 'certificateMissing' });
    expect(await ask('ETL01', { ...grant, service: 'W32Time' })).toMatchObject({ code: 'serviceMissing' });
    harness.world.editMachine('ETL01', ({ worker }) => ({ worker: { ...worker, accountSid: null } }));
    expect(await ask('ETL01', grant)).toMatchObject({ code: 'serviceFailed' });
  });

  it('needs a name', async () => {
    expect(await fresh().ask('ETL01', { ...request, names: [''] })).toMatchObject({ code: 'scriptFailed' });
  });
});

describe('the binding of a port', () => {
  it('is made once, and only to a certificate of Root with its key', async () => {
    const { harness, ask } = fresh();
    const own = thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master'));
    const bind = { operation: 'bindPort', port: 8400, thumbprint: own } as const;
    expect(await operate(ask, 'SQLETL01', bind)).toEqual({ changed: true });
    expect(await operate(ask, 'SQLETL01', bind)).toEqual({ changed: false });
    expect(await ask('SQLETL01', { ...bind, thumbprint: nowhere })).toMatchObject({ code: 'certificateMissing' });
    const stranger = issue({ name: 'stranger' }).der;
    const bare = {
      operation: 'trustCertificate',
      certificate: stranger,
      thumbprint: thumbprintOf(stranger),
      mark,
    } as const;
    await operate(ask, 'SQLETL01', bare);
    expect(await ask('SQLETL01', { ...bind, thumbprint: thumbprintOf(stranger) })).toMatchObject({
      code: 'keyMissing',
    });
    editWindows(harness.world, 'SQLETL01', () => ({
      root: { [own]: { friendlyName: '', readers: [], keyLost: true } },
    }));
    expect(await ask('SQLETL01', { ...bind, port: 8401 })).toMatchObject({
      code: 'bindingFailed',
      message: expect.stringContaining('1312'),
    });
  });
});

describe('what else is set of a binding', () => {
  const address = '0.0.0.0:8391';
  const bindingsOf = async (ask: Ask) => (await inspect(ask, 'SQLETL01')).bindings.value;

  it('is told as options of netsh, kept by the next binding, and lost where netsh has no word for it', async () => {
    const { harness, ask } = fresh();
    const own = thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master'));
    const others = ['sslctlstorename=ClientAuthIssuer'];
    const entry = { thumbprint: nowhere, store: 'MY', flags: 0x2042, checkMode: 0x10001, others };
    editWindows(harness.world, 'SQLETL01', () => ({ bindings: { [address]: entry } }));
    const options = [
      'clientcertnegotiation=enable',
      'disabletls13=enable',
      'verifyclientcertrevocation=disable',
      'usagecheck=disable',
      ...others,
    ];
    expect(await bindingsOf(ask)).toEqual([
      { address, thumbprint: nowhere, store: 'MY', options, lost: ['flag 0x2000'] },
    ]);
    const bind = { operation: 'bindPort', port: 8391, thumbprint: own } as const;
    expect(await operate(ask, 'SQLETL01', bind)).toEqual({ changed: true, lost: ['flag 0x2000'] });
    expect(await bindingsOf(ask)).toEqual([{ address, thumbprint: own, store: 'Root', options, lost: [] }]);
    const asking = (negotiateClientCertificate: boolean) =>
      operate(ask, 'SQLETL01', { ...bind, negotiateClientCertificate });
    expect(await asking(true)).toEqual({ changed: false });
    expect(await asking(false)).toEqual({ changed: true });
    expect((await bindingsOf(ask))?.[0]?.options).toEqual(options.slice(1));
    expect(await asking(true)).toEqual({ changed: true });
    expect((await bindingsOf(ask))?.[0]?.options).toEqual(options);
  });

  it('decides whether a worker is heard of where both ends speak TLS 1.3', async () => {
    const { harness, ask } = fresh();
    await installFleet(ask, { masters: ['SQLETL01'], workers: ['ETL01'], endpoint: 'https://SQLETL01:8391' });
    const refusals = async () => {
      harness.wait(180);
      const { trouble, build } = await inspect(ask, 'ETL01');
      return { build, kinds: trouble.map(({ kind }) => kind) };
    };
    expect((await refusals()).kinds).not.toContain('anonymous');
    for (const machine of ['SQLETL01', 'ETL01']) editWindows(harness.world, machine, () => ({ build: 20_348 }));
    expect(await refusals()).toEqual({ build: 20_348, kinds: expect.arrayContaining(['anonymous']) });
    const rows = () => harness.as('operator').rows('catalog.worker_agents');
    const before = rows()[0]?.LastOnlineTime;
    const thumbprint = thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master'));
    const bind = { operation: 'bindPort', port: 8391, thumbprint, negotiateClientCertificate: true } as const;
    expect(await operate(ask, 'SQLETL01', bind)).toEqual({ changed: true });
    harness.wait(180);
    expect(rows()[0]?.LastOnlineTime).not.toEqual(before);
  });
});

describe('the firewall', () => {
  it('keeps one rule of a name, and mends it', async () => {
    const { harness, ask } = fresh();
    const open = { operation: 'openFirewall', name: 'ssis-scaleout x', port: 8391 } as const;
    expect(await operate(ask, 'SQLETL01', open)).toEqual({ changed: true });
    expect(await operate(ask, 'SQLETL01', open)).toEqual({ changed: false });
    for (const rule of [
      { enabled: false, allows: true, ports: ['8391'] },
      { enabled: true, allows: false, ports: ['8391'] },
      { enabled: true, allows: true, ports: ['80'] },
    ]) {
      editWindows(harness.world, 'SQLETL01', () => ({ firewall: { [open.name]: rule, 'corp-policy': rule } }));
      expect(await operate(ask, 'SQLETL01', open)).toEqual({ changed: true });
      expect((await inspect(ask, 'SQLETL01')).firewall.value).toEqual([
        { name: open.name, enabled: true, allows: true, ports: ['8391'] },
      ]);
    }
    expect(await ask('SQLETL01', { ...open, name: '' })).toMatchObject({ code: 'firewallFailed' });
  });
});

describe('a config that is not there', () => {
  it('is said to be missing', async () => {
    const { ask } = fresh();
    const path = 'C:\\nowhere.config';
    expect(await ask('ETL01', { operation: 'readConfig', path })).toMatchObject({ code: 'configMissing' });
    const write = { operation: 'writeConfig', path, content: '', expectedSha256: '' } as const;
    expect(await ask('ETL01', write)).toMatchObject({ code: 'configMissing' });
  });
});

describe('a config that cannot be replaced', () => {
  const worker = (harness: Harness, fields: Record<string, string | boolean>) =>
    harness.world.editMachine('ETL01', (tables) => ({ worker: { ...tables.worker, ...fields } }));
  const ensure = {
    operation: 'ensureWorker',
    endpoint: 'https://elsewhere:8391',
    masterCertificate: null,
    workerThumbprint: null,
    mark,
    settings: {},
    timeoutSeconds: 5,
  } as const;

  it.each([
    ['held open by a program that lets others read', { configInUse: 'shared' }, 'configInUse'],
    ['with the read-only attribute', { configReadOnly: true }, 'configReadOnly'],
  ])('%s: it is read, and not written', async (_, fields, code) => {
    const { harness, ask } = fresh();
    worker(harness, fields);
    const before = (await inspect(ask, 'ETL01')).installations[0]?.config.content;
    expect(before).not.toBe(undefined);
    const change = changeConfig(ask, 'ETL01', 'worker', { MaxTaskCount: 3 });
    await expect(change).rejects.toThrow(code);
    expect(await ask('ETL01', ensure)).toMatchObject({ ok: false, code });
    expect((await inspect(ask, 'ETL01')).installations[0]?.config.content).toBe(before);
  });

  it('held open by a program alone: it is not even read, and the look says why', async () => {
    const { harness, ask } = fresh();
    worker(harness, { configInUse: 'alone' });
    const [installation] = (await inspect(ask, 'ETL01')).installations;
    expect(installation?.config.content).toBe(undefined);
    expect(installation?.config.error).toContain('Another program holds');
    const path = installation?.config.path ?? '';
    expect(await ask('ETL01', { operation: 'readConfig', path })).toMatchObject({ code: 'configInUse' });
    expect(await ask('ETL01', ensure)).toMatchObject({ code: 'configInUse' });
  });
});

describe('what Windows refuses for reasons of its own', () => {
  it('a firewall that cannot be looked at spoils nothing else of the look, and is not written to', async () => {
    const { harness, ask } = fresh();
    editWindows(harness.world, 'SQLETL01', () => ({ firewallError: 'There are no more endpoints available.' }));
    const seen = await inspect(ask, 'SQLETL01');
    expect(seen.firewall).toEqual({ error: 'There are no more endpoints available.' });
    expect(seen.root.value?.thumbprints).toHaveLength(1);
    const open = { operation: 'openFirewall', name: 'ssis-scaleout x', port: 8391 } as const;
    expect(await ask('SQLETL01', open)).toMatchObject({ code: 'firewallUnreadable' });
  });

  it('a certificate that cannot be made', async () => {
    const { harness, ask } = fresh();
    editWindows(harness.world, 'ETL01', () => ({ certificateError: 'NTE_BAD_KEYSET' }));
    const create = {
      operation: 'createCertificate',
      names: ['ETL01'],
      mark,
      days: 365,
      store: 'My',
      usage: 'client',
    } as const;
    expect(await ask('ETL01', create)).toMatchObject({
      code: 'certificateNotMade',
      message: 'New-SelfSignedCertificate made no certificate: NTE_BAD_KEYSET',
    });
  });
});
