import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { registry } from '../../src/errors/errors.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const codes = Object.keys(registry).sort();

/** What files below these folders hold, but for those of the registry itself and its tests. */
function textOf(folders: readonly string[], endings: RegExp): string {
  return folders
    .flatMap((folder) =>
      readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && endings.test(entry.name))
        .map((entry) => `${entry.parentPath}/${entry.name}`),
    )
    .filter((path) => !/[\\/](src|test)[\\/](errors|generated)([\\/]|\.ts$)/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

const written = textOf(['src', 'packages/sandbox/src'], /\.(ts|ps1)$/);
const tested = textOf(['test', 'packages/sandbox/test'], /\.(ts|txt)$/);

/** Those of a text that stand in it as whole words. */
const namedIn = (text: string) => new Set(text.match(/\b[a-z]+\.[a-z]+(?:-[a-z]+)*(?![\w-])/g));

test('every code is thrown or told somewhere, by its name', () => {
  const literals = new Set(written.match(/(?<=')[a-z]+\.[a-z-]+(?=')/g));
  expect(codes.filter((code) => !literals.has(code))).toEqual([]);
});

test('every code is shown by a test', () => {
  const named = namedIn(tested);
  expect(codes.filter((code) => !named.has(code))).toEqual([]);
});

test('a longer code that begins alike is no sign of a shorter one', () => {
  expect([...namedIn("code: 'guard.lock-held', guard.drain-timeout. machine.moved-on")]).toEqual([
    'guard.lock-held',
    'guard.drain-timeout',
    'machine.moved-on',
  ]);
});
