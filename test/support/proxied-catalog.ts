import {
  startTestSandbox,
  type TestSandbox,
  type TestSandboxOptions,
} from '../../packages/sandbox/test/support/sandbox.js';
import type { Catalog } from '../../src/domain/catalog.js';
import type { SqlConnection } from '../../src/providers/ssisdb/connection/sql-connection.js';
import { type CatalogOptions, openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { type FaultyProxy, startProxy } from './faulty-proxy.js';
import { connectionTo } from './provider-connection.js';

/** A catalog that reaches its sandbox through a proxy, without encryption so that the proxy can read along. */
export interface ProxiedCatalog extends AsyncDisposable {
  readonly sandbox: TestSandbox;
  readonly proxy: FaultyProxy;
  readonly connection: SqlConnection;
  readonly catalog: Catalog;
  /** What the provider logged. */
  readonly log: string[];
  /** The requests that clients have sent through the proxy: SQL batches and procedure calls. */
  requests(): number;
}

export interface ProxiedOptions extends Partial<CatalogOptions> {
  readonly sandbox?: TestSandboxOptions;
  readonly connection?: Partial<SqlConnection>;
}

export async function openProxied({ sandbox: wish, connection: changes, ...options }: ProxiedOptions = {}) {
  const sandbox = await startTestSandbox(wish ?? {});
  const proxy = await startProxy(sandbox.connection);
  const connection = { ...connectionTo(sandbox), host: '127.0.0.1', port: proxy.port, encrypt: false, ...changes };
  const log: string[] = [];
  const catalog = openCatalog(connection, {
    clock: systemClock,
    random: () => 1,
    parallelism: 4,
    log: (level, message) => log.push(`${level}: ${message}`),
    ...options,
  });
  return {
    sandbox,
    proxy,
    connection,
    catalog,
    log,
    requests: () => proxy.messages.filter((type) => type === 1 || type === 3).length,
    async [Symbol.asyncDispose]() {
      await catalog[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  } satisfies ProxiedCatalog;
}
