import { describe, expect, it } from 'vitest';
import { freshHarness } from '../harness.js';

const operator = 'SANDBOX\\operator';

function configure(name: string | null, value: string | null, login = operator, harness = freshHarness()) {
  const client = harness.as(login);
  const outcome = client.exec('catalog.configure_catalog', { '@property_name': name, '@property_value': value });
  const property = client.rows('catalog.catalog_properties').find((row) => row.property_name === name?.toUpperCase());
  return { ...outcome, value: property?.property_value, operations: harness.as('scaleout').rows('catalog.operations') };
}

describe('configure_catalog', () => {
  it('sets the default execution mode and leaves a succeeded operation', () => {
    const done = configure('DEFAULT_EXECUTION_MODE', '1');
    expect(done).toMatchObject({ status: 0, messages: [], value: '1' });
    expect(done.operations).toEqual([
      expect.objectContaining({
        operation_type: 1000,
        object_name: 'DEFAULT_EXECUTION_MODE',
        status: 7,
        caller_name: operator,
      }),
    ]);
  });

  it('finds the property whatever its case', () => {
    expect(configure('default_execution_mode', '1')).toMatchObject({ status: 0, value: '1' });
  });

  it('refuses SQL logins, even a sysadmin, and leaves no operation', () => {
    for (const login of ['scaleout', 'operator']) {
      expect(configure('DEFAULT_EXECUTION_MODE', '1', login)).toMatchObject({
        status: 1,
        errors: [27123],
        operations: [],
      });
    }
  });

  it('is not granted outside ssis_admin; a caller who has lost the role is told so', () => {
    const harness = freshHarness({}, (content) => {
      content.logins = {
        ...content.logins,
        'SANDBOX\\agent': { name: 'SANDBOX\\agent', kind: 'windows', serverRoles: [], databaseRoles: [] },
      };
    });
    expect(configure('RETENTION_WINDOW', '30', 'SANDBOX\\agent', harness).errors).toEqual([229]);
  });

  it.each([
    [null, '1'],
    ['DEFAULT_EXECUTION_MODE', null],
  ])('refuses %s = %s with 27138', (name, value) => {
    expect(configure(name, value)).toMatchObject({ status: 1, errors: [27138], operations: [] });
  });

  it('refuses an unknown name before it notes an operation', () => {
    for (const name of ['SCHEMA_VERSION', 'IS_SCALEOUT_ENABLED', 'x']) {
      expect(configure(name, '1')).toMatchObject({ status: 1, errors: [27101], operations: [] });
    }
  });

  it.each([
    ['DEFAULT_EXECUTION_MODE', '2', 27101],
    ['DEFAULT_EXECUTION_MODE', 'scaleOut', 27101],
    ['RETENTION_WINDOW', '0', 27101],
    ['RETENTION_WINDOW', '3651', 27101],
    ['RETENTION_WINDOW', 'ten', 245],
    ['MAX_PROJECT_VERSIONS', '10000', 27101],
    ['OPERATION_CLEANUP_ENABLED', 'YES', 27101],
    ['VERSION_CLEANUP_ENABLED', '1', 27101],
    ['SERVER_LOGGING_LEVEL', '5', 27217],
    ['SERVER_LOGGING_LEVEL', '100', 27241],
    ['SERVER_CUSTOMIZED_LOGGING_LEVEL', 'mine', 27237],
    ['ENCRYPTION_ALGORITHM', 'AES_128', 27162],
    ['SERVER_OPERATION_ENCRYPTION_LEVEL', '2', 27162],
  ])('refuses %s = %s with %i and leaves a failed operation', (name, value, number) => {
    const before = freshHarness()
      .as(operator)
      .rows('catalog.catalog_properties')
      .find((row) => row.property_name === name);
    const refused = configure(name, value);
    expect(refused).toMatchObject({ status: 1, errors: [number], value: before?.property_value });
    expect(refused.operations).toEqual([expect.objectContaining({ object_name: name, status: 4 })]);
  });

  it.each([
    ['RETENTION_WINDOW', '30'],
    ['MAX_PROJECT_VERSIONS', '1'],
    ['OPERATION_CLEANUP_ENABLED', 'FALSE'],
    ['VERSION_CLEANUP_ENABLED', 'false'],
    ['SERVER_LOGGING_LEVEL', '3'],
    ['SERVER_CUSTOMIZED_LOGGING_LEVEL', ''],
  ])('sets %s to "%s"', (name, value) => {
    expect(configure(name, value)).toMatchObject({ status: 0, errors: [], value });
  });

  it('says 27112 in a catalog of an older schema, which has no such row', () => {
    const harness = freshHarness();
    harness.store.delete('catalogProperties', 'DEFAULT_EXECUTION_MODE');
    expect(configure('DEFAULT_EXECUTION_MODE', '1', operator, harness)).toMatchObject({
      errors: [27112],
      value: undefined,
    });
  });

  it('says 27139 for the encryption level while something runs', () => {
    const harness = freshHarness();
    const client = harness.as(operator);
    const { outputs } = client.exec('catalog.create_execution', {
      '@folder_name': 'Warehouse',
      '@project_name': 'Loads',
      '@package_name': 'LoadSales.dtsx',
    });
    client.exec('catalog.start_execution', { '@execution_id': outputs['@execution_id'] ?? null });
    expect(configure('SERVER_OPERATION_ENCRYPTION_LEVEL', '2', operator, harness).errors).toEqual([27139]);
  });
});
