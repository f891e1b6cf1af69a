import { expect, test } from 'vitest';
import { allCalls, shellWords } from './command-lines.js';
import { deployFiles, readProjectFile } from './deploy-files.js';
import { helpOf, wrongWith } from './program-help.js';

test('every call of the program uses commands, options and choices that it has', () => {
  const calls = allCalls();
  const wrong = calls.flatMap(({ from, words }) => wrongWith(words).map((text) => `${from}: ${text}`));
  expect(wrong).toEqual([]);
  expect(new Set(calls.map(({ from }) => from)).size).toBe(9);
  expect(calls.filter(({ words }) => words[0] === 'watch' && words.includes('--mode'))).toHaveLength(5);
  expect([...new Set(calls.map(({ words }) => words[0]))].sort()).toEqual(
    expect.arrayContaining(['apply', 'history', 'plan', 'resume', 'show', 'suspend', 'validate', 'watch']),
  );
});

test('a call with an invented command, option, choice or value is found', () => {
  expect(() => wrongWith(['observe', 'x.yaml'])).toThrow('no command observe');
  expect(wrongWith(['plan', '--no-such'])).toEqual(['scaleout plan has no --no-such']);
  expect(wrongWith(['watch', '--mode', 'everything'])).toEqual(['--mode takes no everything']);
  expect(wrongWith(['plan', '--out', '--json'])).toEqual(['--out has no value']);
  expect(wrongWith(['plan', 'a.yaml', 'b.yaml'])).toHaveLength(1);
});

test('the words of a line end where the shell takes over', () => {
  expect(shellWords('plan "$TOPOLOGY" --out "$plan/p.json" > "$plan/t" 2> x || code=$?')).toEqual([
    'plan',
    '$TOPOLOGY',
    '--out',
    '$plan/p.json',
  ]);
  expect(shellWords("show a.json --json | node -e '")).toEqual(['show', 'a.json', '--json']);
  expect(shellWords('apply "$(Pipeline.Workspace)/plan.json" -f a.yaml   # why')).toEqual([
    'apply',
    '$(Pipeline.Workspace)/plan.json',
    '-f',
    'a.yaml',
  ]);
});

test('nothing in deploy/ begins by changing things', () => {
  const watches = allCalls().filter(({ words }) => words[0] === 'watch');
  for (const { words } of watches) expect(words.join(' ')).not.toMatch(/--mode (?!observe)/);
});

test('an address that others reach comes with a token, and the health check asks where watch listens', async () => {
  const watches = allCalls().filter(({ words }) => words[0] === 'watch');
  for (const { words } of watches) {
    const address = words[words.indexOf('--listen') + 1] ?? '';
    if (!words.includes('--listen')) continue;
    if (!address.startsWith('127.')) expect(words).toContain('--token-file');
    expect(address.split(':')[1]).toBe('8392');
  }
  expect(readProjectFile('deploy/healthcheck.mjs')).toContain("'http://127.0.0.1:8392/healthz'");
  expect(helpOf('watch').options.get('--listen')?.takesValue).toBe(true);
});

test('the page names every folder of deploy/, and no file that is not there', () => {
  const page = readProjectFile('docs/running.md');
  const files = deployFiles();
  const folders = new Set(
    files.map((file) => /^deploy\/([\w-]+)\//.exec(file)?.[1]).filter((name) => name !== undefined),
  );
  for (const folder of folders) expect(page).toContain(`deploy/${folder}`);
  for (const [named] of page.matchAll(/deploy\/[\w./-]*[\w]/g)) {
    expect(
      files.some((file) => file === named || file.startsWith(`${named}/`)),
      named,
    ).toBe(true);
  }
  for (const [, named = ''] of page.matchAll(/`(docs\/[\w.-]+|[A-Z]+\.md)`/g))
    expect(readProjectFile(named)).not.toBe('');
});
