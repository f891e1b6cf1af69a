import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freshContent } from '../../src/model/fresh/content.js';
import { agentOf, type Client, type Editable, fleet, freshHarness, type Harness, repeatableRandom } from './harness.js';

const page = readFileSync(new URL('../../../../docs/sandbox-state.md', import.meta.url), 'utf8');

const worlds = worldsOf(page.slice(0, page.indexOf('## Faults of machines')));

/** The blocks of JSON, by the sentence before them. */
function worldsOf(text: string): ReadonlyMap<string, Editable> {
  return new Map(
    [...text.matchAll(/\n([^\n]+):\n```json\n(.*?)```/gs)].map(([, title = '', text = '']) => [
      title,
      JSON.parse(text) as Editable,
    ]),
  );
}

/** A fleet whose workers have the ids of the page, changed as one of its blocks says. */
function world(title: string): Harness {
  const block = [...worlds].find(([sentence]) => sentence.includes(title))?.[1];
  if (block === undefined) throw new Error(`no world: ${title}`);
  return freshHarness({}, (content) => {
    renameAgents(content);
    for (const [table, rows] of Object.entries(block)) {
      for (const [key, fields] of Object.entries(rows)) {
        content[table] = { ...content[table], [key]: { ...content[table]?.[key], ...fields } };
      }
    }
  });
}

function renameAgents(content: Editable): void {
  for (const [index, machine] of Object.values(content.machines ?? {}).entries()) {
    const id = `00000000-0000-4000-8000-00000000E70${index + 1}`;
    const { [String(machine.agentId)]: row = {}, ...others } = content.workerAgents ?? {};
    content.workerAgents = { ...others, [id]: row };
    machine.agentId = id;
  }
}

const rows = (harness: Harness) => harness.as('operator').rows('catalog.worker_agents');
const names = (harness: Harness) => rows(harness).map((row) => row.MachineName);
const property = (client: Client, view: string, name: string) =>
  client.rows(view).find((row) => row.property_name === name)?.property_value;

describe('docs/sandbox-state.md', () => {
  it('names every table and every field of a new sandbox', () => {
    const harness = freshHarness();
    const operator = harness.as('SANDBOX\\operator');
    const { outputs } = operator.exec('catalog.create_execution', {
      '@folder_name': 'Warehouse',
      '@project_name': 'Loads',
      '@package_name': 'LoadSales.dtsx',
      '@runinscaleout': true,
    });
    operator.exec('catalog.start_execution', { '@execution_id': outputs['@execution_id'] ?? null });
    const bare = freshHarness({ joined: false, endpoint: 'https://sqletl01.corp.example:8391' }).store.content();
    const content = Object.fromEntries(
      Object.entries(harness.store.content()).map(([table, tableRows]) => [table, { ...bare[table], ...tableRows }]),
    );
    content.windows = bare.windows ?? {};
    content.machines = { ...content.machines, bare: Object.values(bare.machines ?? {})[0] ?? {} };
    content.masters = { ...content.masters, bare: Object.values(bare.masters ?? {})[0] ?? {} };
    expect(Object.keys(freshContent(fleet(), repeatableRandom())).sort()).toEqual(Object.keys(content).sort());
    const missing = Object.entries(content).flatMap(([table, tableRows]) => [
      ...(new RegExp(`^### .*\\b${table}\\b`, 'm').test(page) ? [] : [table]),
      ...Object.values(tableRows)
        .flatMap((row) => Object.keys(row))
        .filter((field) => !page.includes(`\`${field}\``))
        .map((field) => `${table}.${field}`),
    ]);
    expect(missing).toEqual([]);
  });

  it('a worker that went offline', () => {
    const harness = world('went offline');
    harness.wait(3600);
    expect(rows(harness).map((row) => [row.MachineName, row.IsEnabled])).toEqual([
      ['ETL01', true],
      ['ETL02', false],
    ]);
    const [offline, online] = rows(harness).map((row) => row.LastOnlineTime) as { ticks: bigint }[];
    expect((online?.ticks ?? 0n) - (offline?.ticks ?? 0n)).toBeGreaterThan(50n * 60n * 10_000_000n);
  });

  it('a machine that was installed anew', () => {
    const harness = world('installed anew');
    harness.wait(60);
    expect(names(harness)).toEqual(['ETL01', 'ETL02', 'ETL01']);
  });

  it('a machine that was cloned', () => {
    const harness = world('cloned');
    const seen = new Set<unknown>();
    for (let second = 0; second < 120; second++) {
      harness.wait(1);
      expect(rows(harness)).toHaveLength(2);
      seen.add(names(harness)[0]);
    }
    expect([...seen].sort()).toEqual(['ETL01', 'ETL01B']);
  });

  it('a machine that has not joined', () => {
    const harness = world('has not joined');
    harness.wait(3600);
    expect(names(harness)).toEqual(['ETL01', 'ETL02']);
    harness.world.changeMachine('ETL03', { accepted: true });
    harness.wait(60);
    expect(names(harness)).toEqual(['ETL01', 'ETL02', 'ETL03']);
  });

  it("a row without a machine's name", () => {
    expect(names(world("without a machine's name"))).toEqual(['ETL01', 'ETL02', null]);
  });

  it('a master that stands still', () => {
    const harness = world('stands still');
    harness.wait(3600);
    expect(property(harness.as('reader'), 'catalog.master_properties', 'LAST_ONLINE_TIME')).toMatch(
      /^2024-05-01 08:05:00/,
    );
  });

  it('a master that is not installed', () => {
    expect(world('not installed').as('scaleout').exec('catalog.enable_scaleout').errors).toEqual([27261]);
  });

  it('Scale Out that was disabled', () => {
    const client = world('and disabled').as('reader');
    expect(property(client, 'catalog.catalog_properties', 'IS_SCALEOUT_ENABLED')).toBe('');
  });

  it('a package that runs for an hour, and fails', () => {
    const harness = world('for an hour');
    const client = harness.as('SANDBOX\\operator');
    client.exec('catalog.enable_worker_agent', { '@WorkerAgentId': agentOf(harness, 'ETL01') });
    const { outputs } = client.exec('catalog.create_execution', {
      '@folder_name': 'Warehouse',
      '@project_name': 'Loads',
      '@package_name': 'LoadSales.dtsx',
      '@runinscaleout': true,
    });
    client.exec('catalog.start_execution', { '@execution_id': outputs['@execution_id'] ?? null });
    const status = () => client.rows('catalog.executions')[0]?.status;
    harness.wait(3600);
    expect(status()).toBe(2);
    harness.wait(20);
    expect(status()).toBe(4);
  });

  it('a login that may not run in Scale Out', () => {
    const client = world('27178').as('SANDBOX\\agent');
    const run = (inScaleOut: boolean) =>
      client.exec('catalog.create_execution', {
        '@folder_name': 'Warehouse',
        '@project_name': 'Loads',
        '@package_name': 'LoadSales.dtsx',
        '@runinscaleout': inScaleOut,
      }).errors;
    expect([run(false), run(true)]).toEqual([[], [27178]]);
  });

  it('has no block that is not tried here', () => {
    expect(worlds.size).toBe(10);
  });
});
