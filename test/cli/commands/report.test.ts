import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../../support/run-cli.js';
import { isReport } from '../schemas.js';
import { topologyText } from '../topologies.js';

test('writes its file for its owner alone, never over another one, and prints it or JSON instead', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', topologyText('workers: [{ machine: ETL01 }]'));
  const run = (...words: readonly string[]) =>
    runCli(['report', ...words, '--sandbox', 'fleet'], { cwd: folder.path, env: { SECRET_TOKEN: 'Planted-Value-1' } });

  await runCli(['plan', '--sandbox', 'fleet', '--create'], { cwd: folder.path });
  const first = await run();
  expect(first.code).toBe(0);
  expect(first.out).toContain('that were looked at are as expected');
  expect(first.out).toContain('Wrote scaleout-report.md.');
  const text = readFileSync(folder.file('scaleout-report.md'), 'utf8');
  expect(text).toContain('# What scaleout takes for granted, on one farm');
  expect(text).not.toMatch(/ETL01|Planted/);
  if (process.platform !== 'win32') expect(statSync(folder.file('scaleout-report.md')).mode & 0o777).toBe(0o600);

  const second = await run();
  expect([second.code, second.err]).toEqual([3, expect.stringContaining('scaleout-report.md is there already')]);
  expect(readFileSync(folder.file('scaleout-report.md'), 'utf8')).toBe(text);

  const json = await run('--json');
  expect([json.code, isReport(JSON.parse(json.out)), isReport.errors]).toEqual([0, true, null]);
  const printed = await run('--out', '-');
  expect([printed.code, printed.out.split('\n')[0]]).toEqual([0, text.split('\n')[0]]);
}, 120_000);

test('a server that does not answer is 4 and leaves no file, and words that clash are 3', async () => {
  await using folder = await temporaryFolder();
  const run = (...words: readonly string[]) => runCli(['report', ...words], { cwd: folder.path });
  const env = { SCALEOUT_SQL_PASSWORD: 'x' };
  const unreached = await runCli(['report', '--server', '127.0.0.1,1', '--user', 'nobody'], { cwd: folder.path, env });
  expect(unreached.code).toBe(4);
  expect(() => statSync(folder.file('scaleout-report.md'))).toThrow();
  expect((await run('prod.yaml', '--server', 'SQLETL01')).code).toBe(3);
  expect((await run('--database', 'SSISDB')).code).toBe(3);
  expect((await run('--json', '--out', '-')).code).toBe(3);
}, 120_000);
