import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { shellWords } from '../deploy/command-lines.js';
import { readProjectFile } from '../deploy/deploy-files.js';
import { temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';

const page = readProjectFile('docs/edit.md');
const [, topology = ''] = /^```yaml\n(.*?)^```/ms.exec(page) ?? [];
const lines = [...page.matchAll(/^```(\w*)\n(.*?)^```/gms)].flatMap(([, language, text = '']) =>
  language === '' ? text.trim().split('\n') : [],
);

/** What asks, where the page is read by a person. */
const asking = ['apply', 'add', 'set', 'remove'];

test('who keeps to edit.md gets through: each command ends with 0, and says what the page says', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', topology);
  const env = { PATH: process.env.PATH ?? '', HOME: folder.path, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...words: readonly string[]) => execFileSync('git', [...words], { cwd: folder.path, env });
  const said = new Map<string, string>();
  for (const line of lines) {
    const words = shellWords(line).slice(1);
    const isPatch = words.includes('--patch');
    const consent = asking.includes(words[0] ?? '') && !isPatch ? ['--yes'] : [];
    if (isPatch) {
      git('init', '--quiet');
      git('config', 'user.name', 'Anna');
      git('config', 'user.email', 'anna@example.com');
      git('add', 'topology.yaml');
      git('commit', '--quiet', '--message', 'First');
    }
    const { code, out, err } = await runHere([...words, ...consent], { cwd: folder.path, env });
    expect({ line, code }, `${out}${err}`).toEqual({ line, code: 0 });
    if (line.endsWith('| git am')) execFileSync('git', ['am', '--quiet'], { cwd: folder.path, env, input: out });
    said.set(line, out + err);
  }
  const all = [...said.values()].join('\n').replaceAll(/\s+/g, ' ');
  expect(all).toContain('worker/ETL09 stays in the catalog as unmanaged, and goes on working');
  expect(all).toContain('The next apply removes worker/ETL05 for good');
  expect(all).toContain('Applied: ');
  const rows = [...page.matchAll(/^\| ((?:`[\w' ]+`(?:, )?)+) \| /gm)].flatMap(([, names = '']) => names.split(', '));
  expect(rows.length).toBeGreaterThan(8);
  for (const row of rows) expect(all).toContain(row.replaceAll('`', ''));
  const after = await readFile(folder.file('topology.yaml'), 'utf8');
  expect(after).toContain('  # Bought in 2019. Not before 5:00: the backup runs on them.\n  - machine: ETL01\n');
  expect(after).toContain('tags: weekly\n    settings: { MaxTaskCount: 12 }\n');
  expect(after).not.toContain('ETL05');
  expect(git('log', '-1', '--format=%s').toString().trim()).toBe('Set tags of worker ETL01');
});
