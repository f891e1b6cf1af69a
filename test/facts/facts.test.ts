import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { facts } from '../../src/facts/facts.js';
import { scriptFacts } from '../../src/facts/script-facts.js';
import { sandboxFacts } from '../../src/sandbox/facts.js';
import { factsPage } from './page.js';

test('docs/facts.md says what src/facts says', async () => {
  await expect(factsPage()).toMatchFileSnapshot('../../docs/facts.md');
});

test('each fact has an id of its own, an area in it, and whole sentences', () => {
  expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
  for (const { id, says, otherwise, source } of facts) {
    expect(id).toMatch(/^[a-z]+\.[a-z0-9-]+$/);
    for (const sentence of [says, otherwise])
      expect({ id, sentence }).toMatchObject({ sentence: expect.stringMatching(/^[A-Z].*[.]$/s) });
    expect(source.length).toBeGreaterThan(5);
  }
});

test('the script works by facts that are in the list', () => {
  expect(scriptFacts.filter((fact) => !facts.includes(fact))).toEqual([]);
});

test('the sandbox says the same of each fact, side by side', () => {
  const product = Object.fromEntries(facts.map(({ id, value }) => [id, value]));
  expect(sandboxFacts).toEqual(product);
});

test('nothing of the sandbox imports a fact of the product', () => {
  const sandbox = fileURLToPath(new URL('../../src/sandbox/', import.meta.url));
  const files = readdirSync(sandbox, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(100);
  const importing = files.filter((file) =>
    /from '(?:\.\.\/)+(?!sandbox)facts\//.test(readFileSync(`${sandbox}${file}`, 'utf8')),
  );
  expect(importing).toEqual([]);
});
