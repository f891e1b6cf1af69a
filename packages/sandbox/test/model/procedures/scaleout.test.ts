import { describe, expect, it } from 'vitest';
import { type Client, freshHarness, type Harness } from '../harness.js';

const enabled = (client: Client) =>
  client.rows('catalog.catalog_properties').find((row) => row.property_name === 'IS_SCALEOUT_ENABLED')?.property_value;
const master = (client: Client, name: string) =>
  client.rows('catalog.master_properties').find((row) => row.property_name === name)?.property_value;
const logLogin = '##MS_SSISLogDBWorkerAgentLogin##';
const sidOf = (client: Client, name: string) =>
  client.rows('sys.server_principals').find((row) => row.name === name)?.sid;
const edit = (harness: Harness, table: string, key: string, change: object) =>
  harness.store.put(table, key, { ...harness.store.get(table, key), ...change });

describe('enable_scaleout', () => {
  it('turns Scale Out on, makes the log login and the login of the master service', () => {
    const client = freshHarness().as('scaleout');
    expect(enabled(client)).toBe(undefined);
    const outcome = client.exec('catalog.enable_scaleout');
    expect(outcome).toMatchObject({ status: 0, errors: [] });
    expect(outcome.messages).toEqual([
      expect.objectContaining({ class: 0, text: expect.stringContaining('SSISScaleOutMaster160') }),
    ]);
    expect(enabled(client)).toBe('TRUE');
    expect(master(client, 'CLUSTER_LOGDB_SERVER')).toBe('SQLETL01');
    const principals = client.rows('sys.server_principals').map((row) => row.name);
    expect(principals).toContain(logLogin);
    expect(principals).toContain('NT Service\\SSISScaleOutMaster160');
  });

  it('refuses whoever is not sysadmin with 27260, and does nothing then', () => {
    const harness = freshHarness();
    const client = harness.as('SANDBOX\\operator');
    expect(client.exec('catalog.enable_scaleout')).toMatchObject({ status: 1, errors: [27260] });
    expect(harness.journal).toEqual([]);
  });

  it('is not idempotent: a second call resets the log database and renews its login', () => {
    const client = freshHarness().as('scaleout');
    client.exec('catalog.enable_scaleout');
    client.exec('catalog.update_logdb_info', {
      '@server_name': 'AGLISTENER',
      '@connection_string': 'Data Source=AGLISTENER',
    });
    expect(master(client, 'CLUSTER_LOGDB_SERVER')).toBe('AGLISTENER');
    const before = sidOf(client, logLogin);
    const second = client.exec('catalog.enable_scaleout');
    expect(second).toMatchObject({ status: 0, messages: [] });
    expect(master(client, 'CLUSTER_LOGDB_SERVER')).toBe('SQLETL01');
    expect(sidOf(client, logLogin)).not.toEqual(before);
  });

  it('overwrites the log database before it finds that the master is not installed', () => {
    const harness = freshHarness();
    edit(harness, 'server', 'server', { masterFeature: false });
    edit(harness, 'masterProperties', 'CLUSTER_LOGDB_SERVER', { value: 'AGLISTENER' });
    const client = harness.as('scaleout');
    expect(client.exec('catalog.enable_scaleout').errors).toEqual([27261]);
    expect(master(client, 'CLUSTER_LOGDB_SERVER')).toBe('SQLETL01');
    expect(enabled(client)).toBe(undefined);
  });

  it('turns on what was disabled', () => {
    const client = freshHarness().as('scaleout');
    client.exec('catalog.enable_scaleout');
    expect(client.exec('internal.disable_scaleout').status).toBe(0);
    expect(enabled(client)).toBe('');
    expect(sidOf(client, logLogin)).toBe(undefined);
    client.exec('catalog.enable_scaleout');
    expect(enabled(client)).toBe('TRUE');
  });
});

describe('internal.disable_scaleout', () => {
  it('does nothing, without a word, for an ssis_admin', () => {
    const harness = freshHarness();
    harness.as('scaleout').exec('catalog.enable_scaleout');
    const client = harness.as('operator');
    expect(client.exec('internal.disable_scaleout')).toMatchObject({ status: 0, messages: [] });
    expect(enabled(client)).toBe('TRUE');
    expect(harness.as('reader').exec('internal.disable_scaleout').errors).toEqual([229]);
  });
});

describe('update_master_address', () => {
  it('writes what it is given', () => {
    const client = freshHarness().as('operator');
    expect(client.exec('catalog.update_master_address', { '@MasterAddress': 'no address at all' }).status).toBe(0);
    expect(master(client, 'MASTER_ADDRESS')).toBe('no address at all');
  });

  it('answers NULL with a user message and no return code', () => {
    const client = freshHarness().as('operator');
    expect(client.exec('catalog.update_master_address')).toMatchObject({ status: 0, errors: [50000] });
    expect(master(client, 'MASTER_ADDRESS')).toBe('https://SQLETL01:8391');
  });

  it('writes nothing, silently, where the row is missing', () => {
    const harness = freshHarness();
    harness.store.delete('masterProperties', 'MASTER_ADDRESS');
    const client = harness.as('operator');
    expect(client.exec('catalog.update_master_address', { '@MasterAddress': 'https://x:8391' })).toMatchObject({
      status: 0,
      messages: [],
    });
    expect(master(client, 'MASTER_ADDRESS')).toBe(undefined);
  });
});

describe('update_logdb_info', () => {
  it('keeps no connection string, and no view shows one', () => {
    const harness = freshHarness();
    const client = harness.as('operator');
    client.exec('catalog.update_logdb_info', { '@server_name': 'LISTENER', '@connection_string': 'Password=hunter2' });
    expect(master(client, 'CLUSTER_LOGDB_SERVER')).toBe('LISTENER');
    expect(master(client, 'CLUSTER_LOGDB_CONNECTIONSTRING')).toBe(undefined);
    expect(JSON.stringify(harness.store.content())).not.toContain('hunter2');
    expect(harness.store.get('masterProperties', 'CLUSTER_LOGDB_CONNECTIONSTRING')?.value).toMatch(/^sha256:/);
  });

  it('cannot write NULL', () => {
    const client = freshHarness().as('operator');
    const outcome = client.exec('catalog.update_logdb_info', { '@server_name': null, '@connection_string': 'x' });
    expect(outcome.errors).toEqual([515]);
  });
});
