import { describe, expect, test } from 'vitest';
import { startTestSandbox } from '../../../packages/sandbox/test/support/sandbox.js';
import type { Catalog } from '../../../src/domain/catalog.js';
import { ssisdbViews } from '../../../src/facts/ssisdb.js';
import { openCatalog } from '../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../src/providers/waiting.js';
import { connectionTo } from '../../support/provider-connection.js';

const { signal } = new AbortController();

/** What a request to an SSISDB without these objects ends with. */
async function without(missing: readonly string[], ask: (catalog: Catalog) => Promise<unknown>, login?: string) {
  const edits = { missing: Object.fromEntries(missing.map((name) => [name, {}])) };
  await using sandbox = await startTestSandbox({ edits });
  const options = { clock: systemClock, random: () => 1, parallelism: 2 };
  await using catalog = openCatalog(connectionTo(sandbox, login), options);
  const error = await ask(catalog).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error };
}

const observe = (catalog: Catalog) => catalog.observe(signal);

describe('an SSISDB of another shape', () => {
  test.each([
    ['catalog.worker_agents', 'catalog.worker_agents'],
    ['catalog.worker_agents.tags', 'catalog.worker_agents.Tags'],
    ['catalog.executions.worker_agent_id', 'catalog.executions.worker_agent_id'],
    ['catalog.master_properties', 'catalog.master_properties'],
  ])('without %s: the missing one is named, with the version that was found', async (key, name) => {
    const { error } = await without([key], observe);
    expect(error).toMatchObject({ code: 'catalog.other-shape', exitCode: 4 });
    expect(String(error)).toContain(`SSISDB lacks ${name}, or does not show it.`);
    expect(String(error)).toMatch(/Found: SQL Server 16\.[\d.]+, SCHEMA_BUILD 16\.[\d.]+, SCHEMA_VERSION 8\./);
    expect(String(error)).not.toContain('VIEW DEFINITION');
  });

  test('without the view that has the version, it is told as unknown', async () => {
    const { error } = await without(['catalog.catalog_properties'], observe);
    expect(error).toMatchObject({ code: 'catalog.other-shape' });
    expect(String(error)).toContain('a schema of unknown version');
  });

  test.each([
    ['catalog.update_master_address', 'catalog.update_master_address'],
    ['catalog.update_master_address.@masteraddress', 'parameter @MasterAddress of catalog.update_master_address'],
  ])('without %s: a write names it', async (key, name) => {
    const { error } = await without([key], (catalog) => catalog.setMasterAddress('https://a.example:8391', signal));
    expect(error).toMatchObject({ code: 'catalog.other-shape' });
    expect(String(error)).toContain(`SSISDB lacks ${name}, or does not show it.`);
  });

  test('for a login that is not shown everything, that is told as a reason too', async () => {
    const { error } = await without(['catalog.executions.status'], observe, 'reader');
    expect(error).toMatchObject({ code: 'catalog.other-shape' });
    expect(String(error)).toContain('The login lacks VIEW DEFINITION');
  });

  test('a database without any of the views is no SSISDB', async () => {
    const { error } = await without(Object.keys(ssisdbViews.value), observe);
    expect(error).toMatchObject({ code: 'catalog.no-ssisdb' });
  });
});
