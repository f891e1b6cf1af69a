import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync('CONTRIBUTING.md', 'utf8');

/** The modules of a tree that people write, with `/` on every platform. */
function modulesOf(root: string) {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => `${root}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts') && !path.startsWith('src/generated/'))
    .map((path) => ({ path, folder: dirname(path), text: readFileSync(path, 'utf8') }));
}

const product = modulesOf('src');
const folders = [...new Set(product.map(({ folder }) => folder))].filter((folder) => folder !== 'src').sort();

test('CONTRIBUTING.md says of every folder what is in it', () => {
  expect(folders.filter((folder) => !page.includes(`| \`${folder}/\` |`))).toEqual([]);
});

test('CONTRIBUTING.md names no folder and no file that is not there', () => {
  const named = [...page.matchAll(/`((?:src|test|packages|scripts)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  const missing = named.filter((path) => !existsSync(path));
  expect(named.length).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});

test('one file of each folder begins with what lives there', () => {
  const without = folders.filter((folder) => {
    const heads = product.filter((found) => found.folder === folder).map(({ text }) => text.split('\n')[0] ?? '');
    return !heads.some((head) => head.startsWith(`// ${folder} `));
  });
  expect(without).toEqual([]);
});

test('a comment names no file that is not there', () => {
  const modules = [...product, ...['packages/sandbox/src', 'packages/sandbox/test', 'test'].flatMap(modulesOf)];
  const names = new Set(modules.map(({ path }) => basename(path)));
  const missing = [...product, ...modulesOf('packages/sandbox/src')].flatMap(({ path, text }) =>
    [...text.matchAll(/^ *(?:\/\/|\/?\*).*/gm)]
      .flatMap(([line]) => [...line.matchAll(/[\w./-]+\.tsx?\b/g)].map(([name]) => basename(name)))
      .filter((name) => !names.has(name))
      .map((name) => `${path}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('a file is a concept: none is too long to be read at once, and few are a function alone', () => {
  const lengths = [...product, ...modulesOf('packages/sandbox/src')].map(({ path, text }) => ({
    path,
    lines: text.split('\n').length - 1,
  }));
  expect(lengths.filter(({ lines }) => lines > 320)).toEqual([]);
  expect(lengths.filter(({ lines, path }) => lines < 30 && path.startsWith('src/')).length).toBeLessThanOrEqual(40);
});
