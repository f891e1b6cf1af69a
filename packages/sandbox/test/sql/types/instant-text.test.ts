import { describe, expect, test } from 'vitest';
import type { SqlType } from '../../../src/engine.js';
import { instantOf } from '../../../src/instant.js';
import { instantText } from '../../../src/sql/types/instant-text.js';
import { datetimeTicks, parseInstant } from '../../../src/sql/types/to-instant.js';

const at = (iso: string, extraTicks = 0n, offset = 0) => ({
  ticks: instantOf(Date.parse(`${iso}Z`)).ticks + extraTicks - BigInt(offset) * 600_000_000n,
  offset,
});

const datetime: SqlType = { kind: 'datetime' };
const datetime2: SqlType = { kind: 'datetime2', scale: 7 };
const zoned: SqlType = { kind: 'datetimeoffset', scale: 7 };

describe('the text of a date and time', () => {
  const moment = at('2026-01-02T13:04:05.677');

  test.each([
    [0, 'Jan  2 2026  1:04PM'],
    [100, 'Jan  2 2026  1:04PM'],
    [1, '01/02/26'],
    [101, '01/02/2026'],
    [102, '2026.01.02'],
    [103, '02/01/2026'],
    [104, '02.01.2026'],
    [105, '02-01-2026'],
    [106, '02 Jan 2026'],
    [107, 'Jan 02, 2026'],
    [108, '13:04:05'],
    [109, 'Jan  2 2026  1:04:05:677PM'],
    [110, '01-02-2026'],
    [111, '2026/01/02'],
    [112, '20260102'],
    [113, '02 Jan 2026 13:04:05:677'],
    [114, '13:04:05:677'],
    [20, '2026-01-02 13:04:05'],
    [120, '2026-01-02 13:04:05'],
    [21, '2026-01-02 13:04:05.677'],
    [121, '2026-01-02 13:04:05.677'],
    [126, '2026-01-02T13:04:05.677'],
    [127, '2026-01-02T13:04:05.677'],
  ])('of type datetime in style %s is %s', (style, expected) => {
    expect(instantText(moment, datetime, style)).toBe(expected);
  });

  test('has the decimals of its type, and the offset where it has one', () => {
    const exact = at('2026-01-02T13:04:05', 1_234_567n, 120);
    expect(instantText(exact, zoned, 0)).toBe('2026-01-02 13:04:05.1234567 +02:00');
    expect(instantText(exact, zoned, 126)).toBe('2026-01-02T13:04:05.1234567+02:00');
    expect(instantText(exact, zoned, 127)).toBe('2026-01-02T11:04:05.1234567Z');
    expect(instantText(exact, { kind: 'datetimeoffset', scale: 0 }, 0)).toBe('2026-01-02 13:04:05 +02:00');
    expect(instantText(at('2026-01-02T13:04:05', 1_230_000n), { kind: 'datetime2', scale: 3 }, 0)).toBe(
      '2026-01-02 13:04:05.123',
    );
    expect(instantText(at('2026-01-02T13:04:05'), datetime, 126)).toBe('2026-01-02T13:04:05');
    expect(instantText(at('2026-01-02T00:00:00'), { kind: 'date' }, 0)).toBe('2026-01-02');
    expect(instantText({ ticks: 36_000_000_000n, offset: 0 }, { kind: 'time', scale: 2 }, 0)).toBe('01:00:00.00');
    expect(instantText({ ...at('0001-01-01T00:00:00'), offset: 0 }, datetime2, 0)).toBe('0001-01-01 00:00:00.0000000');
  });

  test('in a style that is none is an error', () => {
    expect(() => instantText(moment, datetime, 55)).toThrow('55 is not a valid style number');
  });
});

describe('a text', () => {
  test.each([
    ['2026-01-02', at('2026-01-02T00:00:00')],
    ['2026-01-02 13:04', at('2026-01-02T13:04:00')],
    ['2026-01-02T13:04:05.1234567', at('2026-01-02T13:04:05', 1_234_567n)],
    ['2026-01-02T13:04:05Z', at('2026-01-02T13:04:05')],
    ['2026-01-02 13:04:05.5 +02:00', at('2026-01-02T13:04:05', 5_000_000n, 120)],
    ['2026-01-02 13:04:05 -05:30', at('2026-01-02T13:04:05', 0n, -330)],
    ['20260102', at('2026-01-02T00:00:00')],
    ['20260102 1:04 PM', at('2026-01-02T13:04:00')],
    ['1/2/2026', at('2026-01-02T00:00:00')],
    ['1/2/49', at('2049-01-02T00:00:00')],
    ['1/2/50', at('1950-01-02T00:00:00')],
    ['Jan  2 2026  1:04PM', at('2026-01-02T13:04:00')],
    ['January 2, 2026', at('2026-01-02T00:00:00')],
    ['2 Jan 2026 12AM', at('2026-01-02T00:00:00')],
    ['13:04:05', at('1900-01-01T13:04:05')],
    ['', at('1900-01-01T00:00:00')],
    ['2026', at('2026-01-01T00:00:00')],
  ])('%s is a date and time', (text, expected) => {
    expect(parseInstant(text)?.instant).toEqual(expected);
  });

  test.each([
    'x',
    '2026-13-01',
    '2026-02-30',
    '2026-01-02 25:00',
    '2026-01-02 1:60',
    '2026-01-02x',
    '13',
    '2026-01-02 10:00 +15:00',
    '0000-01-01',
  ])('%s is none', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

test('datetime rounds to .000, .003 and .007', () => {
  const milliseconds = (value: number) => Number(datetimeTicks(value * 10_000) / 10_000n);
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(milliseconds)).toEqual([0, 0, 3, 3, 3, 7, 7, 7, 7, 10]);
});
