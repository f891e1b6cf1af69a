import { expect, test } from 'vitest';
import { remoteText } from '../../../src/providers/machines/connection.js';
import { secret } from '../../../src/providers/secret.js';

test.each([
  ['one\r\n\ttwo', 'one two'],
  ['\u001b[1;31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007x', ']0;title x'],
  ['a\u202eb\u200fc\u2066d', 'a b c d'],
  ['\u0000\u0008\u009b', ''],
  ['é \u{1F680} "quoted"', 'é \u{1F680} "quoted"'],
])('text of a machine is one plain line: %j', (text, shown) => {
  expect(remoteText(text)).toBe(shown);
});

test('it is cut at 200 characters, and none of them is halved', () => {
  expect(remoteText('\u{1F680}'.repeat(500))).toBe(`${'\u{1F680}'.repeat(200)}…`);
  expect(remoteText('x'.repeat(1_000_000)).length).toBe(201);
});

test('what we sent as a secret does not come back, also where it is cut', () => {
  const password = 'p$w.+*';
  expect(remoteText(`a ${password} b ${password}`, [secret(password), secret('')])).toBe('a [redacted] b [redacted]');
  expect(remoteText(`${'x'.repeat(197)}${password}`, [secret(password)])).not.toContain('p$w');
});
