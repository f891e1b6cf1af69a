import { describe, expect, test } from 'vitest';
import { secret } from '../../../../src/providers/secret.js';
import { loadDriver, odbcConnectionString, tediousConfig } from '../../../../src/providers/ssisdb/connection/driver.js';
import {
  defaultLimits,
  type SqlAuthentication,
  type SqlConnection,
  serverText,
} from '../../../../src/providers/ssisdb/connection/sql-connection.js';

const place = {
  host: 'SQLETL01',
  database: 'SSISDB',
  encrypt: true,
  trustServerCertificate: false,
} as const satisfies Partial<SqlConnection>;
const sqlLogin = { type: 'sql', user: 'scaleout', password: secret('s3cret') } as const;

function config(overrides: Partial<SqlConnection>, authentication: Exclude<SqlAuthentication, { type: 'integrated' }>) {
  return tediousConfig({ ...place, ...overrides, authentication }, 4, defaultLimits);
}

describe('tedious', () => {
  test('is told the pool, our name, and to leave repetition to us', () => {
    expect(config({}, sqlLogin)).toMatchObject({
      server: 'SQLETL01',
      database: 'SSISDB',
      pool: { max: 4 },
      validateConnection: 'socket',
      authentication: { type: 'default', options: { userName: 'scaleout', password: 's3cret' } },
      options: {
        appName: 'ssis-scaleout',
        encrypt: true,
        trustServerCertificate: false,
        maxRetriesOnTransientErrors: 0,
      },
    });
  });

  test('names a session as it is told', () => {
    expect(config({ appName: 'a lock' }, sqlLogin).options).toMatchObject({ appName: 'a lock' });
  });

  test('asks SQL Server Browser for an instance, but not where a port is named', () => {
    expect(config({ instance: 'ETL' }, sqlLogin).options).toMatchObject({ instanceName: 'ETL' });
    const both = config({ instance: 'ETL', port: 1500 }, sqlLogin);
    expect(both.port).toBe(1500);
    expect(both.options).not.toHaveProperty('instanceName');
  });

  test('trusts a pinned certificate alone', () => {
    const { options } = config({ ca: 'PEM', serverName: 'localhost', encrypt: 'strict' }, sqlLogin);
    expect(options).toMatchObject({
      encrypt: 'strict',
      serverName: 'localhost',
      cryptoCredentialsDetails: { ca: 'PEM' },
    });
  });

  test('sends no address as the name of an unchecked certificate', () => {
    const serverName = (overrides: Partial<SqlConnection>) => config(overrides, sqlLogin).options?.serverName;
    expect(serverName({ host: '127.0.0.1', trustServerCertificate: true })).toBe('localhost');
    expect(serverName({ host: '127.0.0.1' })).toBeUndefined();
    expect(serverName({ trustServerCertificate: true })).toBeUndefined();
  });

  test.each([
    [{ type: 'ntlm', domain: 'CORP', user: 'u', password: secret('p') }, 'ntlm', { domain: 'CORP', userName: 'u' }],
    [{ type: 'entra', method: 'default' }, 'azure-active-directory-default', {}],
    [{ type: 'entra', method: 'managedIdentity', clientId: 'c' }, 'azure-active-directory-msi-vm', { clientId: 'c' }],
    [
      { type: 'entra', method: 'password', clientId: 'c', user: 'u', password: secret('p') },
      'azure-active-directory-password',
      { clientId: 'c', userName: 'u', password: 'p' },
    ],
    [
      { type: 'entra', method: 'servicePrincipal', clientId: 'c', tenantId: 't', clientSecret: secret('s') },
      'azure-active-directory-service-principal-secret',
      { clientId: 'c', tenantId: 't', clientSecret: 's' },
    ],
    [
      { type: 'entra', method: 'accessToken', token: secret('t') },
      'azure-active-directory-access-token',
      { token: 't' },
    ],
  ] as const)('logs in by %j', (authentication, type, options) => {
    expect(config({}, authentication).authentication).toMatchObject({ type, options });
  });
});

