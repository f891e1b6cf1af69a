import { expect, test } from 'vitest';
import { type ErrorCode, entryOf, registry } from '../../src/errors.js';
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
