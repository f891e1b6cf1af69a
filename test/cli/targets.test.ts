import { expect, test } from 'vitest';
import { type Folder, runCli, temporaryFolder } from '../support/run-cli.js';
import { isPlan } from './schemas.js';
import { topologyText, twoWorkers } from './topologies.js';

function running(folder: Folder) {
  return (...words: readonly string[]) => runCli([...words, '--sandbox', 'fleet'], { cwd: folder.path });
}

test('a chosen part that holds is no all-clear: what was left out is said, in words and as a note', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = running(folder);
  await run('apply', '--yes', '--target', 'worker/ETL01');

  const chosen = await run('plan', '--target', 'worker/ETL01', '--detailed-exitcode');
  expect(chosen.code).toBe(0);
  expect(chosen.out).toContain(
    'Nothing to do for worker/ETL01. 2 other changes were left out by --target: catalog/defaultExecutionMode, worker/ETL02.',
  );
  expect(chosen.out).not.toContain('as the topology says');
  const applied = await run('apply', '--exclude', 'worker/ETL02', '--exclude', 'catalog/defaultExecutionMode');
  expect(applied.code).toBe(0);
  expect(applied.out).toContain('Nothing to do for the chosen part. 2 other changes were left out by --exclude:');

  const document = JSON.parse((await run('plan', '--json', '--target', 'worker/ETL01')).out);
  expect(isPlan(document), JSON.stringify(isPlan.errors)).toBe(true);
  expect(document.diagnostics).toMatchObject([{ severity: 'note', code: 'plan.target-left-out' }]);
});

test('one of two workers that are to be disabled: not the last one, so no consent is needed', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = running(folder);
  await run('apply', '--yes');
  const off = ['workers:', '  - { machine: ETL01, enabled: false }', '  - { machine: ETL02, enabled: false }'];
  await folder.write('topology.yaml', topologyText(...off));
  const one = await run('apply', '--yes', '--exclude', 'worker/ETL02');
  expect(one.code).toBe(0);
  expect(one.out).not.toContain('[destructive]');
  const last = await run('apply', '--yes', '--target', 'worker/ETL02');
  expect(last.code).toBe(5);
  expect(last.out).toContain('no other would be left');
});
