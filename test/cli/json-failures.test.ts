import { expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.js';
import { isEvent } from './schemas.js';
import { topologyText } from './topologies.js';

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
      const { code, out, err } = await runIn(failure, [command]);
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
