import { expect, test } from 'vitest';
import type { SqlType, SqlValue } from '../../../src/engine.js';
import { readParameterType } from '../../../src/tds/requests/parameter-types.js';
import { ByteReader } from '../../../src/tds/wire/bytes.js';

function read(hex: string): { type: SqlType | undefined; value: SqlValue | undefined; rest: number } {
  const reader = new ByteReader(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  const parameter = readParameterType(reader);
  const value = parameter?.readValue(reader);
  return { type: parameter?.type, value, rest: reader.remaining };
}

const latin = '0904d00034';
const utf8 = '0904d00400';

/** What drivers of today seldom send: fixed types, xml, UTF-8, sql_variant, long types in several chunks. */
test.each<[string, string, SqlType, SqlValue]>([
  ['NULL without a type', '1f', { kind: 'int' }, null],
  ['a fixed tinyint', '30 ff', { kind: 'tinyint' }, 255],
  ['a fixed bit', '32 01', { kind: 'bit' }, true],
  ['a fixed bigint', '7f ffffffffffffff7f', { kind: 'bigint' }, 0x7fff_ffff_ffff_ffffn],
  ['a fixed float', '3e 000000000000f03f', { kind: 'float' }, 1],
  ['a fixed money', '3c ffffffff f0d8ffff', { kind: 'decimal', precision: 19, scale: 4 }, '-1.0000'],
  ['a fixed datetime', '3d 00000000 2c010000', { kind: 'datetime' }, { ticks: 599_266_080_010_000_000n, offset: 0 }],
  ['a decimal of zero', '6a050903 0501000000 00', { kind: 'decimal', precision: 9, scale: 3 }, '0.000'],
  [
    'xml',
    'f1 00 feffffffffffffff 06000000 fffe3c006100 04000000 2f003e00 00000000',
    { kind: 'nvarchar', length: 'max' },
    '<a/>',
  ],
  [
    'xml of a collection',
    'f1 01 016100 00 0000 0200000000000000 02000000 6200 00000000',
    { kind: 'nvarchar', length: 'max' },
    'b',
  ],
  ['UTF-8', `a7 0a00 ${utf8} 0400 c5bcc3b3`, { kind: 'varchar', length: 10 }, 'żó'],
  ['code page 1252', `af 0300 ${latin} 0100 80`, { kind: 'char', length: 3 }, '€'],
  ['nvarchar of no length', `e7 0000 ${latin} 0000`, { kind: 'nvarchar', length: 0 }, ''],
  ['text that is NULL', `23 ffffff7f ${latin} ffffffff`, { kind: 'varchar', length: 'max' }, null],
  ['NULL of max', 'a5 ffff ffffffffffffffff', { kind: 'varbinary', length: 'max' }, null],
  ['an empty max', 'a5 ffff 0000000000000000 00000000', { kind: 'varbinary', length: 'max' }, Buffer.alloc(0)],
  ['a variant that is NULL', '62 491f0000 00000000', { kind: 'sql_variant' }, null],
])('%s', (_what, hex, type, value) => {
  expect(read(hex)).toEqual({ type, value, rest: 0 });
});

test.each<[string, SqlType, SqlValue]>([
  ['38 00 05000000', { kind: 'int' }, 5],
  ['32 00 00', { kind: 'bit' }, false],
  ['24 00 67452301ab89efcd0123456789abcdef', { kind: 'uniqueidentifier' }, '01234567-89AB-CDEF-0123-456789ABCDEF'],
  ['28 00 010000', { kind: 'date' }, { ticks: 864_000_000_000n, offset: 0 }],
  ['29 01 00 3c0000', { kind: 'time', scale: 0 }, { ticks: 600_000_000n, offset: 0 }],
  ['2a 01 02 64000001 0000', { kind: 'datetime2', scale: 2 }, { ticks: 864_010_000_000n, offset: 0 }],
  ['2b 01 00 010000 010000 3c00', { kind: 'datetimeoffset', scale: 0 }, { ticks: 864_010_000_000n, offset: 60 }],
  ['6c 02 0902 00e2040000', { kind: 'decimal', precision: 9, scale: 2 }, '-12.50'],
  [`e7 07 ${latin} 0001 7c01`, { kind: 'nvarchar', length: 128 }, 'ż'],
  [`a7 07 ${latin} 0a00 80`, { kind: 'varchar', length: 10 }, '€'],
  ['ad 02 0400 0102', { kind: 'binary', length: 4 }, Buffer.from([1, 2])],
])('a variant %s', (hex, type, value) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const length = bytes.length.toString(16).padStart(2, '0');
  expect(read(`62 491f0000 ${length}000000 ${hex}`)).toEqual({
    type: { kind: 'sql_variant' },
    value: { type, value },
    rest: 0,
  });
});

test.each(['f3', 'f0', '00', '37'])('the type 0x%s is not taken', (hex) => {
  expect(readParameterType(new ByteReader(Buffer.from(hex, 'hex')))).toBeUndefined();
});
