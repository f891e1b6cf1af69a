import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { read } from './read.js';

const folder = fileURLToPath(new URL('golden/', import.meta.url));
// Not *.yaml: formatters would mend them.
const files = readdirSync(folder).filter((name) => name.endsWith('.in.txt'));

describe('what a person sees of a bad topology', () => {
  it.each(files)('%s', async (name) => {
    const { shown, topology } = read(readFileSync(`${folder}${name}`, 'utf8'));
    expect(topology).toBeUndefined();
    await expect(`${shown}\n`).toMatchFileSnapshot(`golden/${name.replace('.in.', '.out.')}`);
  });
});
