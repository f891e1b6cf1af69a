import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { WatchEvent } from '../../src/watch/watch-event.js';
import { lacking } from '../support/posix.js';
import { type Finished, finished, runCli, startCli, temporaryFolder } from '../support/run-cli.js';
import { type Served, servedSandbox } from '../support/served-sandbox.js';
import { makePipe } from '../support/special-files.js';
import { until } from '../support/until.js';

type Told = WatchEvent & { readonly time: string };
type Reconciled = Extract<WatchEvent, { readonly type: 'reconciled' }>;

/** A watch as a process, and its events. */
function startWatch(sandbox: Served, words: readonly string[] = []) {
  const child = startCli(['watch', '--sandbox', 'fleet', '--json', '--no-listen', ...words], {
    cwd: sandbox.folder.path,
  });
  const ended = finished(child);
  const events: Told[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => events.push(JSON.parse(line)));
  const results = () => events.filter((event): event is Reconciled & Told => event.type === 'reconciled');
  return {
    child,
    events,
    results,
    seen: (what: string, holds: () => boolean) => until(what, holds, 20_000),
    async end(): Promise<Finished> {
      child.kill('SIGTERM');
      return ended;
    },
    async [Symbol.asyncDispose]() {
      // Where the test has failed before its end.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const topology = (tags: string, more = '') =>
  [
    'apiVersion: ssis-scaleout/v1',
    'name: watched',
    'catalog: { server: SQLETL01 }',
    'scaleOut: { enabled: true }',
    'workers:',
    `  - { machine: ETL01, tags: ${tags} }`,
    `  - { machine: ETL02, enabled: true }`,
    more,
  ].join('\n');

// Most of their time they wait for the next look: together they wait once.
describe.skipIf(lacking.signals)('scaleout watch', { concurrent: true }, () => {
  test('applies, mends what is changed by hand, plans a saved file at once, and ends with 0 on SIGTERM', async () => {
    await using sandbox = await servedSandbox();
    const { folder } = sandbox;
    await folder.write('topology.yaml', topology('night'));
    await using watch = startWatch(sandbox, ['--mode', 'safe', '--interval', '1s']);
    await watch.seen('in sync', () => watch.results().at(-1)?.result.result === 'in-sync');
    expect(watch.results()[0]?.result).toMatchObject({ result: 'applied', held: [] });

    await folder.write('other.yaml', topology('day'));
    const before = watch.results().length;
    const meddling = ['apply', 'other.yaml', '--sandbox', 'fleet', '--yes', '--target', 'worker/ETL01'];
    expect((await runCli(meddling, { cwd: folder.path })).code).toBe(0);
    await watch.seen('the drift is mended', () =>
      watch
        .results()
        .slice(before)
        .some(({ result }) => result.result === 'applied'),
    );

    const saved = Date.now();
    await folder.write('topology.yaml', topology('evening'));
    const byFile = () => watch.results().find(({ result }) => result.reasons.includes('file'));
    await watch.seen('the saved file is planned', () => byFile() !== undefined);
    expect(byFile()?.result.result).toBe('applied');
    // Generous: the bar is half a second on a machine with nothing else to do.
    expect(Date.parse(byFile()?.time ?? '') - saved).toBeLessThan(5_000);

    await folder.write('topology.yaml', 'apiVersion: nonsense\n');
    await watch.seen('the bad file is told', () => watch.events.some(({ type }) => type === 'topology_bad'));
    const later = watch.results().length;
    await watch.seen('it goes on', () => watch.results().length > later + 1);
    expect(watch.results().at(-1)).toMatchObject({ topology: 'watched', result: { result: 'in-sync' } });

    const { code, err } = await watch.end();
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^\n?Stopping/) });
    expect(watch.events.at(-1)?.type).toBe('watch_stopped');
    const history = await runCli(['history', 'other.yaml', '--json'], { cwd: folder.path });
    expect(JSON.parse(history.out).applies.length).toBeGreaterThan(2);
  });

  test('whose file becomes a pipe keeps to the last good one, lets a replica lead, and ends on SIGTERM', async () => {
    await using sandbox = await servedSandbox();
    const { folder } = sandbox;
    await folder.write('topology.yaml', topology('night'));
    await folder.write('copy.yaml', topology('night'));
    const words = ['--mode', 'safe', '--interval', '1s'];
    const leads = ({ events }: ReturnType<typeof startWatch>) =>
      events.flatMap((event) => (event.type === 'leading' ? [event.isLeader] : [])).at(-1);
    await using watch = startWatch(sandbox, words);
    await watch.seen('it leads and is in sync', () => watch.results().at(-1)?.result.result === 'in-sync');
    expect(leads(watch)).toBe(true);
    await using replica = startWatch(sandbox, ['copy.yaml', ...words]);
    await replica.seen('the replica stands by', () => leads(replica) === false && replica.results().length > 0);

    await rm(folder.file('topology.yaml'));
    makePipe(folder.path, 'topology.yaml');
    const pipe = () => watch.events.some((event) => JSON.stringify(event).includes('is a pipe, not a regular file'));
    await watch.seen('the pipe is told', pipe);
    const before = watch.results().length;
    await watch.seen('it goes on with the last good one', () => watch.results().length > before + 1);
    await replica.seen('the replica leads', () => leads(replica) === true);
    expect(leads(watch)).toBe(false);

    const began = performance.now();
    expect((await watch.end()).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await replica.end()).code).toBe(0);
  }, 60_000);

  test('whose file is a pipe from the beginning says so, and ends on SIGTERM', async () => {
    await using sandbox = await servedSandbox();
    makePipe(sandbox.folder.path, 'pipe.yaml');
    await using watch = startWatch(sandbox, ['pipe.yaml', '--interval', '1s']);
    await watch.seen('the pipe is told', () => watch.events.some(({ type }) => type === 'topology_bad'));
    const began = performance.now();
    expect((await watch.end()).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('in mode observe changes nothing, and SIGHUP makes one more run', async () => {
    await using sandbox = await servedSandbox();
    await sandbox.folder.write('topology.yaml', topology('night'));
    await using watch = startWatch(sandbox, ['--interval', '1h']);
    await watch.seen('the first run', () => watch.results().length === 1);
    watch.child.kill('SIGHUP');
    await watch.seen('the second run', () => watch.results().length === 2);
    expect(watch.results()[1]?.result).toMatchObject({ result: 'held', reasons: ['signal'] });
    expect(new Set(watch.results()[1]?.result.held.map(({ by }) => by))).toEqual(new Set(['mode']));
    expect((await watch.end()).code).toBe(0);
  });

  test('leaves alone what is suspended until it is resumed', async () => {
    await using sandbox = await servedSandbox();
    const { folder } = sandbox;
    const run = (words: readonly string[]) => runCli([...words, '--sandbox', 'fleet'], { cwd: folder.path });
    await folder.write('topology.yaml', topology('night'));
    expect((await run(['suspend', 'worker/etl01', '--reason', 'disk; it\'s "late"', '--for', '2h'])).code).toBe(0);
    expect((await run(['status'])).out).toMatch(/worker\/ETL01 is suspended by .* until .*: disk; it's "late"/);
    await using watch = startWatch(sandbox, ['--mode', 'safe', '--interval', '1s']);
    await watch.seen('the rest is done', () => watch.results().at(-1)?.result.result === 'held');
    expect(watch.results().at(-1)?.result.held).toMatchObject([{ id: 'worker/ETL01', by: 'suspension' }]);
    expect((await run(['resume', 'worker/ETL01'])).code).toBe(0);
    await watch.seen('it is mended', () => watch.results().at(-1)?.result.result === 'in-sync');
    expect((await run(['resume', 'worker/ETL01'])).err).toContain('[watch.not-suspended]');
    expect((await watch.end()).code).toBe(0);
  });

  test('with --approve carries out what was approved, and nothing else', async () => {
    await using sandbox = await servedSandbox();
    const { folder } = sandbox;
    const run = (words: readonly string[]) => runCli([...words, '--sandbox', 'fleet'], { cwd: folder.path });
    await folder.write('topology.yaml', topology('night'));
    await using watch = startWatch(sandbox, ['--mode', 'safe', '--interval', '1s', '--approve']);
    await watch.seen('it waits', () => watch.results().length > 0);
    const wanted = /scaleout approve ([0-9a-f]{64})/.exec(watch.results()[0]?.result.held[0]?.reason ?? '')?.[1] ?? '';
    const waits = await run(['status']);
    expect(waits.out).toMatch(/A plan waits for an approval since .*: .*worker\/ETL01/);
    expect(waits.out).toContain(`scaleout approve ${wanted.slice(0, 8)}`);
    const unknown = await run(['approve', '0'.repeat(64)]);
    expect(unknown).toMatchObject({ code: 5, err: expect.stringContaining('[watch.approval-unknown]') });
    expect(unknown.err).toContain(wanted.slice(0, 8));
    expect((await run(['approve', '0'.repeat(64), '--ahead'])).code).toBe(0);
    expect((await run(['approve', wanted.slice(0, 7)])).code).toBe(3);
    const before = watch.results().length;
    await watch.seen('it still waits', () => watch.results().length > before + 1);
    expect(watch.results().every(({ result }) => result.result === 'held')).toBe(true);
    expect((await run(['approve', wanted.slice(0, 8)])).out).toMatch(new RegExp(`^Approved ${wanted}: `));
    await watch.seen('it is done', () => watch.results().at(-1)?.result.result === 'in-sync');
    const used = await run(['approve', wanted.slice(0, 8)]);
    expect(used).toMatchObject({ code: 5, err: expect.stringContaining('[watch.approval-used]') });
    const none = await run(['approve', '12345678']);
    expect(none.err).toContain('No watch has said that a plan of watched waits.');
    expect((await watch.end()).code).toBe(0);
  });

  test('of a folder watches each file, those that come later too', async () => {
    await using sandbox = await servedSandbox();
    const { folder } = sandbox;
    await folder.write('one.yaml', topology('night').replace('watched', 'one'));
    await using watch = startWatch(sandbox, ['.', '--interval', '1s']);
    const names = () => new Set(watch.results().map(({ topology: name }) => name));
    await watch.seen('the first', () => names().has('one'));
    await folder.write('two.yaml', topology('night').replace('watched', 'two'));
    await watch.seen('the second', () => names().has('two'));
    expect((await watch.end()).code).toBe(0);
    expect(watch.events.filter(({ type }) => type === 'watch_stopped')).toHaveLength(2);
  });

  test.each([
    [['--mode', 'everything'], 'Allowed choices are observe, safe, full'],
    [['--interval', '0s'], 'must be from 1s'],
    [['--machine-interval', 'soon'], 'must be a time such as'],
  ])('refuses %j', async (words, said) => {
    const { code, err } = await runCli(['watch', ...words]);
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining(said) });
  });

  test('--once of a file that is bad ends with 3, of a catalog that is away with 4', async () => {
    await using sandbox = await servedSandbox();
    const { folder } = sandbox;
    await folder.write('bad.yaml', 'nonsense');
    expect((await runCli(['watch', 'bad.yaml', '--once', '--no-listen'], { cwd: folder.path })).code).toBe(3);
    await folder.write('away.yaml', 'apiVersion: ssis-scaleout/v1\nname: away\ncatalog: { server: "127.0.0.1,1" }\n');
    const env = { SCALEOUT_SQL_USER: 'x', SCALEOUT_SQL_PASSWORD: 'y' };
    const { code, out } = await runCli(['watch', 'away.yaml', '--once', '--no-listen'], { cwd: folder.path, env });
    expect({ code, out }).toEqual({ code: 4, out: expect.stringContaining('catalog.unreachable') });
  });
});

test('where the system has no handles left to watch files, it is told once on standard error', async () => {
  await using folder = await temporaryFolder();
  const patch = await folder.write(
    'no-handles.mjs',
    [
      "import fs from 'node:fs';",
      "import { syncBuiltinESMExports } from 'node:module';",
      "fs.watch = () => { throw Object.assign(new Error('ENOSPC: no watches left'), { code: 'ENOSPC' }); };",
      'syncBuiltinESMExports();',
    ].join('\n'),
  );
  // A bad file in a folder: nothing else is looked at, and each of the two is watched by itself.
  await folder.write('topology.yaml', 'name: 5\n');
  const env = { NODE_OPTIONS: `--import ${pathToFileURL(patch).href}` };
  for (const [place, code] of [
    ['topology.yaml', 3],
    ['.', 0],
  ] as const) {
    const ended = await runCli(['watch', '-f', place, '--once', '--json', '--no-listen'], { cwd: folder.path, env });
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(
      /^warning: The system does not tell of changes of files \[watch\.file-events-missing\]\n {2}.*: ENOSPC/,
    );
    expect(ended.err.match(/file-events-missing/g)).toHaveLength(1);
  }
});
