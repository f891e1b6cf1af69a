import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../src/shell-word.js';
import { lacking } from './support/posix.js';

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
    ['', '""'],
  ])('%s is written as cmd.exe and PowerShell read it', (word, written) => {
    expect(shellWord(word, 'win32')).toBe(written);
  });
});
