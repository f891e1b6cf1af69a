import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SqlType, SqlValue } from '../../../src/engine.js';
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

describe('a conversion', () => {
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
