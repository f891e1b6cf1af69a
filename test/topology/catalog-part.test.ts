import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadTopology } from '../../src/topology/load-topology.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

async function partOf(...lines: readonly string[]) {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'topology.yaml');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return await loadTopology(file);
}

const version = 'apiVersion: ssis-scaleout/v1';
const login =
  'catalog: { server: SQLETL01, authentication: { type: sql, user: scaleout, password: { file: pw.txt } } }';

test.each([
  ['an unknown key', ['name: test', login, 'workers: [{ machine: ETL01, enabeld: true }]']],
  ['two workers of one name', ['name: test', login, 'workers: [{ machine: ETL01 }, { machine: etl01 }]']],
  ['a key that stands twice elsewhere', ['name: test', 'name: other', login]],
  ['no name', [login]],
  ['a name that cannot be one', ['name: [a, b]', login]],
  ['access that is no access', ['name: test', 'access: { transport: telnet }', login]],
])('with errors, none of them about the catalog: %s', async (_, lines) => {
  const { topology, catalogPart, diagnostics } = await partOf(version, ...lines);
  expect(topology).toBeUndefined();
  expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  expect(catalogPart).toMatchObject({
    catalog: { server: { host: 'SQLETL01' }, authentication: { type: 'sql', user: 'scaleout' } },
    workers: [],
    access: { transport: 'none' },
  });
  // A relative file is relative to the topology, here too.
  expect(JSON.stringify(catalogPart?.catalog.authentication)).toMatch(/\/pw\.txt"|\\\\pw\.txt"/);
});

test.each([
  ['a key of the catalog is unknown', [version, 'name: test', 'catalog: { server: SQLETL01, databse: SSISDB2 }']],
  ['the server is no address', [version, 'name: test', 'catalog: { server: "a=b;c" }']],
  [
    'a secret stands in it',
    [version, 'name: test', 'catalog: { server: SQLETL01, authentication: { type: sql, user: a, password: hunter2 } }'],
  ],
  ['it stands twice', [version, 'name: test', login, 'catalog: { server: SQLETL02 }']],
  ['a key in it stands twice', [version, 'name: test', 'catalog: { server: SQLETL01, server: SQLETL02 }']],
  ['there is none', [version, 'name: test', 'workers: []']],
  ['it is misspelt', [version, 'name: test', 'catlog: { server: SQLETL01 }']],
  ['the format is another', ['apiVersion: ssis-scaleout/v9', 'name: test', login]],
  ['the text is no YAML', [version, 'name: test', login, 'workers: [{ machine: ETL01']],
])('no catalog is taken for the one that is meant: %s', async (_, lines) => {
  const { topology, catalogPart } = await partOf(...lines);
  expect(topology).toBeUndefined();
  expect(catalogPart).toBeUndefined();
});

test('a file without errors has no part: it is whole', async () => {
  expect(await partOf(version, 'name: test', login)).not.toHaveProperty('catalogPart');
});
