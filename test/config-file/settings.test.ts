import { describe, expect, it } from 'vitest';
import { keysIn, readConfigFile, sameSetting } from '../../src/config-file/read-config-file.js';
import { spellingCases } from './cases.js';

describe('what the product reads as one value', () => {
  it.each([
    ['8', 8],
    [8, '8'],
    ['08', 8],
    [1, '1.0'],
    [0, '-0'],
    ['True', true],
    [false, 'FALSE'],
    ['', ''],
    ['00:01:00', '00:01:00'],
  ])('%j and %j', (present, wanted) => {
    expect(sameSetting(present, wanted)).toBe(true);
  });

  it.each([
    ['8', 80],
    ['8 ', 8],
    ['', 0],
    ['0x8', 8],
    ['1', true],
    ['00:01:00', '0:01:00'],
    ['https://M:8391', 'https://m:8391'],
    [null, 'null'],
    [null, ''],
  ])('but not %j and %j', (present, wanted) => {
    expect(sameSetting(present, wanted)).toBe(false);
  });
});

it.each(spellingCases)('in $text the key $key (as written: $asWritten) is $keys', ({ text, key, asWritten, keys }) => {
  expect(keysIn(readConfigFile(Buffer.from(text)), key, asWritten)).toEqual(keys);
});
