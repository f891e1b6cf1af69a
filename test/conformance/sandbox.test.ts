import { startTestSandbox, type TestSandbox } from '../../packages/sandbox/test/support/sandbox.js';
import type { Catalog } from '../../src/domain/catalog.js';
import type { CatalogExaminer } from '../../src/domain/examination.js';
import type { FleetWorkReader } from '../../src/domain/fleet-work.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { connectionTo } from '../support/provider-connection.js';
import { describeCatalog } from './catalog.js';
import type { CatalogSubject, SubjectWish, Who } from './catalog-subject.js';

const logins: Record<Who, string> = {
  admin: 'SANDBOX\\operator',
  sqlAdmin: 'operator',
  executor: 'executor',
  reader: 'reader',
};

describeCatalog('of a sandbox, over a socket', async (wish?: SubjectWish): Promise<CatalogSubject> => {
  const sandbox = await startTestSandbox(wish?.scaleOut === 'neverEnabled' ? { fleet: { joined: false } } : {});
  const open: Catalog[] = [];
  const openAs = (login?: string) => {
    const catalog = opened(sandbox, login);
    open.push(catalog);
    return catalog;
  };
  return {
    catalog: openAs(),
    openAs: (who) => openAs(logins[who]),
    expendable: true,
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map((catalog) => catalog[Symbol.asyncDispose]()));
      await sandbox[Symbol.asyncDispose]();
    },
  };
});

function opened(sandbox: TestSandbox, login?: string): Catalog & CatalogExaminer & FleetWorkReader {
  const connection = connectionTo(sandbox, login);
  return openCatalog(connection, { clock: systemClock, random: Math.random, parallelism: 4 });
}
