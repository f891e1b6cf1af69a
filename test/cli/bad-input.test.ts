import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.js';
import { isEvent } from './schemas.js';
import { topologyText } from './topologies.js';

/** What every failure must be: one error with its code and what to do, and no stack trace. */
function expectOneClearError(err: string, code: string): void {
  expect(err).toContain(`[${code}]`);
  expect(err.match(/^error: /gm)).toHaveLength(1);
  expect(err).toContain('What to do: ');
  expect(err).not.toMatch(/^\s+at /m);
}

describe('the command line', () => {
  test('--version prints the version of package.json', async () => {
    const { version } = await import('../../package.json', { with: { type: 'json' } }).then((found) => found.default);
    expect(await runCli(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test.each([['--help'], ['plan', '--help'], ['help', 'apply'], ['sandbox', 'serve', '--help']])(
    '%s %s helps on standard output',
    async (...words) => {
      const { code, out, err } = await runCli(words);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('Usage: scaleout');
    },
  );

  test.each([
    ['no command', []],
    ['an unknown command', ['destroy']],
    ['an unknown option', ['plan', '--frobnicate']],
    ['too many words', ['plan', 'a.yaml', 'b.yaml']],
    ['a file and another by -f', ['plan', 'a.yaml', '-f', 'b.yaml']],
    ['a file twice', ['validate', 'a.yaml', '--file', 'a.yaml']],
    ['a topology for a reset, which uses none', ['sandbox', 'reset', 'fleet', '-f', 'a.yaml']],
    ['a wrong number', ['plan', '--parallelism', 'many']],
    ['a wrong level', ['plan', '--log-level', 'loud']],
  ])('%s: 3', async (_, words) => {
    const { code, out, err } = await runCli(words);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expectOneClearError(err, 'command.usage');
  });

  test('an unknown target: 3', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', topologyText('workers: [{ machine: ETL01, enabled: true }]'));
    const { code, err } = await runCli(['plan', '--target', 'worker/ETL99', '--sandbox', 'fleet', '--create'], {
      cwd: folder.path,
    });
    expect(code).toBe(3);
    expectOneClearError(err, 'command.target-unknown');
    expect(err).toContain('Did you mean worker/ETL01?');
  });
});

test('a slip of the pen makes no sandbox; a new one is told, an old one is not, and silent is silent', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', topologyText('workers: [{ machine: ETL01 }, { machine: SQLETL01 }]'));
  const run = (...words: readonly string[]) => runCli(['plan', '--sandbox', ...words], { cwd: folder.path });
  const made = 'Made a new sandbox of 2 machines in ./fleet.\n';
  expect(await run('./fleet', '--create')).toMatchObject({ code: 0, err: made });
  expect(await run('./fleet', '--create')).toMatchObject({ code: 0, err: '' });
  const slip = await run('./fleett');
  expect(slip).toMatchObject({ code: 3, out: '' });
  expect(slip.err.replace(/\s+/g, ' ')).toContain(
    './fleett does not exist. What to do: Did you mean --sandbox ./fleet?',
  );
  expect(slip.err).toContain('scaleout apply --sandbox ./fleett');
  expect(existsSync(folder.file('fleett'))).toBe(false);
  expect(await run('other', '--create', '--log-level', 'silent')).toMatchObject({ code: 0, err: '' });
});

test('the help of each sandbox command speaks of a topology where it uses one', async () => {
  const [serve, reset] = await Promise.all(
    ['serve', 'reset'].map(async (word) => (await runCli(['sandbox', word, '--help'])).out.replace(/\s+/g, ' ')),
  );
  expect(serve).toContain('for a new sandbox: the topology whose machines it gets');
  expect(`${serve}${reset}`).not.toContain('SCALEOUT_TOPOLOGY');
  expect(reset).not.toContain('--file');
});

describe('the catalog', () => {
  test('nobody listens there: 4', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', connectionTo(port));
    const env = { PASSWORD: 'x' };
    const { code, out, err } = await runCli(['plan'], { cwd: folder.path, env });
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expectOneClearError(err, 'catalog.unreachable');
    expect(err).toMatch(/refused \(ECONNREFUSED\)\. Tried \d times\.$/m);
    expect(err.match(/ECONNREFUSED/g)).toHaveLength(1);
  });

  test('a secret that is not there: an error that names the variable', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', connectionTo(1));
    const { code, err } = await runCli(['status'], { cwd: folder.path });
    expect(code).toBe(4);
    expectOneClearError(err, 'catalog.secret-missing');
    expect(err).toContain('PASSWORD');
  });
});

