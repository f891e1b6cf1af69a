import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { resolveSecret, secret } from '../../src/providers/secret.js';
import { fileTexts } from '../support/file-texts.js';

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

test.each(['P@ss w0rd!', 'correct-horse', '1234', ''])(
  'a name that no variable has (%j) may be the secret itself, and is in no message',
  async (env) => {
    const sources = { env: { [env]: 'x' }, readFile: fileTexts({}) };
    const failure = await resolveSecret({ env }, sources, 'catalog').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'catalog.secret-missing', message: expect.not.stringContaining(env || 'x') });
  },
);
