import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callsInPage, callsInScript, shellWords } from '../deploy/command-lines.js';
import { readProjectFile } from '../deploy/deploy-files.js';
import { wrongWith } from '../deploy/program-help.js';
import { temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';

const pages = [
  'README.md',
  'packages/sandbox/README.md',
  ...readdirSync(new URL('../../docs/', import.meta.url))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Which test runs the commands with a sandbox that a page shows. */
const ranBy: Readonly<Record<string, string>> = {
  'docs/certificates.md': 'test/cli/certificates-documentation.test.ts',
  'docs/edit.md': 'test/cli/edit-documentation.test.ts',
  'docs/getting-started.md': 'test/cli/documentation.test.ts',
  'docs/json.md': 'test/cli/json-documentation.test.ts',
  'docs/maintenance.md': 'test/cli/maintenance-documentation.test.ts',
  'docs/rehearse.md': 'test/cli/rehearse-documentation.test.ts',
  'docs/sandbox.md': 'test/sandbox/drills.test.ts',
};

/** A form that stands for several commands: `suspend|resume`, `[FILE]`, `...`. */
function isForm(words: readonly string[]): boolean {
  return words.some((word) => /[|[\]…]|^\.\.\.$/.test(word));
}

test('every command that a page shows has the words and options that the program knows', () => {
  const calls = pages.flatMap(callsInPage).filter(({ words }) => !isForm(words) && words[0] !== '--version');
  expect(calls.length).toBeGreaterThan(100);
  const wrong = calls.flatMap(({ from, words }) => {
    try {
      return wrongWith(words).map((text) => `${from}: ${words.join(' ')}: ${text}`);
    } catch (error) {
      return [`${from}: ${words.join(' ')}: ${(error as Error).message}`];
    }
  });
  expect(wrong).toEqual([]);
});

test('a page whose commands need a sandbox has a test that runs them', () => {
  // The package's own page shows how it is installed from a registry, which no test does; the other one is what help prints.
  const ofProduct = pages.filter((page) => !page.startsWith('packages/') && page !== 'docs/commands.md');
  const withSandbox = ofProduct.filter((page) =>
    blocksOf(page).some(({ text }) => callsInScript(page, text).some(({ words }) => words.includes('--sandbox'))),
  );
  expect(withSandbox.sort()).toEqual(Object.keys(ranBy).sort());
  for (const [page, file] of Object.entries(ranBy)) {
    expect(readProjectFile(file)).toContain(page.slice(page.lastIndexOf('/') + 1));
  }
});

/** The blocks of a page in their order: topologies and commands. */
function blocksOf(page: string): readonly { readonly language: string; readonly text: string }[] {
  return [...readProjectFile(page).matchAll(/^```(\w*)\n(.*?)^```/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** What a command ends with, where that is not 0. */
const endsWith: Readonly<Record<string, number>> = { doctor: 2 };

test('a newcomer gets through getting-started.md: each command ends as it should, and says what the page says', async () => {
  await using folder = await temporaryFolder();
  const said: string[] = [];
  let drilled = false;
  for (const { language, text } of blocksOf('docs/getting-started.md')) {
    if (language === 'yaml' && text.startsWith('apiVersion')) await folder.write('topology.yaml', text);
    if (language !== '') continue;
    // A server is not here: the page shows the same with the sandbox below.
    if (text.includes('--server')) continue;
    for (const line of text.trim().split('\n')) {
      const words = shellWords(line).slice(1);
      const [name = ''] = words;
      if (words[1] === 'drill') drilled = true;
      const consent = name === 'apply' ? ['--yes'] : [];
      const { code, out, err } = await runHere([...words, ...consent], { cwd: folder.path });
      const isFault = drilled && said.filter((one) => one.startsWith('doctor')).length === 1;
      expect({ line, code }, `${out}${err}`).toEqual({ line, code: isFault ? (endsWith[name] ?? 0) : 0 });
      said.push(`${words.join(' ')}\n${out}`);
    }
  }
  const all = said.join('\n');
  expect(all).toMatch(/^validate\ntopology\.yaml: valid, 2 workers$/m);
  expect(all).toContain('Nothing to do');
  expect(all).toContain('Health: degraded: 1 of 2 enabled workers cannot run packages: ETL01');
  expect(all).toContain('worker.service');
  expect(all).toContain('description: "Nightly warehouse loads" -> "Nightly and weekly loads"');
  expect(all).toContain('+ worker/ETL03');
  expect(all).toContain('- worker/ETL03');
  expect(all.slice(all.lastIndexOf('\nstatus'))).not.toContain('ETL03');
});

test('no page of the documentation is lost: each is linked from the index, and each link leads somewhere', () => {
  const index = readProjectFile('docs/README.md');
  const unlinked = pages
    .filter((page) => page.startsWith('docs/') && page !== 'docs/README.md')
    .filter((page) => !index.includes(`(${page.slice(5)}`));
  // The form of a sandbox's files belongs to its own page.
  expect(unlinked).toEqual(['docs/sandbox-state.md']);
  const broken = pages.flatMap((page) => brokenLinks(page).map((link) => `${page}: ${link}`));
  expect(broken).toEqual([]);
});

function brokenLinks(page: string): readonly string[] {
  const text = readProjectFile(page).replaceAll(/^```.*?^```/gms, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : new URL(path, `file:///${page}`).pathname.slice(1);
    if (!existsSync(new URL(`../../${target}`, import.meta.url))) return true;
    return anchor !== undefined && !anchorsOf(readProjectFile(target)).includes(anchor);
  });
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('the README is short', () => {
  const lines = readProjectFile('README.md').trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(120);
  expect(lines.filter((line) => !line.startsWith('|') && line.length > 130)).toEqual([]);
});
