import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../../../src/instant.js';
import {
  dateText,
  daysTo1900,
  decimalLength,
  decimalText,
  from300ths,
  fromMinutes,
  fromScale,
  lastDay,
  offsetText,
  timeText,
  to300ths,
  toScale,
  unscaledDecimal,
} from '../../../src/tds/types/values.js';

const dayTicks = 864_000_000_000n;
const at = (text: string) => instantOf(Date.parse(`${text}Z`)).ticks;

test('days count from 0001-01-01', () => {
  expect(toScale(at('0001-01-01T00:00:00'), 7).day).toBe(0);
  expect(toScale(at('1900-01-01T00:00:00'), 7).day).toBe(daysTo1900);
  expect(toScale(at('9999-12-31T23:59:59'), 7).day).toBe(lastDay);
});

test('every tick of the calendar is split exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: BigInt(lastDay + 1) * dayTicks - 1n }), (ticks) => {
      expect(toScale(ticks, 7)).toEqual({ day: Number(ticks / dayTicks), time: Number(ticks % dayTicks) });
    }),
  );
});

test('a time is rounded half up to its scale, and carried into the next day', () => {
  const ticks = at('2026-07-05T23:59:59') + 9_999_999n;
  expect(toScale(ticks, 7).time).toBe(863_999_999_999);
  expect(toScale(ticks, 3)).toEqual({ day: toScale(ticks, 7).day + 1, time: 0 });
  expect(toScale(12_345n, 4).time).toBe(12);
  expect(toScale(12_500n, 4).time).toBe(13);
});

test('datetime rounds to .000, .003 and .007 seconds', () => {
  const thirds = [0, 1, 2, 4, 5, 8, 9, 998, 999].map((milliseconds) => to300ths(BigInt(milliseconds) * 10_000n).time);
  expect(thirds).toEqual([0, 0, 1, 1, 2, 2, 3, 299, 300]);
  expect(to300ths(dayTicks - 1n)).toEqual({ day: 1, time: 0 });
});

test('every moment of datetime reads back as itself', () => {
  fc.assert(
    fc.property(fc.nat(lastDay), fc.nat(25_919_999), (day, time) => {
      expect(to300ths(from300ths(day, time).ticks)).toEqual({ day, time });
    }),
  );
});

test('every moment of every scale reads back as itself', () => {
  fc.assert(
    fc.property(fc.nat(lastDay), fc.maxSafeNat(), fc.nat(7), (day, any, scale) => {
      const time = any % (86_400 * 10 ** scale);
      expect(toScale(fromScale(day, time, scale).ticks, scale)).toEqual({ day, time });
    }),
  );
});

test('smalldatetime counts minutes', () => {
  expect(fromMinutes(1, 61).ticks).toBe(dayTicks + 36_600_000_000n);
});

test('dates, times and offsets have the text of SQL Server', () => {
  expect([dateText(0), dateText(lastDay)]).toEqual(['0001-01-01', '9999-12-31']);
  expect([timeText(47_109_123, 3), timeText(47_109, 0)]).toEqual(['13:05:09.123', '13:05:09']);
  expect([offsetText(120), offsetText(-570), offsetText(0)]).toEqual(['+02:00', '-09:30', '+00:00']);
});

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
