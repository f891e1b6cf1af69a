import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SqlType, SqlValue } from '../../../src/engine.js';
import { comparisonOf, keyOf } from '../../../src/sql/types/comparison.js';
import { commonType } from '../../../src/sql/types/precedence.js';

const text: SqlType = { kind: 'nvarchar', length: 100 };

describe('text', () => {
  test('is compared without case and blanks at the end, with accents', () => {
    const compare = comparisonOf(text);
    expect(compare('etl01', 'ETL01  ')).toBe(0);
    expect(compare('résumé', 'resume')).not.toBe(0);
    expect(compare(' a', 'a')).not.toBe(0);
    expect(compare('a', 'B')).toBeLessThan(0);
    expect(compare('a10', 'a2')).toBeLessThan(0);
    expect(compare('', 'a')).toBeLessThan(0);
  });

  test('is in a total order that agrees with its key', () => {
    const compare = comparisonOf(text);
    const key = keyOf(text);
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) || 0);
        expect(compare(a, b) === 0).toBe(key(a) === key(b));
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

test('a guid is compared by its last group first', () => {
  const sorted = [
    '00000000-0000-0000-0000-010000000000',
    '00000000-0000-0000-0100-000000000000',
    '00000000-0000-0001-0000-000000000000',
    '00000000-0001-0000-0000-000000000000',
    '00000001-0000-0000-0000-000000000000',
    '01000000-0000-0000-0000-000000000000',
  ].sort(comparisonOf({ kind: 'uniqueidentifier' }));
  expect(sorted).toEqual([
    '01000000-0000-0000-0000-000000000000',
    '00000001-0000-0000-0000-000000000000',
    '00000000-0001-0000-0000-000000000000',
    '00000000-0000-0001-0000-000000000000',
    '00000000-0000-0000-0100-000000000000',
    '00000000-0000-0000-0000-010000000000',
  ]);
});

test.each<[SqlType, SqlValue, SqlValue]>([
  [{ kind: 'decimal', precision: 9, scale: 2 }, '1.50', '1.5'],
  [{ kind: 'decimal', precision: 9, scale: 2 }, '-0.00', '0'],
  [{ kind: 'varbinary', length: 8 }, Uint8Array.of(1, 0), Uint8Array.of(1)],
  [
    { kind: 'datetimeoffset', scale: 7 },
    { ticks: 5n, offset: 60 },
    { ticks: 5n, offset: 0 },
  ],
  [{ kind: 'sql_variant' }, { type: text, value: 'A' }, { type: { kind: 'varchar', length: 3 }, value: 'a' }],
])('values that are written differently are equal: %#', (type, one, other) => {
  expect(comparisonOf(type)(one, other)).toBe(0);
  expect(keyOf(type)(one)).toBe(keyOf(type)(other));
});

test.each<[SqlType, SqlType, SqlType]>([
  [{ kind: 'int' }, { kind: 'bigint' }, { kind: 'bigint' }],
  [{ kind: 'int' }, { kind: 'varchar', length: 5 }, { kind: 'int' }],
  [
    { kind: 'varchar', length: 5 },
    { kind: 'nvarchar', length: 3 },
    { kind: 'nvarchar', length: 5 },
  ],
  [
    { kind: 'nvarchar', length: 5 },
    { kind: 'nvarchar', length: 'max' },
    { kind: 'nvarchar', length: 'max' },
  ],
  [{ kind: 'int' }, { kind: 'decimal', precision: 5, scale: 2 }, { kind: 'decimal', precision: 12, scale: 2 }],
  [
    { kind: 'decimal', precision: 5, scale: 2 },
    { kind: 'decimal', precision: 5, scale: 4 },
    { kind: 'decimal', precision: 7, scale: 4 },
  ],
  [{ kind: 'float' }, { kind: 'decimal', precision: 5, scale: 2 }, { kind: 'float' }],
  [{ kind: 'datetime' }, { kind: 'datetimeoffset', scale: 0 }, { kind: 'datetimeoffset', scale: 3 }],
  [{ kind: 'uniqueidentifier' }, { kind: 'nvarchar', length: 36 }, { kind: 'uniqueidentifier' }],
  [{ kind: 'bit' }, { kind: 'int' }, { kind: 'int' }],
])('%j and %j are together %j', (one, other, expected) => {
  expect(commonType(one, other)).toEqual(expected);
  expect(commonType(other, one)).toEqual(expected);
});
