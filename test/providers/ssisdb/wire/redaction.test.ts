import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startTestSandbox } from '../../../../packages/sandbox/test/support/sandbox.js';
import { secret } from '../../../../src/providers/secret.js';
import type { SqlConnection } from '../../../../src/providers/ssisdb/connection/sql-connection.js';
import { openCatalog } from '../../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../../src/providers/waiting.js';
import { connectionTo } from '../../../support/provider-connection.js';
import { openProxied } from '../../../support/proxied-catalog.js';

const { signal } = new AbortController();
const password = 'Tr0ub4dor&3-not-in-any-log';

/** Everything that a careless log could print of an error. */
function everythingOf(error: unknown): string {
  const chain: string[] = [];
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    chain.push(each.message, String(each.stack), JSON.stringify(each), JSON.stringify(Object.entries(each)));
  }
  return [...chain, inspect(error, { depth: 20, showHidden: true, getters: true })].join('\n');
}

async function failureOf(connection: SqlConnection): Promise<{ readonly error: unknown; readonly log: string }> {
  const log: string[] = [];
  await using catalog = openCatalog(connection, {
    clock: systemClock,
    random: () => 1,
    parallelism: 2,
    limits: { retryRefused: 200, retry: 200 },
    log: (_, message) => log.push(message),
  });
  const error = await catalog.observe(signal).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, log: log.join('\n') };
}

describe('no password is in an error or in the log', () => {
  const authentications: readonly SqlConnection['authentication'][] = [
    { type: 'sql', user: 'operator', password: secret(password) },
    { type: 'ntlm', domain: 'SANDBOX', user: 'operator', password: secret(password) },
    { type: 'entra', method: 'accessToken', token: secret(password) },
  ];

  test.each(authentications)('of a refused login: %j', async (authentication) => {
    await using sandbox = await startTestSandbox();
    const { error, log } = await failureOf({ ...connectionTo(sandbox), authentication });
    expect(error).toMatchObject({ name: 'ScaleoutError' });
    expect(everythingOf(error) + log).not.toContain(password);
  });

  test('of a server that is not there, and of the catalog itself', async () => {
    await using world = await openProxied();
    await world.proxy[Symbol.asyncDispose]();
    const [, ntlm] = authentications;
    const connection = { ...world.connection, ...(ntlm === undefined ? {} : { authentication: ntlm }) };
    const { error, log } = await failureOf(connection);
    expect(error).toMatchObject({ code: 'catalog.unreachable' });
    expect(everythingOf(error) + log).not.toContain(password);
    await using catalog = openCatalog(connection, { clock: systemClock, random: () => 1, parallelism: 2 });
    expect(inspect({ catalog, connection }, { depth: 20, showHidden: true })).not.toContain(password);
  });
});
