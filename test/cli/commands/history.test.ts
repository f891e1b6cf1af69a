import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { type Folder, runCli, startCli, temporaryFolder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { isHistory, isHistoryLine } from '../schemas.js';
import { topologyText, twoWorkers } from '../topologies.js';

function running(folder: Folder, env: Readonly<Record<string, string>> = {}) {
  return (...words: readonly string[]) => runHere(words, { cwd: folder.path, env });
}

const apply = ['apply', '--yes', '--sandbox', 'fleet'] as const;

test('every apply is written down, and shown: all of them, one of them, as JSON', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = running(folder);
  const empty = await run('history');
  expect(empty).toMatchObject({ code: 0, err: '' });
  expect(empty.out).toMatch(
    /^Nothing has been applied of test yet, as far as .*\.scaleout.test\.history\.jsonl knows\.$/m,
  );

  await run(...apply, '--exclude', 'worker/ETL02');
  await folder.write('topology.yaml', topologyText('workers: [{ machine: ETL01, enabled: false }]'));
  expect((await run(...apply)).code).toBe(5);
  const file = folder.file('.scaleout/test.history.jsonl');
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const line of lines) expect(isHistoryLine(line), JSON.stringify([line, isHistoryLine.errors])).toBe(true);
  expect(lines.map(({ type }) => type)).toEqual(['begin', 'end', 'refused']);

  const shown = await run('history');
  expect(shown.out).toMatch(/^2 .* refused +apply +guard\.destructive-consent/m);
  expect(shown.out).toMatch(/^1 .* done +apply +3 changes, 5 steps +\S+@.* as SANDBOX\\scaleout /m);
  expect((await run('history', '--limit', '1')).out).toContain('1 older ones: --limit 2');
  for (const TZ of ['', 'Factory', 'No/Where']) {
    const elsewhere = await runCli(['history'], { cwd: folder.path, env: { TZ } });
    expect(elsewhere.out, TZ).toMatch(/^2 .* \+00:00 +refused/m);
  }
  const one = await run('history', '1');
  expect(one.out).toMatch(/worker\/ETL01:enable +done +\d\d:\d\d:\d\d +\d+\.\d s/);
  expect(one.out).toContain('--yes --exclude worker/ETL02');
  expect(one.out).toMatch(/login SANDBOX\\scaleout/);

  // The auditor's questions: what was before, what failed, what became of one worker.
  expect(one.out).toMatch(/~ worker\/ETL01 .*\n +enabled: +false -> true/);
  expect(one.out).toMatch(/Fingerprint +[0-9a-f]{64}/);
  const failed = await run('history', '--failed', '--since', '1d');
  expect(failed.out).toMatch(/1 of 2 applies began since .* and did not do all that they were to do\n/);
  expect(failed.out).toMatch(/^2 .* refused/m);
  expect(failed.out).toContain('1 other is left out by --since and --failed.');
  const ofOne = await run('history', '--target', 'worker/etl01');
  expect(ofOne.out).toMatch(/^1 .* done/m);
  expect(ofOne.out).toContain('1 of them was refused: what they would have changed is not recorded.');
  expect((await run('history', '--target', 'ETL01')).out).toBe(ofOne.out.replaceAll('worker/etl01', 'worker/ETL01'));
  expect(await run('history', 'ETL01')).toMatchObject({
    code: 3,
    err: expect.stringContaining('scaleout history --target worker/ETL01'),
  });
  expect(await run('history', '--target', 'worker/ETL1')).toMatchObject({
    code: 3,
    err: expect.stringMatching(/not in the topology, nor in an apply of .* Did you mean worker\/ETL01\?/),
  });
  expect(await run('history', '1', '--failed')).toMatchObject({ code: 3 });

  const document = JSON.parse((await run('history', 'topology.yaml', '--json')).out);
  expect(isHistory(document), JSON.stringify(isHistory.errors)).toBe(true);
  expect(document).toMatchObject({
    topology: 'test',
    total: 2,
    chosen: 2,
    unreadableLines: 0,
    applies: [{ number: 2 }, { number: 1 }],
  });
  const single = JSON.parse((await run('history', '1', '--json')).out);
  expect(isHistory(single), JSON.stringify(isHistory.errors)).toBe(true);
  expect(single).toMatchObject({ total: 2, filter: { number: 1 }, chosen: 1, applies: [{ number: 1 }] });
  expect(await run('history', '3')).toMatchObject({ code: 3, err: expect.stringContaining('[history.no-such-apply]') });
});

test('an apply that is killed is shown as cut off, and the next one goes on', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = running(folder);
  await run('plan', '--sandbox', 'fleet', '--create');
  const child = startCli([...apply, '--json'], { cwd: folder.path });
  const exit = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('step_start')) break;
  child.kill('SIGKILL');
  await exit;
  expect((await run('history')).out).toMatch(/^1 .* cut off +apply +4 changes, 6 steps .* -/m);
  expect((await run('history', '1')).out).toContain('it was killed');
  expect((await run(...apply)).code).toBe(0);
  expect((await run('history')).out).toMatch(/^2 .* done .*\n1 .* cut off/m);
});

test("where it is kept: a folder of one's own, a variable, or nowhere", async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = running(folder);
  await run(...apply, '--no-history');
  expect((await run('history')).out).toContain('Nothing has been applied');
  await run(...apply, '--history', 'kept');
  expect(readFileSync(folder.file('kept/test.history.jsonl'), 'utf8')).toContain('"begin"');
  const env = { SCALEOUT_HISTORY: folder.file('elsewhere') };
  await runHere(apply, { cwd: folder.path, env });
  expect((await runHere(['history'], { cwd: folder.path, env })).out).toContain('test (sandbox fleet): 1 apply\n');
  expect((await run('history', '--history', 'kept')).out).toContain('test (sandbox fleet): 1 apply\n');
  expect((await run('history')).out).toContain('Nothing has been applied');
});

test('one that cannot be written is a warning, and the apply goes on', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  writeFileSync(folder.file('.scaleout'), 'no folder');
  const applied = await runCli(apply, { cwd: folder.path });
  expect(applied.code).toBe(0);
  expect(applied.out.match(/\[history\.unwritable\]/g)).toHaveLength(1);
  expect(applied.out).toContain('Applied: 6 steps done');
});

test('a torn line is passed over, and said', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  mkdirSync(folder.file('.scaleout'));
  appendFileSync(folder.file('.scaleout/test.history.jsonl'), '{"type":"begin","numb');
  await runCli(apply, { cwd: folder.path });
  const { out } = await runCli(['history'], { cwd: folder.path });
  expect(out).toMatch(/^1 .* done/m);
  expect(out).toContain('1 line was passed over');
});
