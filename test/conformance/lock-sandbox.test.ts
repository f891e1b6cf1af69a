import { startTestSandbox } from '../../packages/sandbox/test/support/sandbox.js';
import type { CatalogLock } from '../../src/domain/catalog.js';
import { openLock } from '../../src/providers/ssisdb/lock/open-lock.js';
import { systemClock } from '../../src/providers/waiting.js';
import { connectionTo } from '../support/provider-connection.js';
import { describeLock, type LockSubject } from './lock.js';

const subjectOf = (login: string | undefined, seesHolder: boolean) => async (): Promise<LockSubject> => {
  const sandbox = await startTestSandbox();
  const open: CatalogLock[] = [];
  return {
    seesHolder,
    open(who) {
      const lock = openLock(connectionTo(sandbox, login), {
        clock: systemClock,
        random: Math.random,
        who,
        now: () => new Date(),
        limits: { slice: 100 },
      });
      open.push(lock);
      return lock;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map((lock) => lock[Symbol.asyncDispose]()));
      await sandbox[Symbol.asyncDispose]();
    },
  };
};

describeLock('of a sandbox, for a sysadmin', subjectOf(undefined, true));
describeLock('of a sandbox, for a member of ssis_admin', subjectOf('operator', false));
