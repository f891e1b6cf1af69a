import type { ConnectionConfiguration } from 'tedious';
import { describe, expect, test } from 'vitest';
import { groups } from '../../packages/sandbox/test/sql/cases/groups.js';
import { describeSql } from '../../packages/sandbox/test/sql/cases/run-cases.js';
import { listOptions } from '../../packages/sandbox/test/sql/cases/send.js';
import { tediousConfig } from '../../src/providers/ssisdb/connection/driver.js';
import { defaultLimits, type SqlConnection } from '../../src/providers/ssisdb/connection/sql-connection.js';
import { tsqlcheck, tsqlcheckMissing } from '../support/tsqlcheck.js';
import { configuredConnection } from './configured-connection.js';

/*
 * What the sandbox's tests say of T-SQL, put to a server that knows: SCALEOUT_TEST_SQL holds a topology's `catalog` section as
 * JSON, of any SQL Server. A plain login is enough, and nothing stays there.
 */
const configured = process.env.SCALEOUT_TEST_SQL;

if (configured === undefined) {
  describe('T-SQL of a server', () => {
    test.skip('SCALEOUT_TEST_SQL names none', () => undefined);
  });
} else {
  describeSql({
    name: (JSON.parse(configured) as { server: string }).server,
    ours: false,
    connect: async () => tediousConfiguration(await configuredConnection(configured, 'tempdb')),
  });
}

function tediousConfiguration(connection: SqlConnection): ConnectionConfiguration {
  const { authentication } = connection;
  if (authentication.type === 'integrated') {
    throw new Error('SCALEOUT_TEST_SQL needs an authentication of type sql, ntlm or entra: tedious sends the batches.');
  }
  const { server, port, database, options, ...rest } = tediousConfig(
    { ...connection, authentication },
    1,
    defaultLimits,
  );
  return {
    server,
    authentication: rest.authentication,
    options: { ...options, ...listOptions, database, ...(port === undefined ? {} : { port }) },
  } as ConnectionConfiguration;
}

/** Errors of which the parser alone can tell. */
const ofParser = new Set([102, 105, 113, 156, 1033, 4145]);

describe(`Microsoft's parser${tsqlcheckMissing === undefined ? '' : `: ${tsqlcheckMissing}`}`, () => {
  const turns = groups.flatMap(({ cases }) => cases.flatMap((one) => one.turns));
  const isWrong = ({ batch, errors = [] }: (typeof turns)[number]) =>
    errors.some(({ number }) => ofParser.has(number)) || batch.includes('SET NOPE');
  // Those of sp_executesql are texts for the parser.
  const wrong = turns.filter((turn) => isWrong(turn) && !turn.batch.includes('sp_executesql'));
  const right = turns.filter((turn) => !isWrong(turn));

  test.skipIf(tsqlcheckMissing !== undefined)(
    'takes every batch of the list that is no example of wrong syntax',
    () => {
      expect(right.length).toBeGreaterThan(800);
      expect(tsqlcheck(right.map(({ batch }) => batch).join('\nGO\n'))).toBe('1 passed, 0 failed');
    },
  );

  test.skipIf(tsqlcheckMissing !== undefined).each(wrong)('refuses $batch', ({ batch }) => {
    expect(tsqlcheck(batch)).toContain('0 passed, 1 failed');
  });
});
