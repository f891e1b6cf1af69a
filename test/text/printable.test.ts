import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hasVisible, isOneWord, jsonText, printable, printableJson, shellWord } from '../../src/text/printable.js';
import { lineWriter } from '../../src/watch/log/line-writer.js';
import { lacking } from '../support/posix.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const dangerous = /[\u0000-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** ESC, C1, bidirectional controls, line separators, invisible ones in and beyond 16 bits, half a pair. */
const hostile =
  '\u001b[2J\u007f\u0085\u009b31m\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\u{e0041}\ud800';

const texts = fc.string({
  unit: fc.oneof(fc.constantFrom(...hostile, '"', '\\', '\n', 'a', 'é', '漢', '🚚'), fc.string({ maxLength: 1 })),
});

describe('a value as JSON', () => {
  it('has an escape in place of each character that can act on a terminal', () => {
    expect(jsonText(['\u001b\u009b\u202e\u2028\ufeff\u{e0041}\ud800é🚚'])).toBe(
      '["\\u001b\\u009b\\u202e\\u2028\\ufeff\\udb40\\udc41\\ud800é🚚"]',
    );
  });

  it('reads back as the same value, whatever its texts and keys hold', () => {
    const values = fc.oneof(texts, fc.array(texts), fc.dictionary(texts, texts));
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 2), (value, space) => {
        const text = jsonText(value, space);
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(value));
        expect(text.replaceAll('\n', '')).not.toMatch(dangerous);
      }),
    );
  });

  it('that is well-formed already is only escaped', () => {
    expect(printableJson('{"a\u202e":[1,"\u009b"]}\n')).toBe('{"a\\u202e":[1,"\\u009b"]}\n');
  });
});

describe('a text for a terminal', () => {
  it('holds nothing that can act on it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(printable(text)).not.toMatch(dangerous);
      }),
    );
  });
});

describe.each(['json', 'text'] as const)('a line of the log of watch as %s', (form) => {
  it('holds nothing that can act on a terminal, and as JSON the true value', () => {
    const lines: string[] = [];
    const line = lineWriter({ write: (text) => lines.push(text), level: 'debug', form });
    line('warn', `catalog says ${hostile}`, {
      topology: hostile,
      diagnostics: [{ severity: 'error', detail: hostile }],
    });
    const [written = ''] = lines;
    expect(written.replaceAll('\n', '')).not.toMatch(dangerous);
    if (form === 'json')
      expect(JSON.parse(written)).toMatchObject({ topology: hostile, msg: `catalog says ${hostile}` });
  });
});

const words = [
  'plain',
  'a b',
  "it's",
  '"quoted"',
  '$HOME',
  '`id`',
  'a\\b',
  'C:\\Program Files\\x',
  '*',
  '%PATH%',
  '1,2',
  '',
  'ü & | > <;',
];

describe('a word of a command line that is shown', () => {
  it.skipIf(lacking.shell)('is one word to sh, byte for byte', () => {
    const line = `printf '%s\\0' ${words.map((word) => shellWord(word, 'linux')).join(' ')}`;
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words);
  });

  it.each([
    ['C:\\fleets\\one', 'C:\\fleets\\one'],
    ['\\\\server\\share\\fleet', '\\\\server\\share\\fleet'],
    ['C:\\my fleets\\one', '"C:\\my fleets\\one"'],
    ['C:\\my fleets\\', '"C:\\my fleets\\\\"'],
    // PowerShell would make two words of it.
    ['127.0.0.1,1433', '"127.0.0.1,1433"'],
    ["it's", '"it\'s"'],
    ['a & b | c > d', '"a & b | c > d"'],
    // What PowerShell or cmd.exe would run or fill in between quotes.
    ['description=$(calc)', '"description=?(calc)"'],
    ['a`b %PATH% c', '"a?b ?PATH? c"'],
    ['a" & calc & "', '"a? & calc & ?"'],
    ['a\u201d; calc; \u201c', '"a?; calc; ?"'],
    ['a\ncalc', '"a?calc"'],
    ['', '""'],
  ])('%s is written as cmd.exe and PowerShell read it', (word, written) => {
    expect(shellWord(word, 'win32')).toBe(written);
  });
});

test('a word that a shell would run in any quoting is none', () => {
  for (const word of ['$(calc)', 'a`b', '%PATH%', 'a"b', 'a\u201cb', 'a\nb'])
    expect(isOneWord(word, 'win32')).toBe(false);
  for (const word of ["it's", 'a & b', 'C:\\my farm']) expect(isOneWord(word, 'win32')).toBe(true);
  expect(isOneWord('$(calc) `x` "y" %z%', 'linux')).toBe(true);
  expect(isOneWord('a\u001b[201~rm', 'linux')).toBe(false);
});

test('what shows nothing is nothing to read', () => {
  for (const text of ['', ' ', '\u200b', '\u0000', '\u2800\u3164', '\u202e\ufeff'])
    expect(hasVisible(text)).toBe(false);
  for (const text of ['x', '\u200bx', 'é', '日']) expect(hasVisible(text)).toBe(true);
});
