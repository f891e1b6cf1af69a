import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sandboxFacts } from '../../packages/sandbox/src/facts.js';
import { facts } from '../../src/facts/facts.js';
import { scriptFacts } from '../../src/facts/script-facts.js';
import { factsPage } from './page.js';
import { chainTo, valueClosure } from './value-closure.js';

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

test('nothing that the sandbox runs is built on a fact of the product', () => {
  const reached = valueClosure(fileURLToPath(new URL('../../packages/sandbox/src/', import.meta.url)));
  expect(reached.size).toBeGreaterThan(140);
  const foreign = [...reached.keys()].filter((file) =>
    /^src\/(facts\/|config-file\/|domain\/machine-name\.ts$)/.test(file),
  );
  expect(foreign.map((file) => chainTo(file, reached))).toEqual([]);
});

test('a module that is imported for its values by another is found, and one for its types is not', () => {
  const reached = valueClosure(fileURLToPath(new URL('../../src/config-file/', import.meta.url)));
  expect(chainTo('src/errors/machine.ts', reached)).toMatch(
    /^src\/config-file\/.* > src\/errors\/errors\.ts > src\/errors\/machine\.ts$/,
  );
  expect(reached.has('src/errors/entry.ts')).toBe(false);
});
