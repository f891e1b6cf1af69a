import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { registry } from '../../src/errors/errors.js';
import { checks } from '../../src/reconciler/diagnosis/checks.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where such a mark is what somebody else wrote: a server's message in another language, a code page. */
const foreign = ['src/providers/ssisdb/examine/error-log-part.ts', 'packages/sandbox/src/tds/types/string-types.ts'];

test('nothing that the product or the sandbox says has other quotation marks and apostrophes than a keyboard', () => {
  const files = ['src', 'packages/sandbox/src', 'schemas', 'docs', 'examples'].flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|ps1|md|json|yaml)$/.test(entry.name))
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length).replaceAll('\\', '/').replace(/^\//, '')),
  );
  expect(files.length).toBeGreaterThan(500);
  const marked = files.filter((file) => /[‘’‚“”„«»]/.test(readFileSync(`${root}/${file}`, 'utf8')));
  expect(marked.sort()).toEqual([...foreign].sort());
});

test('words are quoted by "...", never by \'...\'', () => {
  const single = /(?<![\w'])'[^'\n]{1,60}'(?![\w'])/;
  expect("It is 'so', they say.").toMatch(single);
  expect("the master's and the workers' certificates").not.toMatch(single);
  const texts = [
    ...Object.values(registry).flatMap((entry) => [entry.summary, entry.remedy]),
    ...checks.flatMap(({ title, cause, remedy }) => [title, cause, remedy]),
  ];
  expect(texts.filter((text) => single.test(text))).toEqual([]);
});
