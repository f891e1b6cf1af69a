import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SqlType, SqlValue } from '../../../src/engine.js';
import { SqlError } from '../../../src/sql/sql-error.js';
import { conversion } from '../../../src/sql/types/conversion.js';
import { typeNamed } from '../../../src/sql/types/type.js';

/** `decimal(9,2)` and so on. */
function type(written: string): SqlType {
  const [name = '', args] = written.split(/[()]/);
  const found = typeNamed(name, args === undefined ? [] : args.split(','));
  if (found === undefined || found === 'unsupported') throw new Error(`no type ${written}`);
  return found;
}

const convert = (value: NonNullable<SqlValue>, from: string, to: string, style = 0): SqlValue =>
  conversion(type(from), type(to), { explicit: true, style })(value);

function errorOf(make: () => unknown): { readonly number: number; readonly text: string } {
  try {
    make();
  } catch (error) {
    if (error instanceof SqlError) return error.detail;
    throw error;
  }
  throw new Error('there was no error');
}

describe('a conversion', () => {
  test.each<[NonNullable<SqlValue>, string, string, SqlValue]>([
    [' 12 ', 'varchar(9)', 'int', 12],
    ['', 'varchar(9)', 'int', 0],
    ['-9223372036854775808', 'varchar(30)', 'bigint', -(2n ** 63n)],
    ['123.99', 'decimal(5,2)', 'int', 123],
    ['-1.5', 'decimal(5,1)', 'int', -1],
    [-1.9, 'float', 'int', -1],
    [true, 'bit', 'int', 1],
    [5, 'int', 'bit', true],
    ['TRUE', 'varchar(9)', 'bit', true],
    ['0', 'varchar(9)', 'bit', false],
    ['1.555', 'varchar(9)', 'decimal(5,2)', '1.56'],
    ['-1.555', 'decimal(5,3)', 'decimal(5,2)', '-1.56'],
    [5, 'int', 'decimal(5,2)', '5.00'],
    [0.1, 'float', 'decimal(9,4)', '0.1000'],
    ['1e3', 'varchar(9)', 'float', 1000],
    [0.1, 'float', 'real', Math.fround(0.1)],
    [12, 'int', 'varchar(9)', '12'],
    [123, 'int', 'varchar(2)', '*'],
    [true, 'bit', 'nvarchar(9)', '1'],
    ['abc', 'varchar(9)', 'varchar(2)', 'ab'],
    ['ab', 'varchar(9)', 'char(4)', 'ab  '],
    [1234567.89, 'float', 'varchar(30)', '1.23457e+006'],
    [123456.7, 'float', 'varchar(30)', '123457'],
    [0.0001, 'float', 'varchar(30)', '0.0001'],
    [0.00001, 'float', 'varchar(30)', '1e-005'],
    [0, 'float', 'varchar(30)', '0'],
    [
      '0F0E0D0C-0B0A-0908-0706-050403020100',
      'uniqueidentifier',
      'nvarchar(36)',
      '0F0E0D0C-0B0A-0908-0706-050403020100',
    ],
    [
      '{0f0e0d0c-0b0a-0908-0706-050403020100}',
      'varchar(40)',
      'uniqueidentifier',
      '0F0E0D0C-0B0A-0908-0706-050403020100',
    ],
    [
      '0F0E0D0C-0B0A-0908-0706-050403020100',
      'uniqueidentifier',
      'varbinary(16)',
      Buffer.from('0c0d0e0f0a0b08090706050403020100', 'hex'),
    ],
    [258, 'int', 'varbinary(4)', Buffer.from([0, 0, 1, 2])],
    [Buffer.from([1, 2]), 'varbinary(4)', 'int', 258],
    ['é', 'nvarchar(4)', 'varbinary(9)', Buffer.from([0xe9, 0])],
  ])('of %s from %s to %s gives %s', (value, from, to, expected) => {
    const result = convert(value, from, to);
    expect(result instanceof Uint8Array ? Buffer.from(result) : result).toEqual(expected);
  });

  test.each<[NonNullable<SqlValue>, string, string, number, SqlValue]>([
    [Buffer.from([31, 42]), 'varbinary(9)', 'varchar(9)', 1, '0x1F2A'],
    [Buffer.from([31, 42]), 'varbinary(9)', 'varchar(9)', 2, '1F2A'],
    ['0x1F2A', 'varchar(9)', 'varbinary(9)', 1, Buffer.from([31, 42])],
    ['1f2a', 'varchar(9)', 'varbinary(9)', 2, Buffer.from([31, 42])],
    [1.5, 'float', 'varchar(30)', 1, '1.5000000e+000'],
    [1.5, 'float', 'varchar(30)', 2, '1.500000000000000e+000'],
    [0.1, 'float', 'varchar(30)', 3, '0.10000000000000001'],
  ])('of %s from %s to %s with style %s gives %s', (value, from, to, style, expected) => {
    expect(convert(value, from, to, style)).toEqual(expected);
  });

  test.each<[NonNullable<SqlValue>, string, string, number, string]>([
    ['x', 'varchar(9)', 'int', 245, "Conversion failed when converting the varchar value 'x' to data type int."],
    ['1.5', 'nvarchar(9)', 'int', 245, "Conversion failed when converting the nvarchar value '1.5' to data type int."],
    ['x', 'varchar(9)', 'bigint', 8114, 'Error converting data type varchar to bigint.'],
    ['x', 'varchar(9)', 'decimal(5,2)', 8114, 'Error converting data type varchar to numeric.'],
    ['x', 'varchar(9)', 'float', 8114, 'Error converting data type varchar to float.'],
    [
      'maybe',
      'varchar(9)',
      'bit',
      245,
      "Conversion failed when converting the varchar value 'maybe' to data type bit.",
    ],
    [
      'x',
      'varchar(9)',
      'uniqueidentifier',
      8169,
      'Conversion failed when converting from a character string to uniqueidentifier.',
    ],
    [
      'x',
      'varchar(9)',
      'datetime2(7)',
      241,
      'Conversion failed when converting date and/or time from character string.',
    ],
    [
      '1752-12-31',
      'varchar(20)',
      'datetime',
      242,
      'The conversion of a varchar data type to a datetime data type resulted in an out-of-range value.',
    ],
    [
      '3000000000',
      'varchar(20)',
      'int',
      248,
      "The conversion of the varchar value '3000000000' overflowed an int column.",
    ],
    [
      '40000',
      'varchar(20)',
      'smallint',
      244,
      "The conversion of the varchar value '40000' overflowed an INT2 column. Use a larger integer column.",
    ],
    [300, 'int', 'tinyint', 220, 'Arithmetic overflow error for data type tinyint, value = 300.'],
    [2n ** 40n, 'bigint', 'int', 8115, 'Arithmetic overflow error converting expression to data type int.'],
    [3e9, 'float', 'int', 232, 'Arithmetic overflow error for type int, value = 3000000000.000000.'],
    [
      '1000.00',
      'decimal(9,2)',
      'decimal(4,2)',
      8115,
      'Arithmetic overflow error converting numeric to data type numeric.',
    ],
    [123, 'int', 'nvarchar(2)', 8115, 'Arithmetic overflow error converting expression to data type nvarchar.'],
    [
      '0F0E0D0C-0B0A-0908-0706-050403020100',
      'uniqueidentifier',
      'varchar(35)',
      8170,
      'Insufficient result space to convert uniqueidentifier value to char.',
    ],
  ])('of %s from %s to %s fails with %s', (value, from, to, number, text) => {
    expect(errorOf(() => convert(value, from, to))).toMatchObject({ number, text, class: 16 });
  });

  test.each([
    ['int', 'uniqueidentifier', true, 529],
    ['int', 'uniqueidentifier', false, 206],
    ['date', 'int', true, 529],
    ['datetime2(7)', 'float', false, 206],
    ['varchar(9)', 'varbinary(9)', false, 257],
    ['sql_variant', 'int', false, 257],
    ['datetime', 'int', false, 257],
    ['time(7)', 'date', true, 529],
  ])('from %s to %s (explicit: %s) is not allowed: %s', (from, to, explicit, number) => {
    expect(errorOf(() => conversion(type(from), type(to), { explicit }))).toMatchObject({ number });
  });

  test('to a text and back gives the same value', () => {
    const cases: readonly [string, fc.Arbitrary<NonNullable<SqlValue>>][] = [
      ['int', fc.integer()],
      ['smallint', fc.integer({ min: -32_768, max: 32_767 })],
      ['bigint', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
      ['bit', fc.boolean()],
      ['uniqueidentifier', fc.uuid().map((id) => id.toUpperCase())],
      ['decimal(20,4)', fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }).map(decimalText)],
      ['datetime2(7)', ticks.map((at) => ({ ticks: at, offset: 0 }))],
      [
        'datetimeoffset(7)',
        fc
          .tuple(ticks, fc.integer({ min: -840, max: 840 }))
          .map(([at, offset]) => ({ ticks: at + 10n ** 12n, offset })),
      ],
      ['date', fc.bigInt({ min: 0n, max: 3_652_058n }).map((day) => ({ ticks: day * 864_000_000_000n, offset: 0 }))],
      ['time(7)', fc.bigInt({ min: 0n, max: 863_999_999_999n }).map((at) => ({ ticks: at, offset: 0 }))],
    ];
    for (const [name, values] of cases) {
      fc.assert(
        fc.property(values, (value) => {
          const back = convert(convert(value, name, 'nvarchar(60)') ?? '', 'nvarchar(60)', name);
          expect(back).toEqual(value);
        }),
      );
    }
  });

  test('to bytes and back gives the same value', () => {
    fc.assert(
      fc.property(fc.integer(), fc.uuid(), fc.string(), (number, id, text) => {
        expect(convert(convert(number, 'int', 'varbinary(4)') ?? 0, 'varbinary(4)', 'int')).toBe(number);
        const guid = id.toUpperCase();
        expect(convert(convert(guid, 'uniqueidentifier', 'binary(16)') ?? 0, 'binary(16)', 'uniqueidentifier')).toBe(
          guid,
        );
        const written = convert(text, 'nvarchar(max)', 'varbinary(max)') ?? '';
        expect(convert(written, 'varbinary(max)', 'nvarchar(max)')).toBe(text);
      }),
    );
  });

  test('of a variant is that of the value in it', () => {
    expect(convert({ type: type('nvarchar(9)'), value: '12' }, 'sql_variant', 'int')).toBe(12);
    expect(convert(12, 'int', 'sql_variant')).toEqual({ type: { kind: 'int' }, value: 12 });
    expect(convert({ type: type('int'), value: null }, 'sql_variant', 'int')).toBeNull();
  });
});

const ticks = fc.bigInt({ min: 0n, max: 3_652_050n * 864_000_000_000n });

function decimalText(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(5, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
