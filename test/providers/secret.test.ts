import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/errors/errors.js';
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

test.each(['catalog', 'machine', 'watch'] as const)(
  'a secret of %s that is not there, is empty or is no UTF-8 text: the code says whose it is, and the place is named',
  async (owner) => {
    const sources = { env: { EMPTY: '' }, readFile: fileTexts({ wide: 'p\0w\0', none: '\n' }) };
    const missing = {
      catalog: 'catalog.secret-missing',
      machine: 'machine.secret-missing',
      watch: 'watch.secret-missing',
    };
    const unusable = {
      catalog: 'catalog.secret-unusable',
      machine: 'machine.secret-unusable',
      watch: 'watch.secret-unusable',
    };
    for (const [reference, code, place] of [
      [{ env: 'UNSET' }, missing[owner], 'UNSET'],
      [{ file: 'gone' }, missing[owner], 'gone'],
      [{ env: 'EMPTY' }, unusable[owner], 'EMPTY'],
      [{ file: 'none' }, unusable[owner], 'none'],
      [{ file: 'wide' }, unusable[owner], 'wide'],
    ] as const) {
      const failure = await resolveSecret(reference, sources, owner).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code, message: expect.stringContaining(place) });
    }
  },
);

test.skipIf(process.platform === 'win32')('a file that everyone may read is used, and warned of', async () => {
  const told: Diagnostic[] = [];
  const readFile = async () => ({ read: 'correct horse\n', mode: 0o100644 });
  const found = await resolveSecret({ file: 'key' }, { env: {}, readFile, warn: (one) => told.push(one) }, 'watch');
  expect(found.reveal()).toBe('correct horse');
  expect(told).toMatchObject([
    {
      severity: 'warning',
      code: 'command.secret-exposed',
      detail: expect.stringMatching(/may read key \(mode 0644\)/),
    },
  ]);
});
