import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { EnsureMaster } from '../../../../src/domain/by-hand.js';
import {
  type ByHandHeading,
  byHandScript,
  requestOfScript,
} from '../../../../src/providers/machines/script/by-hand-script.js';
import type { ByHandRequest } from '../../../../src/providers/machines/script/wire.js';
import { parsePowershell, parserMissing, pwshMissing, runPwsh } from '../../../support/pwsh.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { pfxOf, stored, testCertificate } from './certificates.js';

const evil = `'@\r\nWrite-Host pwned\n#> $(Write-Host pwned)\`" \u200F\u{1F525}\u2028\u0085\0 ‘’`;
const master = testCertificate('master');
const worker: ByHandRequest = {
  operation: 'ensureWorker',
  endpoint: 'https://master:8391',
  masterCertificate: master.der,
  workerThumbprint: null,
  mark: 'ssis-scaleout ETL09',
  settings: { MaxTaskCount: 8 },
  timeoutSeconds: 5,
};
const node: EnsureMaster = {
  operation: 'ensureMaster',
  trust: [{ certificate: master.der, mark: evil }],
  port: null,
  firewallRule: evil,
  timeoutSeconds: 5,
};
const heading: ByHandHeading = {
  machine: 'ETL09',
  topology: evil,
  toolVersion: '1.0',
  createdAt: '2026-01-01T00:00:00Z',
};
const hostileWorker: ByHandRequest = { ...worker, mark: evil, endpoint: evil, settings: { [evil]: evil } };

describe('the script for an administrator', () => {
  it('gives its request back, with either line ends', () => {
    const named = { ...node, certificate: { thumbprint: 'AA', inUse: true } };
    const made: ByHandRequest = { operation: 'newCertificate', mark: evil, days: 9, madeAt: evil };
    const rotating = { ...worker, masterMark: evil, madeAt: evil, alsoTrust: [{ certificate: evil, mark: evil }] };
    for (const request of [worker, node, hostileWorker, named, made, rotating]) {
      const script = byHandScript(request, heading);
      expect(requestOfScript(script)).toEqual(request);
      expect(requestOfScript(script.replaceAll('\r\n', '\n'))).toEqual(request);
    }
  });

  it('is ASCII with CRLF, one request and one heading whatever they hold', () => {
    const script = byHandScript(hostileWorker, { ...heading, machine: evil, toolVersion: evil, createdAt: evil });
    expect(script).toMatch(/^(?:[ -~]*\r\n)+$/);
    const plain = byHandScript(worker, heading);
    expect(script.split('\r\n').length).toBe(plain.split('\r\n').length);
    expect(script).not.toContain('<MACHINE>');
  });

  it('is no script where the request is not one', () => {
    const script = byHandScript(worker, heading);
    expect(requestOfScript('')).toBeUndefined();
    expect(requestOfScript(script.replace('"ensureWorker"', '"inspect"'))).toBeUndefined();
    expect(requestOfScript(script.replace('"timeoutSeconds":5', '"timeoutSeconds":'))).toBeUndefined();
    expect(requestOfScript(script.replace('"mark":"', '"mork":"'))).toBeUndefined();
    expect(requestOfScript(`# $requestText = @'\r\n${JSON.stringify(worker)}\r\n'@`)).toBeUndefined();
  });

  it.skipIf(parserMissing)('has the syntax of Windows PowerShell 5.1', () => {
    using place = temporaryDirectory();
    writeFileSync(`${place.path}/worker.ps1`, byHandScript(hostileWorker, { ...heading, machine: evil }));
    writeFileSync(`${place.path}/master.ps1`, byHandScript(node, heading));
    const named = { ...node, certificate: { thumbprint: evil, inUse: true } };
    writeFileSync(`${place.path}/named.ps1`, byHandScript(named, heading));
    expect(parsePowershell(place.path)).toBe('3 passed, 0 failed');
  });
});