describe('integrated authentication', () => {
  const authentication = { type: 'integrated', odbcDriver: 'ODBC Driver 18 for SQL Server' } as const;

  test('goes through ODBC, with values that cannot break out of theirs', () => {
    const text = odbcConnectionString({ ...place, database: 'SS};Uid=sa', port: 1500, authentication });
    expect(text).toBe(
      'Driver={ODBC Driver 18 for SQL Server};Server={tcp:SQLETL01,1500};Database={SS}};Uid=sa};Trusted_Connection={Yes};' +
        'Encrypt={yes};TrustServerCertificate={no};MultiSubnetFailover={Yes};APP={ssis-scaleout};',
    );
  });

  test.each([
    [{ instance: 'ETL' }, 'Server={SQLETL01\\ETL};'],
    [{}, 'Server={tcp:SQLETL01,1433};'],
    [{ encrypt: 'strict' }, 'Encrypt={strict};'],
    [{ encrypt: false }, 'Encrypt={no};'],
    [{ appName: 'a;b}c' }, 'APP={a;b}}c};'],
    [{ serverName: 'sql.corp.example' }, 'HostNameInCertificate={sql.corp.example};'],
  ] as const)('%j becomes %s', (overrides, part) => {
    expect(odbcConnectionString({ ...place, ...overrides, authentication })).toContain(part);
  });

  test('never says that it does without encryption where encryption is wanted', () => {
    for (const encrypt of [true, 'strict'] as const) {
      for (const trustServerCertificate of [true, false]) {
        const text = odbcConnectionString({ ...place, encrypt, trustServerCertificate, authentication });
        expect(text.match(/Encrypt=[^;]*/gi)).toEqual([`Encrypt={${encrypt === 'strict' ? 'strict' : 'yes'}}`]);
      }
    }
  });

  test.each([
    ['SQL Server', true],
    ['FreeTDS', true],
    ['ODBC Driver 18 for SQL Server};Encrypt={no', true],
    ['SQL Server Native Client 11.0', 'strict'],
    ['ODBC Driver 17 for SQL Server', 'strict'],
  ] as const)(
    'is refused through the driver %s where encrypt is %s: what it makes of that is not known',
    (odbcDriver, encrypt) => {
      const connection = { ...place, encrypt, authentication: { type: 'integrated', odbcDriver } } as const;
      expect(() => odbcConnectionString(connection)).toThrow(
        expect.objectContaining({
          code: 'catalog.not-encrypted',
          exitCode: 4,
          message: expect.stringContaining(odbcDriver),
          remedy: expect.stringContaining('SCALEOUT_ODBC_DRIVER'),
        }),
      );
    },
  );

  test.each(['ODBC Driver 13 for SQL Server', 'ODBC Driver 17 for SQL Server', 'odbc driver 18 for sql server'])(
    'goes through the driver %s',
    (odbcDriver) => {
      const connection = { ...place, authentication: { type: 'integrated', odbcDriver } } as const;
      expect(odbcConnectionString(connection)).toContain('Encrypt={yes};');
    },
  );

  test('goes through any driver where the topology does without encryption', () => {
    const connection = {
      ...place,
      encrypt: false,
      authentication: { type: 'integrated', odbcDriver: 'SQL Server' },
    } as const;
    expect(odbcConnectionString(connection)).toContain('Encrypt={no};');
  });

  test.skipIf(process.platform === 'win32')('is refused where there is no Windows', async () => {
    await expect(loadDriver({ ...place, authentication }, 4, defaultLimits)).rejects.toMatchObject({
      code: 'catalog.integrated-unavailable',
      remedy: expect.stringContaining('ntlm'),
    });
  });
});

test.each([
  [{ host: 'sql' }, 'sql,1433'],
  [{ host: 'sql', port: 1500, instance: 'ETL' }, 'sql,1500'],
  [{ host: 'sql', instance: 'ETL' }, 'sql\\ETL'],
  [{ host: '::1', port: 1500 }, '[::1],1500'],
])('%j is written %s', (server, text) => {
  expect(serverText(server)).toBe(text);
});
