import { expect, test } from 'vitest';
import { decode1252, encode1252 } from '../../../src/tds/types/string-types.js';

test('every byte reads as one character, and that character is written as that byte', () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const text = decode1252(all);
  expect(text).toHaveLength(256);
  expect(encode1252(text)).toEqual(all);
  const upper = [...text.slice(0x80, 0xa0)].map((character) => character.charCodeAt(0).toString(16));
  expect(upper.join(' ')).toBe(
    '20ac 81 201a 192 201e 2026 2020 2021 2c6 2030 160 2039 152 8d 17d 8f ' +
      '90 2018 2019 201c 201d 2022 2013 2014 2dc 2122 161 203a 153 9d 17e 178',
  );
});

test('a character that the page lacks becomes a question mark', () => {
  expect(encode1252('aż€🙂').toString('latin1')).toBe('a?\u0080??');
});
