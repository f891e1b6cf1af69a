import { expect, it } from 'vitest';
import { readConfigFile } from '../../src/config-file/read-config-file.js';
import { keysIn } from '../../src/config-file/spellings.js';
import { spellingCases } from './cases.js';

it.each(spellingCases)('in $text the key $key (as written: $asWritten) is $keys', ({ text, key, asWritten, keys }) => {
  expect(keysIn(readConfigFile(Buffer.from(text)), key, asWritten)).toEqual(keys);
});
