import { describe, expect, it } from 'vitest';
import { editConfig } from '../../src/config-file/edit-config.js';
import { readConfigFile } from '../../src/config-file/read-config-file.js';
import { isScaleoutError } from '../../src/errors/errors.js';

function saidOf(bytes: Uint8Array): string {
  try {
    readConfigFile(bytes);
  } catch (error) {
    if (isScaleoutError(error, 'machine.config-unreadable')) return error.message;
    throw error;
  }
  throw new Error('The file was read');
}

describe('of a config that is no JSON is said what it begins with', () => {
  it.each([
    [
      'XML',
      '\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<configuration/>',
      '<?xml version="1.0" encoding="utf-8"?>',
    ],
    ['XML without a head', '<configuration>\n', '<configuration>'],
    ['an element with values', '<add key="MaxTaskCount" value="8" />', '<add key="***" value="***" />'],
    ['a section of INI', '\n\n[Worker settings]\nA=1', '[Worker settings]'],
    ['YAML', 'MaxTaskCount: 8', 'MaxTaskCount: ***'],
    ['a list', '[1]', '[***]'],
    ['a long line', `<a ${'bcdefg="" '.repeat(40)}`, `<a ${'bcdefg="" '.repeat(40)}`.slice(0, 80)],
  ])('%s', (_what, text, shown) => {
    expect(saidOf(Buffer.from(text))).toContain(`The file begins: ${shown}`);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'The file is empty.'],
    ['blanks', Buffer.from(' \r\n'), 'The file has nothing but white space.'],
    [
      'bytes',
      Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0]),
      'The file is no text; its first bytes: 4D 5A 90 00 03 00 00 00.',
    ],
    ['NULs alone', Buffer.alloc(9), 'The file is no text; its first bytes: 00 00 00 00 00 00 00 00.'],
    ['UTF-16', Buffer.from('\uFEFF<configuration>', 'utf16le'), 'The file begins: <configuration>'],
  ])('%s', (_what, bytes, shown) => {
    expect(saidOf(bytes)).toContain(shown);
  });

  it.each([
    'Server=tcp:sql01,1433;User ID=sa;Password=hunter2',
    'Server=x;Pwd=a b=hunter2;c=hunter2',
    'Password="hun;pwd=hunter2"',
    'hunter2',
    'hunter2 and more',
    '<add connectionString="Server=x;Password=hunter2" />',
    '<password>hunter2</password>',
    'https://sa:hunter2@host/',
    'AccountKey=hunter2==;x',
    "'hunter2'",
    '[hunter2',
    'a=b:hunter2;c',
    'token: hunter2: 1',
  ])('no value is shown, of %s neither', (line) => {
    expect(saidOf(Buffer.from(line)).toLowerCase()).not.toContain('hunter2');
  });

  it('one line stays one line, without marks', () => {
    expect(saidOf(Buffer.from('<a\u202Eb\u001b[31m>\n<b>'))).toMatch(/^[ -~]+$/);
  });
});

const mebibyte = 1024 * 1024;

describe('a config file that is not what the product writes', () => {
  it.each([
    ['nothing', '', 1, 1],
    ['white space', ' \r\n\t', 2, 2],
    ['a list', '[1]', 1, 1],
    ['XML', '<configuration />', 1, 1],
    ['no end', '{"A": 1', 1, 8],
    ['no end of a text', '{\n  "A": "x\n}', 2, 8],
    ['a text that ends with its escape', '{"A": "x\\', 1, 7],
    ['no end of a key', '{"A', 1, 2],
    ['no end of a comment', '{ /* "A": 1 }', 1, 3],
    ['no colon', '{"A" 1}', 1, 6],
    ['no value', '{"A": }', 1, 7],
    ['no comma', '{"A": 1 "B": 2}', 1, 9],
    ['two commas', '{"A": 1,, "B": 2}', 1, 9],
    ['a comma alone', '{,}', 1, 2],
    ['a bare key', '{A: 1}', 1, 2],
    ['a key in single quotes', "{'A': 1}", 1, 2],
    ['a key with an escape that there is not', '{\n"A": 1,\n  "\\x": 2}', 3, 3],
    ['a bare word', '{"A": yes}', 1, 7],
    ['a wrong bracket', '{"A": [1}', 1, 9],
    ['more behind it', '{"A": 1}\n{"B": 2}', 2, 1],
    ['blocks that do not end', '{"A":'.repeat(1_000), 1, 166],
    ['lists in lists', `{"A":${'['.repeat(5 * mebibyte)}}`, 1, 38],
    ['5 MB without an end', `{"A":"${'x\\"'.repeat((5 * mebibyte) / 3)}`, 1, 6],
    ['5 MB of blanks', `{${' '.repeat(5 * mebibyte)}`, 1, 5 * mebibyte + 2],
    ['5 MB of slashes in a comment', `{/*${'*'.repeat(5 * mebibyte)}`, 1, 2],
    ['5 MB of digits', `{"A":${'1'.repeat(5 * mebibyte)}`, 1, 5 * mebibyte + 6],
  ])('%s: says where', (_what, text, line, column) => {
    expect(reasonOf(Buffer.from(text))).toContain(`Line ${line}, column ${column}: `);
  });

  it.each([
    [
      'UTF-8 by its mark, with a character of another encoding',
      Buffer.from('\u00ef\u00bb\u00bf{\n"A":"\u00e4"}', 'latin1'),
      2,
      6,
    ],
    ['UTF-16 that was cut off', Buffer.from('\uFEFF{"A":1}', 'utf16le').subarray(0, -1), 1, 7],
    ['UTF-16 with half a pair', Buffer.from('\uFEFF{"A":"\uD83D"}', 'utf16le'), 1, 7],
  ])('%s: says where', (_what, bytes, line, column) => {
    expect(reasonOf(bytes)).toContain(`Line ${line}, column ${column}: `);
  });

  it('is not changed by an edit either', () => {
    expect(() => editConfig(Buffer.from('{"A": 1'), { A: 2 })).toThrow(/Line 1, column 8/);
  });

  it('does not have its content in the error', () => {
    expect(reasonOf(Buffer.from('{"A": "hunter2", hunter2}'))).not.toContain('hunter2');
  });
});

describe('an unusual config file', () => {
  it.each([
    ['a text of 5 MB', `{"A":"${'x'.repeat(5 * mebibyte)}","B":1}`],
    ['5 MB of keys', `{${'"A":1,'.repeat(mebibyte)}"B":1}`],
    ['blocks in blocks, as deep as it may be', `{${'"N":{'.repeat(31)}${'}'.repeat(31)},"B":1}`],
    ['NULs at its end, as a power cut leaves them', '{"B":1}\n\0\0\0'],
    ['a value that only looks like a number', '{"A":1.2.3,"B":1}'],
  ])('%s: can be read', (_what, text) => {
    expect(readConfigFile(Buffer.from(text)).get('b')).toBe(1);
  });
});

function reasonOf(bytes: Uint8Array): string {
  try {
    readConfigFile(bytes);
  } catch (error) {
    if (isScaleoutError(error, 'machine.config-unreadable')) return error.message;
    throw error;
  }
  throw new Error('The file was read');
}
