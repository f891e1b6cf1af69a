import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}/docs/security.md`, 'utf8');
const [promised = ''] = page.split('\n## What is not promised\n');

/** The rows `| promise | tests |` of the page's tables, without their heads. */
const promises = promised
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| promise |'))
  .map((line) => line.split(' | '))
  .map(([promise = '', tests = '']) => ({ promise: promise.slice(2), tests }));

describe('docs/security.md', () => {
  test('every promise names at least one test', () => {
    expect(promises.length).toBeGreaterThan(20);
    expect(promises.filter(({ tests }) => !/`test\/\S+\.test\.ts`/.test(tests))).toEqual([]);
  });

  test.each(promises)('$promise', ({ tests }) => {
    for (const [, file = ''] of tests.matchAll(/`(test\/[^`]+)`/g)) {
      expect({ file, exists: existsSync(`${root}/${file}`) }).toEqual({ file, exists: true });
    }
    // A title in quotes is one that the file before it has.
    for (const [, file = '', title = ''] of tests.matchAll(/`(test\/[^`]+)`: "([^"]+)"/g)) {
      expect({ file, title, found: readFileSync(`${root}/${file}`, 'utf8').includes(title) }).toMatchObject({
        found: true,
      });
    }
  });
});
