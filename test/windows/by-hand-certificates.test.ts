import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { pfxOf, testCertificate } from '../providers/machines/script/certificates.js';
import { installationOf, machine, runByHand, runWithPfx, scriptOf } from './by-hand-script.js';
import { filledMachine } from './filled-machines.js';
import { keptThere, keyWorks } from './keys.js';
import { masterInRoot, readWindowsFile, restoreMachine, windowsMissing, writeWindowsFile } from './machine.js';

describe.skipIf(windowsMissing !== undefined)(
  `certificates by hand on Windows (${windowsMissing ?? 'run there'})`,
  () => {
    beforeAll(restoreMachine);

    it('the key of the master by a PFX: nothing is kept until it is the right one, opened by its password', async () => {
      const own = await masterInRoot();
      const next = testCertificate(machine);
      const script = await scriptOf(
        [
          `master: { machines: [${machine}], endpoint: "https://${machine}:8391", certificate: { file: next.cer } }`,
          'workers: [{ machine: ETL01, enabled: true, access: { transport: ssh } }]',
          'access: { transport: manual }',
        ],
        { files: { 'next.cer': next.pem } },
      );
      const toBring = await runByHand(script);
      expect(toBring).toMatchObject({ code: 2, out: expect.stringContaining('-PfxPath') });
      const right = { path: 'C:\\by hand\\next.pfx', password: 'pa ss$"' };
      const other = { path: 'C:\\by hand\\other.pfx', password: 'another' };
      await writeWindowsFile('by hand\\next.pfx', pfxOf(next, right.password));
      await writeWindowsFile('by hand\\other.pfx', pfxOf(testCertificate(machine), other.password));
      const before = await keptThere();

      const wrongPassword = await runWithPfx(script, { ...right, password: 'pa ss' });
      expect(wrongPassword.code).toBe(1);
      expect(wrongPassword.out).toContain('The PFX cannot be opened. Either the password is another one');
      const wrongCertificate = await runWithPfx(script, other);
      expect(wrongCertificate.code).toBe(1);
      expect(wrongCertificate.out).toContain(`not ${next.thumbprint}. Nothing was imported.`);
      expect(await keptThere()).toEqual(before);

      const imported = await runWithPfx(script, right);
      expect(imported).toMatchObject({ code: 0, out: expect.stringContaining('\nDone.\n') });
      expect(imported.out).toContain(`The master's certificate ${next.thumbprint} was imported with its private key.`);
      expect(imported.out).toContain(`The master goes on with ${own}`);
      for (const { out } of [wrongPassword, wrongCertificate, imported]) expect(out).not.toContain('pa ss');
      expect((await keptThere()).filter((one) => !before.includes(one))).toEqual([
        expect.stringContaining('C:\\'),
        expect.stringContaining('LocalMachine '),
        `Root ${next.thumbprint} True`,
      ]);
    });

    it('--new-certificate: one beside the one in use, which the service goes on with', async () => {
      const worker = [
        'master: { machines: [SQLETL01] }',
        `workers: [{ machine: ${machine}, enabled: true, access: { transport: manual } }]`,
        'access: { transport: ssh }',
      ];
      expect(await runByHand(await scriptOf(worker))).toMatchObject({ code: 0 });
      await using windows = filledMachine();
      const before = await installationOf(windows, 'worker');
      const used = before.config.WorkerHttpsCertThumbprint;
      const script = await scriptOf(worker, { words: ['--new-certificate'] });
      const first = await runByHand(script);
      expect(first).toMatchObject({ code: 0, out: expect.stringContaining('\nDone.\n') });
      const named = /The new certificate ([0-9A-F]{40}) was made/.exec(first.out)?.[1] ?? '';
      expect(first.out).toContain(`${before.service.name} goes on with ${used}`);
      expect(await installationOf(windows, 'worker')).toEqual(before);
      const { my, root } = await windows.look();
      if (!my.known || !root.known) throw new Error('a store cannot be read');
      const [old, made] = [used, named].map((one) =>
        my.value.certificates.find(({ thumbprint }) => thumbprint === one),
      );
      expect(made?.keyReaders).toMatchObject({ value: expect.arrayContaining([before.service.accountSid]) });
      expect(made?.friendlyName).toBe(old?.friendlyName);
      expect([...root.value.thumbprints]).toEqual(expect.arrayContaining([used, named]));
      expect(await keyWorks('My', named)).not.toBe(false);
      const brought = new X509Certificate(await readWindowsFile(`by hand\\SSISScaleOutWorker-${machine}-new.cer`));
      expect(brought.fingerprint.replaceAll(':', '')).toBe(named);
      const second = await runByHand(script);
      expect(second).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed.') });
      expect(second.out).toContain(`The new certificate ${named} was made before.`);
    });
  },
);
