import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/instant.js';
import { freshContent } from '../../src/model/fresh/content.js';
import { serviceSid } from '../../src/model/identifiers.js';
import { fleet, freshHarness, type Harness, repeatableRandom, start } from './harness.js';

const passwordOf = (harness: Harness, login: string) => String(harness.store.get('logins', login)?.password);

function logIn(harness: Harness, user: string, password = passwordOf(harness, user), database = '') {
  return harness.world.authenticate({
    credentials: { type: 'sql', user, password },
    database,
    hostName: 'TEST',
    appName: 'test',
  });
}

const errorsOf = (outcome: ReturnType<typeof logIn>) =>
  outcome.accepted ? [] : outcome.errors.map(({ number, class: severity, state }) => [number, severity, state]);

describe('logging in', () => {
  it('takes a SQL login with its password, in any case of its name', () => {
    const harness = freshHarness();
    expect(logIn(harness, 'SCALEOUT', passwordOf(harness, 'scaleout'))).toEqual({
      accepted: true,
      loginName: 'scaleout',
      database: 'master',
    });
    expect(logIn(harness, 'reader', undefined, 'ssisdb')).toMatchObject({ accepted: true, database: 'SSISDB' });
  });

  it('answers an unknown name and a wrong password alike', () => {
    const harness = freshHarness();
    expect(errorsOf(logIn(harness, 'scaleout', 'wrong'))).toEqual([[18456, 14, 1]]);
    expect(errorsOf(logIn(harness, 'scaleout', passwordOf(harness, 'scaleout').toLowerCase()))).toEqual([
      [18456, 14, 1],
    ]);
    expect(errorsOf(logIn(harness, 'nobody', ''))).toEqual([[18456, 14, 1]]);
    // A Windows login has no SQL password.
    expect(errorsOf(logIn(harness, 'SANDBOX\\scaleout'))).toEqual([[18456, 14, 1]]);
  });

  it('tells a disabled login so only to whoever knows its password', () => {
    const harness = freshHarness();
    expect(errorsOf(logIn(harness, 'sa'))).toEqual([[18470, 14, 1]]);
    expect(errorsOf(logIn(harness, 'sa', 'wrong'))).toEqual([[18456, 14, 1]]);
  });

  it('fails for a database that there is not, or that the login has no user in', () => {
    const harness = freshHarness();
    const errors = [
      [4060, 11, 1],
      [18456, 14, 1],
    ];
    expect(errorsOf(logIn(harness, 'scaleout', undefined, 'SSISDB2'))).toEqual(errors);
    expect(errorsOf(logIn(harness, 'outsider', undefined, 'SSISDB'))).toEqual(errors);
    expect(logIn(harness, 'outsider')).toMatchObject({ accepted: true });
  });

  it('knows Windows logins by domain and user, or by user alone', () => {
    const harness = freshHarness();
    const windows = (domain: string, user: string) =>
      harness.world.authenticate({
        credentials: { type: 'windows', domain, user },
        database: 'SSISDB',
        hostName: '',
        appName: '',
      });
    expect(windows('sandbox', 'ScaleOut')).toMatchObject({ accepted: true, loginName: 'SANDBOX\\scaleout' });
    expect(windows('', 'operator')).toMatchObject({ accepted: true, loginName: 'SANDBOX\\operator' });
    expect(errorsOf(windows('CORP', 'scaleout'))).toEqual([[18456, 14, 1]]);
    expect(harness.world.windowsPassword('SANDBOX', 'scaleout')).toBe(passwordOf(harness, 'SANDBOX\\scaleout'));
    expect(harness.world.windowsPassword('', 'scaleout')).toBe(passwordOf(harness, 'SANDBOX\\scaleout'));
    expect(harness.world.windowsPassword('SANDBOX', 'reader')).toBe(undefined);
  });

  it('gives each login of a fresh fleet a password of its own', () => {
    const passwords = Object.values(freshContent(fleet(), repeatableRandom()).logins ?? {}).map((row) =>
      String(row.password),
    );
    expect(new Set(passwords).size).toBe(passwords.length);
    for (const password of passwords) expect(password.length).toBeGreaterThanOrEqual(24);
  });
});

describe('roles', () => {
  const memberships = (login: string) => {
    const harness = freshHarness();
    const { database } = harness.world;
    const { context } = harness.as(login);
    return {
      sysadmin: database.isServerRoleMember('sysadmin', null, context),
      ...Object.fromEntries(
        ['ssis_admin', 'ssis_cluster_executor', 'db_owner', 'public', 'no_such_role'].map((role) => [
          role,
          database.isDatabaseRoleMember(role, null, context),
        ]),
      ),
    };
  };

  it('are those of the login; a sysadmin is dbo, which is in no role of SSISDB', () => {
    const all = { db_owner: false, public: true, no_such_role: null };
    expect(memberships('scaleout')).toEqual({
      ...all,
      sysadmin: true,
      ssis_admin: false,
      ssis_cluster_executor: false,
      db_owner: true,
    });
    expect(memberships('operator')).toEqual({
      ...all,
      sysadmin: false,
      ssis_admin: true,
      ssis_cluster_executor: false,
    });
    expect(memberships('executor')).toEqual({
      ...all,
      sysadmin: false,
      ssis_admin: false,
      ssis_cluster_executor: true,
    });
    expect(memberships('reader')).toEqual({ ...all, sysadmin: false, ssis_admin: false, ssis_cluster_executor: false });
  });

  it('of another login or of an unknown one', () => {
    const harness = freshHarness();
    const { database } = harness.world;
    const { context } = harness.as('reader');
    expect(database.isServerRoleMember('SysAdmin', 'scaleout', context)).toBe(true);
    expect(database.isServerRoleMember('sysadmin', 'nobody', context)).toBe(null);
    expect(database.isServerRoleMember('no_such_role', null, context)).toBe(null);
    expect(database.isServerRoleMember('public', null, context)).toBe(true);
  });

  it('of SSISDB are not those of master', () => {
    const harness = freshHarness();
    const { context } = harness.as('operator', 'master');
    expect(harness.world.database.isDatabaseRoleMember('ssis_admin', null, context)).toBe(null);
    expect(harness.world.database.isDatabaseRoleMember('public', null, context)).toBe(true);
  });
});

