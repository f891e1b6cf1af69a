import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Folder, runCli } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { type Served, servedSandbox } from '../support/served-sandbox.js';
import { isEvent, isPlan } from './schemas.js';
import { topologyText } from './topologies.js';

const topology = (tags: string) =>
  topologyText(
    'workers:',
    `  - { machine: ETL01, tags: ${tags} }`,
    `  - { machine: ETL02, tags: ${tags} }`,
    'scaleOut: { enabled: true }',
  );

describe('what is suspended in a catalog', () => {
  let served: Served;
  let folder: Folder;
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
  const tagsOf = async () => {
    const { workers } = JSON.parse((await run('status', '--json')).out);
    return workers.map((worker: { machine: string; tags: string }) => worker.tags);
  };
  beforeAll(async () => {
    served = await servedSandbox(topology('day'));
    folder = served.folder;
    await folder.write('topology.yaml', topology('day'));
    expect((await run('apply', '--yes')).code).toBe(0);
    await folder.write('topology.yaml', topology('night'));
    expect((await run('suspend', 'worker/ETL01', '--reason', 'disk', '--for', '2h')).code).toBe(0);
  });
  afterAll(() => served[Symbol.asyncDispose]());

  test('is shown by plan, with who and until when, and differs all the same: 2', async () => {
    const shown = await run('plan', '--detailed-exitcode', '--out', 'plan.json');
    expect(shown).toMatchObject({ code: 2, err: expect.stringMatching(/^Wrote plan\.json\. Next: .*\n$/) });
    expect(shown.out).toMatch(/ worker\/ETL01 .* \[suspended\]\n/);
    expect(shown.out).toMatch(/worker\/ETL01 is suspended by \S+@\S+ until [\d :-]+ \+00:00 \(in .*\): disk/);
    expect(shown.out).toContain('Plan: 1 to change, 0 to remove, 1 suspended; 1 step.');
    const document = JSON.parse((await run('plan', '--json')).out);
    expect(isPlan(document), JSON.stringify(isPlan.errors)).toBe(true);
    expect(document.suspensions).toMatchObject([{ target: 'worker/ETL01', reason: 'disk' }]);
    expect(document.steps.map(({ target }: { target: string }) => target)).toEqual(['worker/ETL02']);
    expect((await runCli(['show', 'plan.json'], { cwd: folder.path })).out).toContain('1 suspended; 1 step.');
  });

  test('is left out by apply, which says so in its events and in its end: 0', async () => {
    const applied = await run('apply', '--yes', '--json');
    expect(applied).toMatchObject({ code: 0, err: '' });
    const events = applied.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const event of events) expect(isEvent(event), JSON.stringify(isEvent.errors)).toBe(true);
    expect(events.find(({ type }) => type === 'suspended_change')?.change).toMatchObject({ id: 'worker/ETL01' });
    expect(events.filter(({ type }) => type === 'planned_change').map(({ change }) => change.id)).toEqual([
      'worker/ETL02',
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'done', done: 1, suspended: 1 });
    expect(await tagsOf()).toEqual(['day', 'night']);
    const again = await run('apply', '--yes');
    expect(again.code).toBe(0);
    expect(again.out).toContain('Nothing to do now: what differs is suspended.');
    const [first] = JSON.parse((await runCli(['history', '--json'], { cwd: folder.path })).out).applies;
    expect(first.changes).toEqual([]);
  });

  test('is left out of a saved plan that was made before', async () => {
    expect((await run('plan', '--include-suspended', '--out', 'all.json')).code).toBe(0);
    const saved = JSON.parse(readFileSync(folder.file('all.json'), 'utf8'));
    expect(saved.steps.map(({ target }: { target: string }) => target)).toEqual(['worker/ETL01']);
    const applied = await run('apply', 'all.json', '--yes');
    expect(applied.code).toBe(0);
    expect(applied.out).toContain('1 change is left out: worker/ETL01.');
    expect(await tagsOf()).toEqual(['day', 'night']);
  });

  test('is taken in with --include-suspended, with a warning, and that is in the history', async () => {
    const applied = await run('apply', '--yes', '--include-suspended');
    expect(applied.code).toBe(0);
    expect(applied.out).toContain('[plan.suspended-taken-in]');
    expect(await tagsOf()).toEqual(['night', 'night']);
    const { applies } = JSON.parse((await runCli(['history', '--json'], { cwd: folder.path })).out);
    expect(applies[0].options).toMatchObject({ includeSuspended: true });
  });

  test('as a whole is left alone as a whole: nothing is written', async () => {
    await folder.write('topology.yaml', topology('late'));
    expect((await run('suspend', '--reason', 'month end')).code).toBe(0);
    const { applies: before } = JSON.parse((await runCli(['history', '--json'], { cwd: folder.path })).out);
    const applied = await run('apply', '--yes');
    expect(applied.code).toBe(0);
    expect(applied.out).toMatch(/the topology \S+ is suspended by .* until somebody resumes it: month end/);
    expect(applied.out).toContain('2 changes are left out: worker/ETL01, worker/ETL02.');
    expect(applied.out).toContain('Nothing to do now: what differs is suspended.');
    expect(await tagsOf()).toEqual(['night', 'night']);
    const { applies } = JSON.parse((await runCli(['history', '--json'], { cwd: folder.path })).out);
    expect(applies).toHaveLength(before.length);
    expect((await run('resume')).code).toBe(0);
  });
});
