import { expect, test } from 'vitest';
import type { SqlType, SqlValue } from '../../../src/engine.js';
import { wireTypeOf } from '../../../src/tds/types/wire-type.js';
import { ByteWriter } from '../../../src/tds/wire/bytes.js';

function encoded(type: SqlType, value: SqlValue, nullable = true): string {
  const writer = new ByteWriter();
  const wire = wireTypeOf(type, '7.4', nullable);
  wire.writeInfo(writer);
  const info = writer.length;
  wire.writeValue(writer, value);
  const hex = writer.view().toString('hex');
  return `${hex.slice(0, info * 2)} ${hex.slice(info * 2)}`;
}

test.each<[SqlType, SqlValue, string]>([
  [{ kind: 'int' }, -2, '2604 04feffffff'],
  [{ kind: 'int' }, null, '2604 00'],
  [{ kind: 'bit' }, true, '6801 0101'],
  [{ kind: 'decimal', precision: 9, scale: 2 }, '-12.50', '6c050902 0500e2040000'],
  [{ kind: 'decimal', precision: 20, scale: 0 }, '18446744073709551616', '6c0d1400 0d01000000000000000001000000'],
  [{ kind: 'uniqueidentifier' }, '01234567-89ab-CDEF-0123-456789ABCDEF', '2410 1067452301ab89efcd0123456789abcdef'],
  [{ kind: 'date' }, { ticks: 864_000_000_000n, offset: 0 }, '28 03010000'],
  [{ kind: 'datetime' }, { ticks: 693_596n * 864_000_000_000n, offset: 0 }, '6f08 080100000000000000'],
  [{ kind: 'time', scale: 0 }, { ticks: 864_000_000_001n, offset: 0 }, '2900 03000000'],
  [{ kind: 'datetimeoffset', scale: 7 }, { ticks: 1n, offset: -90 }, '2b07 0a0100000000000000a6ff'],
  [{ kind: 'nvarchar', length: 2 }, 'aż', 'e704000904d00034 040061007c01'],
  [{ kind: 'nvarchar', length: 'max' }, 'a', 'e7ffff0904d00034 0200000000000000020000006100' + '00000000'],
  [{ kind: 'nvarchar', length: 'max' }, '', 'e7ffff0904d00034 000000000000000000000000'],
  [{ kind: 'nvarchar', length: 'max' }, null, 'e7ffff0904d00034 ffffffffffffffff'],
  [{ kind: 'varchar', length: 3 }, 'abcd', 'a703000904d00034 0300616263'],
  [{ kind: 'nvarchar', length: 5000 }, 'a', 'e7ffff0904d00034 020000000000000002000000610000000000'],
  [{ kind: 'varbinary', length: 2 }, Uint8Array.of(1, 2, 3), 'a50200 02000102'],
  [{ kind: 'sql_variant' }, null, '62491f0000 00000000'],
  [{ kind: 'sql_variant' }, { type: { kind: 'int' }, value: null }, '62491f0000 00000000'],
  [{ kind: 'sql_variant' }, { type: { kind: 'int' }, value: 5 }, '62491f0000 06000000380005000000'],
  [
    { kind: 'sql_variant' },
    { type: { kind: 'nvarchar', length: 128 }, value: 'A' },
    '62491f0000 0b000000e7070904d00034000141' + '00',
  ],
])('%j carries %o as %s', (type, value, bytes) => {
  expect(encoded(type, value)).toBe(bytes);
});

test('NOT NULL has the form without a length, where there is one', () => {
  expect(encoded({ kind: 'bigint' }, 1n, false)).toBe('7f 0100000000000000');
  expect(encoded({ kind: 'uniqueidentifier' }, null, false)).toBe('2410 00');
});

test.each<[SqlType, SqlValue]>([
  [{ kind: 'int' }, 2_147_483_648],
  [{ kind: 'int' }, 1.5],
  [{ kind: 'int' }, 1n],
  [{ kind: 'smallint' }, -32_769],
  [{ kind: 'tinyint' }, -1],
  [{ kind: 'bigint' }, 9_223_372_036_854_775_808n],
  [{ kind: 'bigint' }, 1],
  [{ kind: 'float' }, '1'],
  [{ kind: 'decimal', precision: 3, scale: 1 }, '100'],
  [{ kind: 'decimal', precision: 3, scale: 1 }, 'x'],
  [{ kind: 'uniqueidentifier' }, '0123456789ABCDEF0123456789ABCDEF'],
  [{ kind: 'uniqueidentifier' }, '01234567-89AB-CDEF-0123-456789ABCDEG'],
  [{ kind: 'date' }, { ticks: -1n, offset: 0 }],
  [
    { kind: 'datetime2', scale: 0 },
    { ticks: 3_652_059n * 864_000_000_000n - 1n, offset: 0 },
  ],
  [{ kind: 'nvarchar', length: 5 }, 5],
  [{ kind: 'varbinary', length: 5 }, 'text'],
  [{ kind: 'sql_variant' }, 5],
])('%j refuses %o', (type, value) => {
  expect(() => encoded(type, value)).toThrow(`does not fit the type ${type.kind}`);
});

test('NULL in a column that is NOT NULL is refused', () => {
  expect(() => encoded({ kind: 'int' }, null, false)).toThrow('a value of kind null does not fit the type int');
});

test('the error of a value that does not fit has a code of its own', () => {
  expect(() => encoded({ kind: 'int' }, 'text')).toThrow(expect.objectContaining({ code: 'sandbox.wire-value' }));
});
