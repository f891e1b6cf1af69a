import { expect, test } from 'vitest';
import { parseTokenReference } from '../../../src/watch/http/token-reference.js';

test('a reference to a token', () => {
  expect(parseTokenReference('env:TOKEN')).toEqual({ env: 'TOKEN' });
  expect(parseTokenReference('file:/run/secrets/a:b')).toEqual({ file: '/run/secrets/a:b' });
});

test.each(['hunter2', 'env:', 'env:hunter2!', 'file:', 'ENV:A', ''])('%j is none, and not shown', (text) => {
  expect(() => parseTokenReference(text)).toThrowError(
    expect.objectContaining({ code: 'command.usage', message: expect.not.stringContaining('hunter2') }),
  );
});
