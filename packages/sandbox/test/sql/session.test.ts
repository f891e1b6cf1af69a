import { describe, expect, test } from 'vitest';
import { createApplicationLocks } from '../../src/sql/application-locks.js';
import { connect, parameter, text } from './client.js';
import { createSmallDatabase } from './small-database.js';

function pair() {
  const shared = { database: createSmallDatabase(), locks: createApplicationLocks() };
  return [connect({ ...shared, id: 51 }), connect({ ...shared, id: 52 })] as const;
}

/** Everything that can go on without the other session has gone on. */
const untilItWaits = () => new Promise((resolve) => setImmediate(resolve));

const acquire = (more = '') =>
  `DECLARE @r int EXEC @r = sp_getapplock @Resource = N'plan', @LockMode = 'Exclusive', @LockOwner = 'Session'${more} SELECT @r`;

describe('sp_getapplock', () => {
  test('gives the lock to who waits when its holder is gone', async () => {
    const [one, other] = pair();
    await one.value(acquire());
    const waiting = other.value(acquire());
    await untilItWaits();
    one.session.close();
    expect(await waiting).toBe(1);
  });

  test('stops waiting when the client gives up', async () => {
    const [one, other] = pair();
    await one.value(acquire());
    const stop = new AbortController();
    const waiting = other.batch(`${acquire()} SELECT 'not reached'`, stop.signal);
    setImmediate(() => stop.abort());
    expect(await waiting).toMatchObject({ results: [], returnStatus: [-2] });
    one.session.close();
    expect(await connect({ locks: createApplicationLocks() }).value(acquire())).toBe(0);
  });

  test('by the wire returns its status', async () => {
    const client = connect();
    const answer = await client.rpc('sp_getapplock', [
      text('plan', '@Resource'),
      text('Shared', '@LockMode'),
      text('Session', '@LockOwner'),
      parameter('@LockTimeout', { kind: 'int' }, 100),
    ]);
    expect(answer).toMatchObject({ returnStatus: [0], messages: [] });
  });

  test.each([
    ["EXEC sp_getapplock 'x', 'Shared', 'Nope'", [-999], []],
    ["EXEC sp_getapplock NULL, 'Shared', 'Session'", [1224], [1224]],
    ["EXEC sp_getapplock 'x', 'Shared', 'Session', -2", [1227], [1227]],
    ["SELECT APPLOCK_TEST('public', 'x', 'Nope', 'Session')", [], [1225]],
    ["SELECT APPLOCK_MODE('public', 'x', 'Nope')", [], [1226]],
    ["SELECT APPLOCK_MODE('public', 'x', 'Transaction')", [], [3918]],
  ])('%s', async (batch, statuses, numbers) => {
    const { returnStatus, messages } = await connect().batch(batch);
    expect(returnStatus).toEqual(statuses);
    expect(messages.map(({ number }) => number)).toEqual(numbers);
  });
});

describe('a session', () => {
  test('that is reset is as after the login', async () => {
    const [one, other] = pair();
    await one.batch(`USE master SET LOCK_TIMEOUT 5 SET NOCOUNT ON BEGIN TRAN ${acquire()}`);
    one.session.reset();
    expect(await one.rows('SELECT DB_NAME(), @@LOCK_TIMEOUT, @@TRANCOUNT')).toEqual([['SSISDB', -1, 0]]);
    expect(await other.value(acquire(', @LockTimeout = 0'))).toBe(0);
  });

  test('is reset by sp_reset_connection, too', async () => {
    const client = connect();
    await client.batch('SET LOCK_TIMEOUT 5');
    expect((await client.rpc('sp_reset_connection', [])).returnStatus).toEqual([0]);
    expect(await client.value('SELECT @@LOCK_TIMEOUT')).toBe(-1);
  });

  test('shares compiled texts with others, and nothing else', async () => {
    const [one, other] = pair();
    const batch = 'DECLARE @n int SET @n = ISNULL(@n, 0) + @@SPID SELECT @n';
    expect([await one.value(batch), await other.value(batch), await one.value(batch)]).toEqual([51, 52, 51]);
  });

  test('answers an empty batch with nothing', async () => {
    expect(await connect().batch('  -- nothing\n;')).toMatchObject({ events: [] });
  });

  test('waits for the client after many rows', async () => {
    let waited = 0;
    const client = connect({ database: createSmallDatabase(1500) });
    const rows: unknown[] = [];
    await client.session.execute(
      { type: 'batch', text: 'SELECT Id FROM big' },
      {
        columns: () => {},
        row: (values) => rows.push(values),
        done: () => {},
        message: () => {},
        beginProcedure: () => {},
        endProcedure: () => {},
        databaseChanged: () => {},
        drained: async () => {
          waited += 1;
        },
      },
      new AbortController().signal,
    );
    expect([rows.length, waited]).toEqual([1500, 1]);
  });
});
