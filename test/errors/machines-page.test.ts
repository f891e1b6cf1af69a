import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { machineErrors } from '../../src/errors/machine.js';

test('docs/machines.md says of every error of a machine what to do, and of no other', () => {
  const page = readFileSync(new URL('../../docs/machines.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('\n## When something is wrong\n');
  const named = new Set(table.match(/\bmachine\.[a-z-]+/g));
  expect([...named].sort()).toEqual(Object.keys(machineErrors).sort());
});
