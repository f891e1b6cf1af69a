import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { freshContent } from '../../src/model/fresh/content.js';
import { exampleFleet } from '../../src/model/fresh/fleet-description.js';
import { createStore } from '../../src/model/store.js';
import { createWorld } from '../../src/model/world.js';
import { createEngine } from '../../src/sandbox.js';
import { type Client, clientNow, clientOf, connect } from './client.js';

const logLogin = '##MS_SSISLogDBWorkerAgentLogin##';
const logUser = '##MS_SSISLogDBWorkerAgentUser##';

function freshServer() {
  const store = createStore(freshContent(exampleFleet(clientNow), randomBytes), () => undefined);
  const engine = createEngine(
    createWorld(store, () => clientNow),
    store,
    () => clientNow,
  );
  const logIn = (user: string): Client => {
    const password = String(store.get('logins', user)?.password);
    const credentials = { type: 'sql' as const, user, password };
    const outcome = engine.login({ credentials, database: 'SSISDB', hostName: 'DESK', appName: 'tests' });
    if (!outcome.accepted) throw new Error(outcome.error.text);
    return clientOf(outcome.session);
  };
  return { store, logIn };
}

test('a sysadmin takes a user into a role and out of it: what the user sees goes with it', async () => {
  const { logIn } = freshServer();
  const [us, reader] = [logIn('scaleout'), logIn('reader')];
  const seen = () =>
    reader.rows("SELECT IS_MEMBER('ssis_cluster_executor'), (SELECT COUNT(*) FROM catalog.worker_agents)");
  expect(await seen()).toEqual([[0, 0]]);
  // In any case; what is done already is no error.
  const add = 'USE [SSISDB]; ALTER ROLE [ssis_cluster_executor] ADD MEMBER [Reader];';
  expect(await us.errors(`${add} ${add}`)).toEqual([]);
  const [[member, workers] = []] = await seen();
  expect([member, Number(workers) > 0]).toEqual([1, true]);
  expect(await us.errors('alter role SSIS_CLUSTER_EXECUTOR drop member reader\nSELECT 1')).toEqual([]);
  expect(await seen()).toEqual([[0, 0]]);
});

test('a login is disabled and enabled again', async () => {
  const { store, logIn } = freshServer();
  const us = logIn('scaleout');
  const disabled = () => us.value("SELECT is_disabled FROM sys.server_principals WHERE name = 'reader'");
  expect(await us.errors('ALTER LOGIN [reader] DISABLE;')).toEqual([]);
  expect(await disabled()).toBe(true);
  expect(() => logIn('reader')).toThrow('Login failed');
  expect(await us.errors('ALTER LOGIN reader ENABLE; SELECT 1;')).toEqual([]);
  expect(await disabled()).toBe(false);
  expect(store.get('logins', 'reader')).toMatchObject({ disabled: false });
});

test('a user under another name than its login, and one whose login is gone', async () => {
  const { store, logIn } = freshServer();
  const us = logIn('scaleout');
  await us.batch('EXEC catalog.enable_scaleout;');
  const row = store.get('logins', logLogin) ?? {};
  const drop = `ALTER ROLE ssis_cluster_worker DROP MEMBER [${logUser}]`;
  expect(await us.errors(drop)).toEqual([]);
  expect(store.get('logins', logLogin)).toEqual({ ...row, databaseRoles: [] });
  store.delete('logins', logLogin);
  expect(await us.errors(drop)).toEqual([15151]);
  store.put('strayUsers', logUser, { sid: 'AA11', databaseRoles: ['ssis_cluster_worker'] });
  expect(await us.errors(drop)).toEqual([]);
  expect(store.get('strayUsers', logUser)).toEqual({ sid: 'AA11', databaseRoles: [] });
});

test('who is no sysadmin, and what is not there: 15151, and nothing is changed', async () => {
  const { store, logIn } = freshServer();
  const before = [store.get('logins', 'reader'), store.get('logins', 'operator')];
  const [us, operator] = [logIn('scaleout'), logIn('operator')];
  for (const text of ['ALTER ROLE ssis_admin ADD MEMBER reader', 'ALTER LOGIN reader DISABLE']) {
    expect(await operator.errors(text)).toEqual([15151]);
  }
  for (const text of [
    'ALTER ROLE ssis_admin ADD MEMBER nobody',
    'ALTER ROLE ssis_admin ADD MEMBER outsider',
    'ALTER ROLE nothing ADD MEMBER reader',
    'USE master; ALTER ROLE ssis_admin ADD MEMBER reader',
    'ALTER LOGIN nobody ENABLE',
  ]) {
    expect([text, await us.errors(text)]).toEqual([text, [15151]]);
  }
  expect([store.get('logins', 'reader'), store.get('logins', 'operator')]).toEqual(before);
});

test('other forms, and a database without logins, are refused as ever', async () => {
  const us = freshServer().logIn('scaleout');
  expect(await us.errors("ALTER LOGIN reader WITH PASSWORD = N'x'")).toEqual([262]);
  expect(await us.errors('ALTER ROLE ssis_admin WITH NAME = other')).toEqual([262]);
  expect(await us.errors("CREATE LOGIN x WITH PASSWORD = N'x', CHECK_POLICY = OFF")).toEqual([262]);
  expect(await connect().errors('ALTER ROLE ssis_admin ADD MEMBER reader')).toEqual([262]);
});
