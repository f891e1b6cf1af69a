import { startTestSandbox } from '../../../../packages/sandbox/test/support/sandbox.js';
import type { CatalogLock } from '../../../../src/domain/catalog.js';
import type { SqlConnection } from '../../../../src/providers/ssisdb/connection/sql-connection.js';
import { openLock } from '../../../../src/providers/ssisdb/lock/open-lock.js';
import { systemClock } from '../../../../src/providers/waiting.js';
import { startProxy } from '../../../support/faulty-proxy.js';
import { connectionTo } from '../../../support/provider-connection.js';

/** Milliseconds, as short as a test has patience. */
export const quick = {
  slice: 200,
  keepalive: 100,
  answer: 2_000,
  cancel: 200,
  close: 500,
  retry: 500,
  retryRefused: 200,
};

/** A sandbox, and its lock: for anna through a proxy, for ben past it. */
export async function proxiedLock() {
  const sandbox = await startTestSandbox();
  const proxy = await startProxy(sandbox.connection);
  const direct = connectionTo(sandbox);
  const log: string[] = [];
  const open = (connection: SqlConnection, who: string): CatalogLock =>
    openLock(connection, {
      clock: systemClock,
      random: () => 1,
      who,
      now: () => new Date(),
      limits: quick,
      log: (_, message) => log.push(message),
    });
  const anna = open({ ...direct, host: '127.0.0.1', port: proxy.port }, 'anna@build7');
  const ben = open(direct, 'ben@desk');
  return {
    sandbox,
    proxy,
    anna,
    ben,
    log,
    open,
    direct,
    /** How often anybody asked for the lock. */
    asked: () =>
      sandbox.requests.filter(
        ({ request }) =>
          request.type === 'rpc' && JSON.stringify(request.parameters[0]?.value).includes('sp_getapplock'),
      ).length,
    async [Symbol.asyncDispose]() {
      await anna[Symbol.asyncDispose]();
      await ben[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}
