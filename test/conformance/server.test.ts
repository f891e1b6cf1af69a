import { describe, test } from 'vitest';
import { openLock } from '../../src/providers/ssisdb/lock/open-lock.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { describeCatalog } from './catalog.js';
import { configuredConnection } from './configured-connection.js';
import { describeLock } from './lock.js';

/*
 * The same suite on a real SSISDB: SCALEOUT_TEST_CATALOG holds the topology's `catalog` section as JSON. Workers are
 * changed and set back; none is removed and Scale Out is not enabled. Use a catalog on which nobody works meanwhile.
 */
const configured = process.env.SCALEOUT_TEST_CATALOG;

if (configured === undefined) {
  describe('the catalog of a server', () => {
    test.skip('SCALEOUT_TEST_CATALOG names none', () => undefined);
  });
} else {
  const name = (JSON.parse(configured) as { server: string }).server;
  const connect = () => configuredConnection(configured, 'SSISDB');
  describeCatalog(`of ${name}`, async () => {
    const connection = await connect();
    const catalog = openCatalog(connection, { clock: systemClock, random: Math.random, parallelism: 4 });
    return { catalog, expendable: false, [Symbol.asyncDispose]: () => catalog[Symbol.asyncDispose]() };
  });
  describeLock(`of ${name}`, async () => {
    const connection = await connect();
    const opened: AsyncDisposable[] = [];
    return {
      // Set it where the login lacks VIEW SERVER STATE.
      seesHolder: process.env.SCALEOUT_TEST_BLIND === undefined,
      open(who) {
        const lock = openLock(connection, { clock: systemClock, random: Math.random, who, now: () => new Date() });
        opened.push(lock);
        return lock;
      },
      async [Symbol.asyncDispose]() {
        await Promise.all(opened.map((lock) => lock[Symbol.asyncDispose]()));
      },
    };
  });
}
