import { describe, expect, it } from 'vitest';
import type { Variant } from '../../../src/engine.js';
import { type Client, freshHarness, harnessOver } from '../harness.js';

const propertiesOf = (client: Client) =>
  client.rows('sys.extended_properties').map(({ class: kind, name, value }) => [kind, name, value]);

const text = (value: string): Variant => ({ type: { kind: 'nvarchar', length: 4000 }, value });

describe('extended properties of the database', () => {
  it('are added, changed and dropped, whatever the case of their names', () => {
    const harness = freshHarness();
    const client = harness.as('SANDBOX\\scaleout');
    expect(propertiesOf(client)).toEqual([]);
    expect(client.exec('sp_addextendedproperty', { '@name': 'Owner', '@value': text("it's 😀") })).toMatchObject({
      status: 0,
      errors: [],
    });
    expect(propertiesOf(client)).toEqual([[0, 'Owner', text("it's 😀")]]);
    expect(client.exec('sys.sp_updateextendedproperty', { '@name': 'OWNER', '@value': 'b' }).status).toBe(0);
    expect(propertiesOf(client)).toEqual([[0, 'Owner', text('b')]]);
    expect(client.exec('dbo.sp_dropextendedproperty', { '@name': 'owner' }).status).toBe(0);
    expect(propertiesOf(client)).toEqual([]);
  });

  it('outlive the server', () => {
    const harness = freshHarness();
    harness.as('scaleout').exec('sp_addextendedproperty', { '@name': 'Owner', '@value': 'a' });
    const later = harnessOver(JSON.parse(JSON.stringify(harness.store.content())));
    expect(propertiesOf(later.as('reader'))).toEqual([[0, 'Owner', text('a')]]);
  });

  it('are refused twice, and where they are missing', () => {
    const client = freshHarness().as('scaleout');
    expect(client.exec('sp_updateextendedproperty', { '@name': 'x', '@value': 'a' }).errors).toEqual([15217]);
    expect(client.exec('sp_dropextendedproperty', { '@name': 'x' }).errors).toEqual([15217]);
    client.exec('sp_addextendedproperty', { '@name': 'x', '@value': 'a' });
    expect(client.exec('sp_addextendedproperty', { '@name': 'X', '@value': 'b' })).toMatchObject({
      status: 1,
      errors: [15233],
    });
    expect(propertiesOf(client)).toEqual([[0, 'x', text('a')]]);
  });

  it.each(['operator', 'SANDBOX\\operator', 'executor', 'reader'])(
    'are shown to %s, who may not write them',
    (login) => {
      const harness = freshHarness();
      harness.as('scaleout').exec('sp_addextendedproperty', { '@name': 'x', '@value': 'a' });
      const client = harness.as(login);
      for (const verb of ['add', 'update', 'drop']) {
        expect(client.exec(`sp_${verb}extendedproperty`, { '@name': 'x' }).errors).toEqual([15247]);
      }
      expect(propertiesOf(client)).toEqual([[0, 'x', text('a')]]);
    },
  );

  it('may be written by a member of db_owner', () => {
    const harness = freshHarness({}, (content) => {
      content.logins = { ...content.logins, operator: { ...content.logins?.operator, databaseRoles: ['db_owner'] } };
    });
    expect(harness.as('operator').exec('sp_addextendedproperty', { '@name': 'x', '@value': 'a' }).status).toBe(0);
  });

  it('take no NULL name, no value beyond 7,500 bytes, and no object below the database', () => {
    const client = freshHarness().as('scaleout');
    const add = (values: Parameters<Client['exec']>[1]) => client.exec('sp_addextendedproperty', values).errors;
    expect(add({ '@name': null, '@value': 'a' })).toEqual([15600]);
    expect(add({ '@name': 'x', '@value': 'a'.repeat(3751) })).toEqual([15097]);
    expect(add({ '@name': 'x', '@value': 'a', '@level0type': 'SCHEMA', '@level0name': 'catalog' })).toEqual([15135]);
    expect(propertiesOf(client)).toEqual([]);
    expect(add({ '@name': 'x', '@value': 'a'.repeat(3750) })).toEqual([]);
  });

  it('are those of SSISDB, and of no other database', () => {
    const harness = freshHarness();
    harness.as('scaleout').exec('sp_addextendedproperty', { '@name': 'x', '@value': 'a' });
    expect(propertiesOf(harness.as('scaleout', 'master'))).toEqual([]);
    expect(harness.as('scaleout', 'master').rows('SSISDB.sys.extended_properties')).toHaveLength(1);
  });
});