describe('the server', () => {
  it('is a SQL Server 2022 unless told otherwise, and says that it is a sandbox', () => {
    const { database } = freshHarness().world;
    const value = (name: string) => database.serverProperty(name)?.value ?? null;
    expect(
      ['ServerName', 'PRODUCTVERSION', 'edition', 'ProductMajorVersion', 'InstanceName', 'constructor'].map(value),
    ).toEqual(['SQLETL01', '16.0.4135.4', 'Enterprise Edition (64-bit)', '16', null, null]);
    expect(database.versionText).toMatch(/^Microsoft SQL Server 2022 .*sandbox/s);
    expect(database.serverName).toBe('SQLETL01');
  });

  it('can be a named instance of another release', () => {
    const harness = freshHarness({ serverName: 'SQLETL01\\ETL', productVersion: '15.0.4360.2' });
    const value = (name: string) => harness.world.database.serverProperty(name)?.value;
    expect(['ServerName', 'MachineName', 'InstanceName'].map(value)).toEqual(['SQLETL01\\ETL', 'SQLETL01', 'ETL']);
    expect(harness.as('operator').rows('catalog.worker_agents')[0]?.UserAccount).toBe(
      'NT SERVICE\\SSISScaleOutWorker150',
    );
  });

  it('opens SSISDB only to those with a user there', () => {
    const harness = freshHarness();
    const denied = (login: string, database: string) =>
      harness.world.database.databaseDenied?.(database, harness.as(login, 'master').context)?.number;
    expect(denied('outsider', 'ssisdb')).toBe(916);
    expect(denied('outsider', 'tempdb')).toBe(undefined);
    expect(denied('reader', 'SSISDB')).toBe(undefined);
    expect(denied('scaleout', 'SSISDB')).toBe(undefined);
  });

  it('knows the SIDs of its logins, and of service accounts', () => {
    const harness = freshHarness();
    const { context } = harness.as('reader');
    const own = harness.world.database.loginSid(null, context);
    expect(own).toHaveLength(16);
    expect(harness.world.database.loginSid('READER', context)).toEqual(own);
    expect(harness.world.database.loginSid('nobody', context)).toBe(null);
    // S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464, known of NT SERVICE\TrustedInstaller.
    const trustedInstaller = [956_008_885, 3_418_522_649, 1_831_038_044, 1_853_292_631, 2_271_478_464];
    const sid = Buffer.from(serviceSid('NT SERVICE\\TrustedInstaller') ?? []);
    expect(trustedInstaller.map((_, index) => sid.readUInt32LE(12 + 4 * index))).toEqual(trustedInstaller);
  });
});

describe('a fresh fleet', () => {
  it('is the same for the same random bytes', () => {
    expect(freshContent(fleet(), repeatableRandom())).toEqual(freshContent(fleet(), repeatableRandom()));
  });

  it('was never enabled, and its master has just started', () => {
    const harness = freshHarness({ endpoint: 'https://sqletl01.corp.example:8391' });
    const client = harness.as('reader');
    const master = Object.fromEntries(
      client.rows('catalog.master_properties').map((row) => [row.property_name, row.property_value]),
    );
    expect(master).toMatchObject({
      MACHINE_NAME: 'SQLETL01',
      MASTER_ADDRESS: 'https://sqletl01.corp.example:8391',
      MASTER_SERVICE_PORT: '8391',
      MASTER_HEARTBEAT_INTERVALINMS: '30000',
      CLUSTER_LOGDB_SERVER: '',
      LAST_ONLINE_TIME: '2024-05-01 08:00:00.0000000 +00:00',
      SSLCERT_THUMBPRINT: expect.stringMatching(/^[0-9A-F]{40}$/),
    });
    expect(master.IS_SCALEOUT_ENABLED).toBe(undefined);
    const catalog = Object.fromEntries(
      client.rows('catalog.catalog_properties').map((row) => [row.property_name, row.property_value]),
    );
    expect(catalog.DEFAULT_EXECUTION_MODE).toBe('0');
    expect(catalog.IS_SCALEOUT_ENABLED).toBe(undefined);
  });

  it("shows times in the offset of the server's clock", () => {
    const harness = freshHarness({ createdAt: { ...instantOf(start), offset: 120 } });
    expect(harness.store.get('masterProperties', 'LAST_ONLINE_TIME')?.value).toBe('2024-05-01 10:00:00.0000000 +02:00');
  });
});
