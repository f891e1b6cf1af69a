import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config-file/read-config-file.js';
import { isScaleoutError } from '../../src/errors.js';

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
