import { describe, expect, test } from 'vitest';
import type { SecretSources } from '../../../../src/providers/secret.js';
import { resolveConnection } from '../../../../src/providers/ssisdb/connection/sql-connection.js';
import type { Authentication, CatalogTarget } from '../../../../src/topology/topology.js';
import { fileTexts } from '../../../support/file-texts.js';

function target(authentication?: Authentication): CatalogTarget {
  return {
    server: { text: 'SQLETL01\\ETL', host: 'SQLETL01', instance: 'ETL' },
    database: 'SSISDB',
    encrypt: true,
    trustServerCertificate: false,
    ...(authentication === undefined ? {} : { authentication }),
  };
}

function sources(env: Record<string, string>, files: Record<string, string> = {}): SecretSources {
  return { env, readFile: fileTexts(files) };
}

async function passwordOf(authentication: Authentication, io: SecretSources): Promise<string | undefined> {
  const resolved = (await resolveConnection(target(authentication), io)).authentication;
  return resolved.type === 'sql' || resolved.type === 'ntlm' ? resolved.password.reveal() : undefined;
}

const byFile = { type: 'sql', user: 'scaleout', password: { file: '/run/secret' } } as const;
const byVariable = { type: 'ntlm', domain: 'CORP', user: 'scaleout', password: { env: 'PW' } } as const;

describe('a secret', () => {
  test('comes from the environment', async () => {
    expect(await passwordOf(byVariable, sources({ PW: ' s3cret ' }))).toBe(' s3cret ');
  });

  test.each([
    ['s3cret\n', 's3cret'],
    ['s3cret\r\n', 's3cret'],
    ['\uFEFFs3cret', 's3cret'],
    ['s3cret\n\n', 's3cret\n'],
    [' s3cret ', ' s3cret '],
  ])('comes from a file, without one newline at the end: %j', async (text, expected) => {
    expect(await passwordOf(byFile, sources({}, { '/run/secret': text }))).toBe(expected);
  });

  test.each([
    ['a variable that is not set', byVariable, sources({}), 'catalog.secret-missing', 'PW'],
    ['an empty variable', byVariable, sources({ PW: '' }), 'catalog.secret-unusable', 'PW'],
    ['a file that is not there', byFile, sources({}), 'catalog.secret-missing', '/run/secret'],
    ['an empty file', byFile, sources({}, { '/run/secret': '\n' }), 'catalog.secret-unusable', '/run/secret'],
    ['a file in UTF-16', byFile, sources({}, { '/run/secret': 's\0e\0' }), 'catalog.secret-unusable', '/run/secret'],
  ])('%s: the error names the reference', async (_, authentication, io, code, name) => {
    await expect(passwordOf(authentication, io)).rejects.toMatchObject({
      code,
      exitCode: 4,
      message: expect.stringContaining(name),
    });
  });
});

describe('without authentication in the topology', () => {
  test('the variables SCALEOUT_SQL_USER and SCALEOUT_SQL_PASSWORD are used where they are set', async () => {
    const io = sources({ SCALEOUT_SQL_USER: 'sa', SCALEOUT_SQL_PASSWORD: 's3cret' });
    const { authentication } = await resolveConnection(target(), io);
    expect(authentication).toMatchObject({ type: 'sql', user: 'sa' });
  });

  test('it is integrated where neither is set', async () => {
    const { authentication } = await resolveConnection(target(), sources({}));
    expect(authentication).toEqual({ type: 'integrated', odbcDriver: 'ODBC Driver 18 for SQL Server' });
  });

  test.each([
    [{ SCALEOUT_SQL_USER: 'sa' }, 'SCALEOUT_SQL_PASSWORD'],
    [{ SCALEOUT_SQL_PASSWORD: 's3cret' }, 'SCALEOUT_SQL_USER'],
  ])('one of the two alone is an error that names the other', async (env, missing) => {
    await expect(resolveConnection(target(), sources(env))).rejects.toMatchObject({
      code: 'catalog.secret-missing',
      message: expect.stringContaining(`${missing} is not`),
    });
  });
});

test('the place is taken over, with a port only where one is named', async () => {
  const connection = await resolveConnection(target(), sources({}));
  expect(connection).toEqual({
    host: 'SQLETL01',
    instance: 'ETL',
    database: 'SSISDB',
    authentication: expect.anything(),
    encrypt: true,
    trustServerCertificate: false,
  });
});

test.each([
  [{ type: 'entra', method: 'default' }],
  [{ type: 'entra', method: 'managedIdentity', clientId: 'id' }],
  [{ type: 'entra', method: 'password', clientId: 'id', user: 'u@corp.example', password: { env: 'PW' } }],
  [{ type: 'entra', method: 'servicePrincipal', clientId: 'id', tenantId: 't', clientSecret: { env: 'PW' } }],
  [{ type: 'entra', method: 'accessToken', token: { env: 'PW' } }],
] as const)('Entra: %j keeps all but the secret', async (authentication) => {
  const { authentication: resolved } = await resolveConnection(target(authentication), sources({ PW: 's3cret' }));
  const shown = JSON.parse(JSON.stringify(resolved));
  const expected = JSON.parse(JSON.stringify(authentication).replaceAll('{"env":"PW"}', '"[redacted]"'));
  expect(shown).toEqual(expected);
});
