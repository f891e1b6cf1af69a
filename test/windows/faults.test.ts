import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigFile, MachineOperation } from '../../src/domain/machines.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { type FilledMachine, filledMachine } from './filled-machines.js';
import { holdingScript, restoreMachine, setServiceFault, windowsMissing, windowsScript } from './machine.js';

const service = 'SSISScaleOutWorker160';

describe.skipIf(windowsMissing !== undefined)(`faults on Windows (${windowsMissing ?? 'real ones'})`, () => {
  let windows: FilledMachine;
  beforeAll(async () => {
    await restoreMachine();
    windows = filledMachine();
  });
  afterAll(() => windows[Symbol.asyncDispose]());

  async function configFile(): Promise<ConfigFile> {
    const { installations } = await windows.look();
    const config = installations.find(({ role }) => role === 'worker')?.config;
    if (config?.known !== true) throw new Error(config?.reason ?? 'no config');
    return config.value;
  }
  const writing = ({ path, sha256 }: ConfigFile, text: string): MachineOperation => ({
    operation: 'writeConfig',
    path,
    content: Buffer.from(text).toString('base64'),
    expectedSha256: sha256,
  });
  const held = (path: string, sharing: string) =>
    holdingScript(`$held = [IO.FileStream]::new('${path}', 'Open', 'Read', '${sharing}')`);

  describe('of the config', () => {
    it('held open by a program that lets others read: it is read, not written, and the file stays', async () => {
      const config = await configFile();
      await using _ = await held(config.path, 'Read');
      expect((await windows.run({ operation: 'readConfig', path: config.path })).config).toEqual(config);
      await expect(windows.run(writing(config, '{}'))).rejects.toMatchObject({
        code: 'machine.config-in-use',
        message: expect.stringContaining(`Another program holds ${config.path} open, and it cannot be replaced`),
      });
      expect(await configFile()).toEqual(config);
      const beside = `@([IO.Directory]::GetFiles([IO.Path]::GetDirectoryName('${config.path}')) -match '\\.config\\.').Count`;
      expect(await windowsScript(`[Console]::Out.WriteLine(${beside})`)).toBe('0');
    });

    it('held open by a program alone: it cannot be read, and a look says why and shows the rest', async () => {
      const { path } = await configFile();
      await using _ = await held(path, 'None');
      await expect(windows.run({ operation: 'readConfig', path })).rejects.toMatchObject({
        code: 'machine.config-in-use',
      });
      const seen = await windows.look();
      const worker = seen.installations.find(({ role }) => role === 'worker');
      expect(worker?.config).toMatchObject({ known: false, reason: expect.stringContaining('Another program holds') });
      expect(seen.root.known).toBe(true);
    });

    it('held open for a moment: it is waited for', async () => {
      const config = await configFile();
      // The request itself takes seconds: it is given back when the first look at it was refused.
      const holder = await held(config.path, 'Read');
      const place = temporaryDirectory();
      const told = join(place.path, 'told.ps1');
      writeFileSync(
        told,
        `function Wait-WindowsFile { [IO.File]::WriteAllText('C:\\windows\\temp\\scaleout-refused', ''); Start-Sleep -Milliseconds 1500 }\n`,
      );
      await using waiting = filledMachine(told);
      const writtenThen = waiting.run(writing(config, '{"MaxTaskCount":3}'));
      await windowsScript(
        `while (-not [IO.File]::Exists('C:\\windows\\temp\\scaleout-refused')) { Start-Sleep -Milliseconds 50 }`,
      );
      await holder[Symbol.asyncDispose]();
      expect(await writtenThen).toEqual({ changed: true });
      await windowsScript(`[IO.File]::Delete('C:\\windows\\temp\\scaleout-refused')`);
      place[Symbol.dispose]();
    });

    it('read-only: it is told of with the path and the attribute, which stays', async () => {
      const config = await configFile();
      await windowsScript(`[IO.File]::SetAttributes('${config.path}', 'ReadOnly')`);
      await expect(windows.run(writing(config, '{}'))).rejects.toMatchObject({
        code: 'machine.config-read-only',
        message: expect.stringContaining(`${config.path} has the read-only attribute`),
      });
      expect(await windowsScript(`[Console]::Out.WriteLine([IO.File]::GetAttributes('${config.path}'))`)).toContain(
        'ReadOnly',
      );
      expect(await configFile()).toEqual(config);
    });
  });

  describe('of services', () => {
    type Operation = 'startService' | 'stopService' | 'restartService';
    const operate = (operation: Operation, timeoutSeconds = 60, on = windows) =>
      on.run({ operation, service, timeoutSeconds });
    const state = async () => {
      const { installations } = await windows.look();
      return installations.find((one) => one.service.name === service)?.service.state;
    };
    /** The operation right after what is done to the service in its own request, so that the service is still on its way. */
    const operateAfter = async (done: 'Start' | 'Stop', operation: Operation) => {
      using place = temporaryDirectory();
      const file = join(place.path, 'before.ps1');
      // A look goes before an operation, as a request of its own.
      writeFileSync(file, `if ($RequestText -match '${operation}') { (Get-Service '${service}').${done}() }\n`);
      await using underWay = filledMachine(file);
      return await operate(operation, 60, underWay);
    };

    it('disabled: it is not started, and not stopped for a restart', async () => {
      await restoreMachine();
      await operate('startService');
      await windows.run({ operation: 'setStartMode', service, mode: 'disabled' });
      await expect(operate('restartService')).rejects.toMatchObject({ code: 'machine.service-failed' });
      const running = (await windows.look()).installations.find((one) => one.service.name === service);
      expect(running?.service).toMatchObject({ state: 'running', startMode: 'disabled' });
      await operate('stopService');
      await expect(operate('startService')).rejects.toMatchObject({
        code: 'machine.service-failed',
        message: expect.stringContaining('is disabled'),
      });
    });

    it('one that starts slowly is waited for as long as was asked, and no longer', async () => {
      await restoreMachine();
      await setServiceFault(service, 'slowstart');
      await expect(operate('startService', 1)).rejects.toMatchObject({
        code: 'machine.service-timeout',
        message: expect.stringContaining('is still StartPending and not Running after 1 s'),
      });
      await operate('startService');
      expect(await operate('startService')).toEqual({ changed: false });
      expect(await operate('restartService')).toEqual({ changed: true });
      expect(await operate('stopService')).toEqual({ changed: true });
      expect(await operateAfter('Start', 'stopService')).toEqual({ changed: true });
      expect(await state()).toBe('stopped');
    });

    it('one that stops slowly is waited for as long as was asked, and no longer', async () => {
      await restoreMachine();
      await setServiceFault(service, 'slowstop');
      await operate('startService');
      await expect(operate('stopService', 1)).rejects.toMatchObject({
        code: 'machine.service-timeout',
        message: expect.stringContaining('is still StopPending and not Stopped after 1 s'),
      });
      await operate('stopService');
      expect(await operate('stopService')).toEqual({ changed: false });
      await operate('startService');
      expect(await operateAfter('Stop', 'startService')).toEqual({ changed: true });
      expect(await operate('restartService')).toEqual({ changed: true });
      expect(await state()).toBe('running');
      await expect(operate('restartService', 1)).rejects.toMatchObject({ code: 'machine.service-timeout' });
    });

    it('one that ends while it starts is not waited for', async () => {
      await restoreMachine();
      await operate('startService');
      await setServiceFault(service, 'diestart');
      const failed = {
        code: 'machine.service-failed',
        message: expect.stringContaining('stopped again while it was starting'),
      };
      // Far longer than the test may take.
      await expect(operate('restartService', 1200)).rejects.toMatchObject(failed);
      expect(await state()).toBe('stopped');
      await expect(operate('startService', 1200)).rejects.toMatchObject(failed);
      await expect(operate('startService', 1200)).rejects.toMatchObject(failed);
      expect(await operate('stopService')).toEqual({ changed: false });
    });
  });

  describe('of Windows itself', () => {
    const broken = (place: string, text: string) => {
      const file = join(place, 'broken.ps1');
      writeFileSync(file, `${text}\n`);
      return filledMachine(file);
    };

    it('a firewall that cannot be looked at: the rest of the look is there, and nothing is written', async () => {
      using place = temporaryDirectory();
      await using windows = broken(
        place.path,
        "function Get-NetFirewallRule { [CmdletBinding()] param($Name) Write-Error 'There are no more endpoints available.' -Category ResourceUnavailable }",
      );
      const seen = await windows.look();
      expect(seen.firewall).toEqual({ known: false, reason: 'There are no more endpoints available.' });
      expect([seen.root.known, seen.my.known, seen.bindings.known]).toEqual([true, true, true]);
      const open = windows.run({ operation: 'openFirewall', name: 'ssis-scaleout-master', port: 8391 });
      await expect(open).rejects.toMatchObject({ code: 'machine.firewall-unreadable' });
    });

    it('a certificate that cannot be made', async () => {
      using place = temporaryDirectory();
      await using windows = broken(
        place.path,
        "function New-SelfSignedCertificate { throw 'Keyset does not exist 0x80090016 (NTE_BAD_KEYSET)' }",
      );
      const create = {
        operation: 'createCertificate',
        names: ['ETL01'],
        mark: 'ssis-scaleout x',
        days: 9,
        store: 'My',
        usage: 'client',
      } as const;
      await expect(windows.run(create)).rejects.toMatchObject({
        code: 'machine.certificate-not-made',
        message: expect.stringContaining('NTE_BAD_KEYSET'),
      });
    });
  });
});