function connectionTo(port: number): string {
  return [
    'apiVersion: ssis-scaleout/v1',
    'name: test',
    `catalog: { server: "127.0.0.1,${port}", authentication: { type: sql, user: u, password: { env: PASSWORD } } }`,
    'workers: []',
    '',
  ].join('\n');
}

const broken = topologyText('workers: [{ machine: ETL01, enabled: maybe, colour: red }]', 'policy: { prune: 1 }');
const unreachable = 'catalog: { server: "127.0.0.1,1", authentication: { type: sql, user: u, password: { env: P } } }';
const nobodyThere = topologyText('workers: []').replace(/^catalog: .*$/m, unreachable);

const failures = [
  { name: 'a topology with several mistakes', text: broken, words: [], code: 3, found: /^topology\./, least: 3 },
  { name: 'no file', text: undefined, words: [], code: 3, found: /^topology\.file-not-found$/, least: 1 },
  { name: 'nobody listens', text: nobodyThere, words: [], code: 4, found: /^catalog\.unreachable$/, least: 1 },
  { name: 'an unknown option', text: broken, words: ['--frobnicate'], code: 3, found: /^command\.usage$/, least: 1 },
  {
    name: 'two files',
    text: broken,
    words: ['a.yaml', '-f', 'b.yaml'],
    code: 3,
    found: /^command\.usage$/,
    least: 1,
  },
  {
    name: 'an unknown target',
    text: topologyText('workers: []'),
    words: ['--target', 'worker/NO', '--sandbox', 'fleet'],
    code: 3,
    found: /^command\.target-unknown$/,
    least: 1,
  },
] as const;

async function runIn({ text, words }: (typeof failures)[number], command: readonly string[]) {
  await using folder = await temporaryFolder();
  if (text !== undefined) await folder.write('topology.yaml', text);
  return await runCli([...command, '--json', ...words], { cwd: folder.path, env: { P: 'x' } });
}

test.each(failures)(
  'plan and status --json, $name: one document on standard output, words on standard error',
  async (failure) => {
    for (const command of ['plan', 'status']) {
      if (command === 'status' && failure.name === 'an unknown target') continue;
      const creates = failure.name === 'an unknown target' ? ['--create'] : [];
      const { code, out, err } = await runIn(failure, [command, ...creates]);
      expect(code).toBe(failure.code);
      expect(err).toContain('What to do: ');
      const document = JSON.parse(out);
      expect(Object.keys(document)).toEqual(['formatVersion', 'diagnostics']);
      expect(document.formatVersion).toBe(1);
      expect(document.diagnostics.length).toBeGreaterThanOrEqual(failure.least);
      for (const found of document.diagnostics) {
        expect(found).toMatchObject({ severity: 'error', code: expect.stringMatching(failure.found) });
        expect(err).toContain(`[${found.code}]`);
      }
    }
  },
);

test.each(failures)('apply --json, $name: version, diagnostics and a summary that says refused', async (failure) => {
  const { code, out, err } = await runIn(failure, ['apply', '--yes']);
  expect(code).toBe(failure.code);
  expect(err).toContain('What to do: ');
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const event of events) expect(isEvent(event), JSON.stringify([event, isEvent.errors])).toBe(true);
  const found = events.slice(1, -1).map((event) => event.diagnostic?.code);
  expect(found.length).toBeGreaterThanOrEqual(failure.least);
  for (const one of found) expect(one).toMatch(failure.found);
  expect(events[0]).toMatchObject({ type: 'version' });
  expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'refused', done: 0 });
});

test('without --json nothing but words: standard output stays empty', async () => {
  const { out, err } = await runCli(['plan', '-f', 'there-is-no-such-file.yaml']);
  expect(out).toBe('');
  expect(err).toContain('[topology.file-not-found]');
});
