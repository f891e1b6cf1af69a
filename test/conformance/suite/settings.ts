import { describe, expect, test } from 'vitest';
import type { OpenSubject } from '../catalog.js';
import { openedAs, signal } from './some-worker.js';

export function describeSettings(open: OpenSubject): void {
  describe('settings', () => {
    test('the default execution mode is changed both ways', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const { login, defaultExecutionMode: found } = await catalog.observe(signal);
      if (found === null) return context.skip('this catalog has no default execution mode');
      if (login.isSqlLogin) return context.skip('SSISDB refuses this to a SQL Server login');
      for (const mode of [found === 'server' ? 'scaleOut' : 'server', found] as const) {
        await catalog.setDefaultExecutionMode(mode, signal);
        expect(await catalog.readSettings(signal)).toMatchObject({ defaultExecutionMode: mode });
      }
    });

    test('a SQL Server login may not change the default execution mode, and changes nothing', async (context) => {
      await using subject = await open();
      const asSqlLogin = openedAs(subject, 'sqlAdmin', context);
      const before = await subject.catalog.readSettings(signal);
      const mode = before.defaultExecutionMode === 'scaleOut' ? 'server' : 'scaleOut';
      await expect(asSqlLogin.setDefaultExecutionMode(mode, signal)).rejects.toMatchObject({
        code: 'catalog.sql-login-refused',
        message: expect.stringContaining('27123'),
      });
      expect(await subject.catalog.readSettings(signal)).toEqual(before);
    });

    test.for(['https://other.corp.example:8391', `https://${'x'.repeat(243)}:8391`, "it's; DROP TABLE x --"])(
      "the master's address is set to %s, and nothing else changes",
      async (address, context) => {
        await using subject = await open();
        const { catalog } = subject;
        const before = await catalog.readSettings(signal);
        if (before.masterAddress === null) return context.skip('this catalog has no address of a master');
        try {
          await catalog.setMasterAddress(address, signal);
          expect(await catalog.readSettings(signal)).toEqual({ ...before, masterAddress: address });
          expect((await catalog.observe(signal)).master.address).toBe(address);
        } finally {
          await catalog.setMasterAddress(before.masterAddress, signal);
        }
      },
    );

    test('an address of 257 characters is refused and not cut', async () => {
      await using subject = await open();
      const before = await subject.catalog.readSettings(signal);
      const refused = subject.catalog.setMasterAddress(`https://${'x'.repeat(249)}`, signal);
      await expect(refused).rejects.toMatchObject({ code: 'catalog.value-too-long' });
      expect(await subject.catalog.readSettings(signal)).toEqual(before);
    });

    test('who is not in ssis_admin may not set the address', async (context) => {
      await using subject = await open();
      const refused = openedAs(subject, 'executor', context).setMasterAddress('https://other:8391', signal);
      await expect(refused).rejects.toMatchObject({ code: 'catalog.permission-denied' });
    });

    test('Scale Out is enabled', async (context) => {
      await using subject = await open({ scaleOut: 'neverEnabled' });
      const { catalog } = subject;
      if (!subject.expendable) return context.skip('Scale Out is not enabled here');
      expect(await catalog.readSettings(signal)).toMatchObject({ scaleOut: 'neverEnabled' });
      await catalog.enableScaleOut(signal);
      expect(await catalog.readSettings(signal)).toMatchObject({ scaleOut: 'enabled' });
      const { master, server } = await catalog.observe(signal);
      expect(master.logDatabaseServer).toBe(server.name);
    });

    test('who is not in sysadmin cannot enable Scale Out, and changes nothing', async (context) => {
      await using subject = await open({ scaleOut: 'neverEnabled' });
      if (!subject.expendable) return context.skip('Scale Out is not enabled here');
      const asAdmin = openedAs(subject, 'admin', context);
      await expect(asAdmin.enableScaleOut(signal)).rejects.toMatchObject({ code: 'catalog.sysadmin-required' });
      expect(await subject.catalog.readSettings(signal)).toMatchObject({ scaleOut: 'neverEnabled' });
    });
  });
}