describe.skipIf(pwshMissing)('the script for an administrator, run', () => {
  const harness = fileURLToPath(new URL('simulated-windows.ps1', import.meta.url));

  /** Runs a script on a simulated machine; the same place is the same machine's config and key. */
  async function run(
    place: string,
    request: ByHandRequest,
    world: object = {},
    machine = 'ETL09',
    own = 'etl09',
    words: readonly string[] = [],
  ) {
    mkdirSync(`${place}/Binn`, { recursive: true });
    const StartName = 'LocalSystem';
    const services = [
      {
        Name: 'SSISScaleOutWorker160',
        StartMode: 'Manual',
        State: 'Running',
        StartName,
        PathName: `${place}/Binn/W.exe`,
      },
    ];
    mkdirSync(`${place}/Keys`, { recursive: true });
    writeFileSync(`${place}/Keys/made-key`, '');
    const empty = {
      hostName: own,
      administrator: true,
      services,
      registry: {},
      Root: [],
      My: [],
      sids: {},
      keys: {},
      keyFolder: place,
      acl: {},
      firewall: [],
      faults: {},
    };
    writeFileSync(`${place}/world.json`, JSON.stringify({ ...empty, ...world }));
    // Before the last line, so that the stand-ins for Windows replace the functions.
    const simulated = `$script:World = ConvertFrom-WireJson ([IO.File]::ReadAllText($env:WORLD)); $script:Stores = @{}; . '${harness}'\r\nexit (`;
    const script = byHandScript(request, { ...heading, machine }).replace(/^exit \(/m, () => simulated);
    writeFileSync(`${place}/script.ps1`, script);
    return runPwsh(['-File', `${place}/script.ps1`, ...words], '', { WORLD: `${place}/world.json`, COMPUTERNAME: own });
  }
  const config = '{"MasterEndpoint":"","WorkerHttpsCertThumbprint":""}';

  it('does all of it, says so, and leaves the certificate beside itself', async () => {
    using place = temporaryDirectory();
    mkdirSync(`${place.path}/Binn`);
    writeFileSync(`${place.path}/Binn/WorkerSettings.config`, config);
    const { stdout, code } = await run(place.path, worker);
    expect([stdout, code]).toEqual([expect.stringContaining('\nDone.\n'), 0]);
    const { MasterEndpoint, WorkerHttpsCertThumbprint } = JSON.parse(
      readFileSync(`${place.path}/Binn/WorkerSettings.config`, 'utf8'),
    );
    expect(MasterEndpoint).toBe('https://master:8391');
    expect(stdout).toContain(`The worker's certificate has the thumbprint ${WorkerHttpsCertThumbprint}.`);
    expect(readFileSync(`${place.path}/SSISScaleOutWorker-etl09.cer`)[0]).toBe(0x30);
    expect(stdout).toContain('SSISScaleOutWorker-etl09.cer');
  });

  it('carries hostile texts to where they belong and runs none of them', async () => {
    using place = temporaryDirectory();
    mkdirSync(`${place.path}/Binn`);
    writeFileSync(`${place.path}/Binn/WorkerSettings.config`, config);
    const { stdout, code } = await run(place.path, hostileWorker);
    expect([stdout, code]).toEqual([expect.stringContaining('Done.'), 0]);
    expect(stdout).not.toMatch(/^pwned/m);
    const written = JSON.parse(readFileSync(`${place.path}/Binn/WorkerSettings.config`, 'utf8'));
    expect([written.MasterEndpoint, written[evil]]).toEqual([evil, evil]);
  });

  it('tells what was done before it stopped', async () => {
    using place = temporaryDirectory();
    mkdirSync(`${place.path}/Binn`);
    writeFileSync(`${place.path}/Binn/WorkerSettings.config`, config);
    const { stdout, code } = await run(place.path, worker, { faults: { 'Stop-Service': 'it does not listen' } });
    expect(code).toBe(1);
    expect(stdout).toContain(`${master.thumbprint} is trusted now.`);
    expect(stdout).toContain(
      'It stopped here (serviceFailed): SSISScaleOutWorker160 cannot be stopped: it does not listen',
    );
  });

  describe('of a node, with a PFX', () => {
    const next = testCertificate('next');
    const pfx = pfxOf(next, 'secret "1"');
    const onNode = { ...node, firewallRule: 'x', certificate: { thumbprint: next.thumbprint, inUse: false } };
    async function importing(world: object, words: readonly string[], certificate = onNode.certificate) {
      using place = temporaryDirectory();
      mkdirSync(`${place.path}/Binn`);
      writeFileSync(
        `${place.path}/Binn/MasterSettings.config`,
        `{"PortNumber":8391,"SSLCertThumbprint":"${master.thumbprint}"}`,
      );
      writeFileSync(`${place.path}/the next.pfx`, pfx);
      const services = [
        {
          Name: 'SSISScaleOutMaster160',
          StartMode: 'Auto',
          State: 'Running',
          StartName: 'LocalSystem',
          PathName: `${place.path}/Binn/M.exe`,
        },
      ];
      const all = { services, Root: [stored(master, '', true)], password: 'secret "1"', ...world };
      const named = words.map((word) => word.replace('FOLDER', place.path));
      return await run(place.path, { ...onNode, trust: [], certificate }, all, 'ETL09', 'etl09', named);
    }
    const path = ['-PfxPath', 'FOLDER/the next.pfx'];

    it('says what is left where there is none, and ends with 2', async () => {
      const { stdout, code } = await importing({}, []);
      expect([stdout, code]).toEqual([expect.stringMatching(/^Still to be done: The private key .*-PfxPath/m), 2]);
    });

    it('imports the key, reads it back, and shows no password', async () => {
      const { stdout, code } = await importing({ Root: [stored(master, '', true), stored(next, 'trusted')] }, path);
      expect([stdout, code]).toEqual([expect.stringContaining('was imported with its private key.'), 0]);
      expect(stdout).toContain(`The master goes on with ${master.thumbprint}`);
      expect(stdout).not.toContain('secret');
    });

    it.each([
      ['of another certificate', {}, path, '0'.repeat(40), 'Nothing was imported.'],
      ['with another password', { password: 'x' }, path, next.thumbprint, 'The PFX cannot be opened.'],
      ['that is not there', {}, ['-PfxPath', 'FOLDER/no.pfx'], next.thumbprint, 'There is no file'],
      ['that the store does not take', { faults: { 'add:Root': 'ignored' } }, path, next.thumbprint, 'does not show'],
    ])('refuses one %s', async (_, world, words, thumbprint, part) => {
      const { stdout, code } = await importing(world, words, { thumbprint, inUse: false });
      expect([stdout, code]).toEqual([expect.stringContaining(part), 1]);
    });
  });

  it('makes a new certificate and leaves its public half beside itself, under a name of its own', async () => {
    using place = temporaryDirectory();
    mkdirSync(`${place.path}/Binn`);
    writeFileSync(`${place.path}/Binn/WorkerSettings.config`, config);
    const request = { operation: 'newCertificate', mark: 'm', days: 9, madeAt: '2020-01-01T00:00:00Z' } as const;
    const { stdout, code } = await run(place.path, request);
    expect([stdout, code]).toEqual([expect.stringContaining("The worker's new certificate has the thumbprint"), 0]);
    expect(readFileSync(`${place.path}/SSISScaleOutWorker-etl09-new.cer`)[0]).toBe(0x30);
    expect(readFileSync(`${place.path}/Binn/WorkerSettings.config`, 'utf8')).toBe(config);
  });

  it.each([
    ['another machine', 'ETL08', 'etl09', {}, 'This script is for ETL08, and this machine is etl09. Nothing was done.'],
    ['a machine without a name', 'ETL08', '', {}, 'Nothing was done.'],
    ['no administrator', 'etl09.corp.example', 'ETL09', { administrator: false }, 'rights of an administrator'],
    [
      'a long name cut by NetBIOS',
      'averyveryverylongname',
      'AVERYVERYVERYLO',
      { administrator: false },
      'rights of an administrator',
    ],
  ])('refuses: %s', async (_, machine, own, world, part) => {
    using place = temporaryDirectory();
    const { stdout, code } = await run(place.path, worker, { ...world, Root: [stored(master)] }, machine, own);
    expect([stdout, code]).toEqual([expect.stringContaining(part), 1]);
  });
});
