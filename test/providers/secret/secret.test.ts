import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { secret } from '../../../src/providers/secret/secret.js';

const password = secret('correct horse');

test('only reveal gives a secret', () => {
  expect(password.reveal()).toBe('correct horse');
});

test.each([
  ['a template', () => `${password}`],
  ['JSON', () => JSON.stringify({ password })],
  ['inspect', () => inspect({ password }, { showHidden: true, depth: 9 })],
  ['format', () => format('%s %o %j', password, password, password)],
  ['its keys', () => String(Object.values(password))],
])('%s shows [redacted]', (_, print) => {
  expect(print()).not.toContain('correct horse');
});
