import type { Column, SqlType, SqlValue } from '../../src/engine.js';
import { instantOf } from '../../src/instant.js';

const moment = { ...instantOf(Date.UTC(2026, 6, 5, 21, 30, 15, 123)), offset: 0 };

/** One column of every type, with a value that shows each mistake: sign, byte order, padding, rounding, code page. */
export const typed: readonly (readonly [name: string, type: SqlType, value: SqlValue])[] = [
  ['bit', { kind: 'bit' }, true],
  ['tinyint', { kind: 'tinyint' }, 200],
  ['smallint', { kind: 'smallint' }, -12_345],
  ['int', { kind: 'int' }, -1_234_567_890],
  ['bigint', { kind: 'bigint' }, -9_223_372_036_854_775_807n],
  ['real', { kind: 'real' }, 1.5],
  ['float', { kind: 'float' }, -0.1],
  ['decimal9', { kind: 'decimal', precision: 9, scale: 2 }, '-12.50'],
  ['decimal19', { kind: 'decimal', precision: 19, scale: 4 }, '123456789012.3456'],
  ['decimal38', { kind: 'decimal', precision: 38, scale: 0 }, '99999999999999999999999999999999999999'],
  ['guid', { kind: 'uniqueidentifier' }, '01234567-89AB-CDEF-0123-456789ABCDEF'],
  ['date', { kind: 'date' }, moment],
  ['datetime', { kind: 'datetime' }, moment],
  ['datetime2', { kind: 'datetime2', scale: 7 }, { ticks: moment.ticks + 4567n, offset: 0 }],
  ['time', { kind: 'time', scale: 3 }, moment],
  ['datetimeoffset', { kind: 'datetimeoffset', scale: 7 }, { ticks: moment.ticks, offset: 120 }],
  ['char', { kind: 'char', length: 5 }, 'ab'],
  ['nchar', { kind: 'nchar', length: 5 }, 'żó'],
  ['varchar', { kind: 'varchar', length: 20 }, 'Größe € ż'],
  ['varcharmax', { kind: 'varchar', length: 'max' }, 'é'.repeat(9000)],
  ['nvarchar', { kind: 'nvarchar', length: 20 }, 'Łódź 🙂'],
  ['nvarcharmax', { kind: 'nvarchar', length: 'max' }, ''],
  ['binary', { kind: 'binary', length: 4 }, Uint8Array.of(1, 2)],
  ['varbinary', { kind: 'varbinary', length: 10 }, Uint8Array.of(255, 0)],
  ['varbinarymax', { kind: 'varbinary', length: 'max' }, new Uint8Array(9000).fill(7)],
  ['variant', { kind: 'sql_variant' }, { type: { kind: 'nvarchar', length: 128 }, value: 'SANDBOX' }],
];

const wideTypes: readonly SqlType[] = [
  { kind: 'uniqueidentifier' },
  { kind: 'bit' },
  { kind: 'nvarchar', length: 256 },
  { kind: 'nvarchar', length: 'max' },
  { kind: 'nvarchar', length: 256 },
  { kind: 'int' },
  { kind: 'datetimeoffset', scale: 7 },
  { kind: 'bigint' },
];

export function wideColumns(count: number): readonly Column[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `c${index}`,
    type: wideTypes[index % wideTypes.length] ?? { kind: 'int' },
    nullable: true,
  }));
}

export function wideRow(columns: readonly Column[], index: number): readonly SqlValue[] {
  return columns.map(({ type }) => {
    switch (type.kind) {
      case 'uniqueidentifier':
        return `01234567-89AB-CDEF-0123-${index.toString(16).toUpperCase().padStart(12, '0')}`;
      case 'bit':
        return index % 2 === 0;
      case 'int':
        return index;
      case 'bigint':
        return BigInt(index);
      case 'datetimeoffset':
        return moment;
      default:
        return `Loader ${index}`;
    }
  });
}
