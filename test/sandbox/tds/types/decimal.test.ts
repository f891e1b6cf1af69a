import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalLength, decimalText, unscaledDecimal } from '../../../../src/sandbox/tds/types/decimal.js';

test.each([
  ['-12.50', 2, -1250n],
  ['12.345', 2, 1235n],
  ['-12.345', 2, -1235n],
  ['12.344', 2, 1234n],
  ['.5', 0, 1n],
  ['7', 3, 7000n],
  ['+7.', 1, 70n],
  ['-0', 0, 0n],
  ['99999999999999999999999999999999999999', 0, 99999999999999999999999999999999999999n],
])('%s with %i decimals is %s units', (text, scale, unscaled) => {
  expect(unscaledDecimal(text, scale)).toBe(unscaled);
});

test.each(['', '.', '-', '1e5', '0x10', '1,5', ' 1', 'NaN'])('%j is no decimal', (text) => {
  expect(unscaledDecimal(text, 2)).toBeUndefined();
});

test('text of any number reads back as that number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), fc.nat(38), (unscaled, scale) => {
      expect(unscaledDecimal(decimalText(unscaled, scale), scale)).toBe(unscaled);
    }),
  );
});

test.each([
  [1, 5],
  [9, 5],
  [10, 9],
  [19, 9],
  [20, 13],
  [28, 13],
  [29, 17],
  [38, 17],
])('precision %i takes %i bytes', (precision, bytes) => {
  expect(decimalLength(precision)).toBe(bytes);
});
