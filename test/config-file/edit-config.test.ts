import { describe, expect, it, test } from 'vitest';
import { editConfig } from '../../src/config-file/edit-config.js';
import { editCases } from './cases.js';

describe('an edit of a config file', () => {
  it.each(editCases)('$name', ({ bytes, changes, expected }) => {
    const edited = Buffer.from(editConfig(Buffer.from(bytes, 'base64'), changes));
    expect(shown(edited)).toBe(shown(Buffer.from(expected, 'base64')));
    expect(edited.toString('base64')).toBe(expected);
  });

  it.each(editCases)('has nothing left to do when done again: $name', ({ changes, expected }) => {
    const bytes = Buffer.from(expected, 'base64');
    expect(editConfig(bytes, changes)).toBe(bytes);
  });
});

test('no two cases have one name', () => {
  expect(new Set(editCases.map(({ name }) => name)).size).toBe(editCases.length);
});

test('a number of more digits than a number holds is written as the text that it is', () => {
  const edited = editConfig(Buffer.from('{"A":1}'), { A: '12345678901234567890' });
  expect(Buffer.from(edited).toString()).toBe('{"A":"12345678901234567890"}');
});

test('half of a surrogate pair is escaped, for no encoding can carry it', () => {
  expect(Buffer.from(editConfig(Buffer.from('{"A":"x"}'), { A: '\uD83D!' })).toString()).toBe('{"A":"\\ud83d!"}');
});

function shown(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1'));
}
