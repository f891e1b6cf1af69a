import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ErrorCode, entryOf, registry } from '../../src/errors/errors.js';
import { machineErrors } from '../../src/errors/machine.js';
import { errorsPage } from './page.js';

const codes = Object.keys(registry) as ErrorCode[];

test('docs/errors.md says what the registry says', async () => {
  await expect(errorsPage()).toMatchFileSnapshot('../../docs/errors.md');
});

test.each(codes)('%s has a summary without a full stop, and a remedy that is a sentence', (code) => {
  const { summary, remedy } = entryOf(code);
  expect(summary).toMatch(/^[A-Z].*[^.]$/);
  expect(remedy).toMatch(/^[A-Z].*[.]$/s);
});

test('docs/machines.md says of every error of a machine what to do, and of no other', () => {
  const page = readFileSync(new URL('../../docs/machines.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('\n## When something is wrong\n');
  const named = new Set(table.match(/\bmachine\.[a-z-]+/g));
  expect([...named].sort()).toEqual(Object.keys(machineErrors).sort());
});
