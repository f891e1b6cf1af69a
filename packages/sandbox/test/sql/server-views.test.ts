import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Session, SqlValue } from '../../src/engine.js';
import { freshContent } from '../../src/model/fresh/content.js';
import { exampleFleet } from '../../src/model/fresh/fleet-description.js';
import { createStore } from '../../src/model/store.js';
import { createWorld } from '../../src/model/world.js';
import { createEngine } from '../../src/sandbox.js';
import { clientNow, clientOf } from './client.js';

const content = freshContent(exampleFleet(clientNow), randomBytes);

let logIn: (login: string, appName?: string) => { readonly session: Session } & ReturnType<typeof clientOf>;
let open: Session[] = [];

beforeEach(() => {
  const store = createStore(content, () => undefined);
  const engine = createEngine(
    createWorld(store, () => clientNow),
    store,
    () => clientNow,
  );
  logIn = (login, appName = 'tests') => {
    const [domain = '', windows] = login.split('\\');
    const credentials =
      windows === undefined
        ? { type: 'sql' as const, user: login, password: String(store.get('logins', login)?.password) }
        : { type: 'windows' as const, domain, user: windows };
    const outcome = engine.login({ credentials, database: 'SSISDB', hostName: 'DESK', appName });
    if (!outcome.accepted) throw new Error(outcome.error.text);
    open.push(outcome.session);
    return { ...clientOf(outcome.session), session: outcome.session };
  };
});

afterEach(() => {
  for (const session of open) session.close();
  open = [];
});

const take = (name: string, mode = 'Exclusive', timeout = 0) =>
  `EXEC sp_getapplock @Resource = N'${name}', @LockMode = '${mode}', @LockOwner = 'Session', @LockTimeout = ${timeout}`;

describe('sys.dm_exec_sessions', () => {
  const columns = 'session_id, program_name, login_name, host_name, status';

  test('shows a sysadmin every session until it is closed, and who runs something', async () => {
    const us = logIn('scaleout', "apply|it's 😀");
    const other = logIn('SANDBOX\\operator', 'other');
    const all = () => us.rows(`SELECT ${columns} FROM sys.dm_exec_sessions WHERE is_user_process = 1 ORDER BY 1`);
    expect(await all()).toEqual([
      [us.session.id, "apply|it's 😀", 'scaleout', 'DESK', 'running'],
      [other.session.id, 'other', 'SANDBOX\\operator', 'DESK', 'sleeping'],
    ]);
    other.session.close();
    expect(await all()).toHaveLength(1);
  });

  test('shows anybody else the own session', async () => {
    logIn('scaleout');
    const us = logIn('operator');
    expect(await us.rows('SELECT session_id FROM sys.dm_exec_sessions')).toEqual([[us.session.id]]);
    expect(await us.value('SELECT COUNT(*) FROM sys.dm_exec_sessions WHERE session_id = @@SPID')).toBe(1);
  });

  test('has the time of the login by the clock of the server', async () => {
    const us = logIn('scaleout');
    expect(await us.value('SELECT DATEDIFF(minute, login_time, SYSDATETIME()) FROM sys.dm_exec_sessions')).toBe(0);
    expect(await us.value('SELECT CONVERT(nvarchar(30), login_time, 126) FROM sys.dm_exec_sessions')).toBe(
      '2026-01-02T03:04:15.123',
    );
  });
});

describe('sys.dm_tran_locks', () => {
  const locks = (client: { rows(text: string): Promise<(readonly SqlValue[])[]> }) =>
    client.rows(
      'SELECT resource_type, resource_description, request_mode, request_status, request_owner_type, request_session_id FROM sys.dm_tran_locks WHERE resource_database_id = DB_ID() ORDER BY request_session_id',
    );

  test('lists who holds an application lock and who waits for it', async () => {
    const us = logIn('scaleout');
    const [holder, waiter] = [logIn('operator'), logIn('executor')];
    expect(await locks(us)).toEqual([]);
    await holder.batch(take('ssis-scaleout'));
    const waiting = waiter.batch(take('ssis-scaleout', 'Shared', 60_000));
    await new Promise((resolve) => setImmediate(resolve));
    const name = expect.stringMatching(/^0:\[ssis-scaleout\]:\([0-9a-f]{8}\)$/);
    expect(await locks(us)).toEqual([
      ['APPLICATION', name, 'X', 'GRANT', 'SESSION', holder.session.id],
      ['APPLICATION', name, 'S', 'WAIT', 'SESSION', waiter.session.id],
    ]);
    holder.session.close();
    await waiting;
    expect(await locks(us)).toEqual([['APPLICATION', name, 'S', 'GRANT', 'SESSION', waiter.session.id]]);
  });

  test('cuts long names, and tells them apart all the same', async () => {
    const us = logIn('scaleout');
    const long = 'x'.repeat(40);
    await us.batch(`${take(`${long}1`)}; ${take(`${long}2`)}`);
    const [first, second] = (await locks(us)).map(([, description]) => String(description));
    expect(first).toContain(`0:[${'x'.repeat(32)}]:(`);
    expect(first).not.toBe(second);
  });

  test('joins with the sessions', async () => {
    const us = logIn('scaleout', 'mine');
    await us.batch(take('a'));
    const joined = `SELECT s.program_name FROM sys.dm_tran_locks AS l
      JOIN sys.dm_exec_sessions AS s ON s.session_id = l.request_session_id WHERE l.resource_type = N'APPLICATION'`;
    expect(await us.value(joined)).toBe('mine');
  });

  test.each(['operator', 'SANDBOX\\operator', 'reader'])(
    'is refused to %s, who lacks VIEW SERVER STATE',
    async (who) => {
      const us = logIn(who);
      expect(await us.errors('SELECT * FROM sys.dm_tran_locks')).toEqual([300]);
      expect(await us.value("SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE')")).toBe(0);
      expect(await logIn('scaleout').value("SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE')")).toBe(1);
    },
  );
});
