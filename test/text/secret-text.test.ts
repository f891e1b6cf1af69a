import { expect, test } from 'vitest';
import { isSecretValue } from '../../src/text/secret-text.js';
import { secretWords, valueWords } from '../../src/text/words.js';

const secrets = [
  'Server=x;User Id=sa;Password=hunter2;',
  'Data Source=x;Pwd=hunter2',
  'https://hooks.slack.com/services/T/B/hunter2',
  'sqlcmd -S x -U sa -P hunter2',
  'https://anna:hunter2@host/',
];

test.each(secrets)('%s is not shown', (text) => {
  expect(valueWords(text)).toBe(secretWords);
  expect(isSecretValue('description', text)).toBe(true);
});

test('what is no secret is shown, also where it is long', () => {
  for (const text of ['Nightly loads', 'https://sqletl01.corp.example:8391', 'dtexec -P 4', 'A'.repeat(40)]) {
    expect(valueWords(text), text).toBe(JSON.stringify(text));
  }
  expect(valueWords('x'.repeat(20_000))).toBe(`"${'x'.repeat(80)}…"`);
});

test('by its name as well', () => {
  expect(isSecretValue('WorkerSettings.Password', 'x')).toBe(true);
  expect(isSecretValue('WorkerSettings.MaxTaskCount', 8)).toBe(false);
});
