import type { Instant, SqlType, SqlValue } from '../../engine.js';
import type { ByteWriter } from '../wire/bytes.js';
import {
  type DayAndTime,
  daysTo1900,
  decimalLength,
  lastDay,
  mismatch,
  timeLength,
  to300ths,
  toScale,
  unscaledDecimal,
  writeGuid,
} from './values.js';

/** A type whose values all have one length (MS-TDS 2.2.5.4.1 and 2.2.5.4.2). */
interface ScalarType {
  /** TYPE_INFO: the type byte and what follows it. */
  readonly info: readonly number[];
  /** The type byte of the form that can't be null, where there is one. */
  readonly fixedId?: number;
  /** The type byte and its properties inside a sql_variant. */
  readonly variant: { readonly id: number; readonly properties: readonly number[] };
  /** Bytes of a value. */
  readonly length: number;
  /** Writes a value that is not null. */
  write(writer: ByteWriter, value: SqlValue): void;
}

/** The kinds of `scalarType`: all but characters, bytes and sql_variant. */
type ScalarSqlType = Exclude<SqlType, { length: unknown } | { kind: 'sql_variant' }>;

export function isScalar(type: SqlType): type is ScalarSqlType {
  return type.kind !== 'sql_variant' && !('length' in type);
}

const integerLengths = { tinyint: 1, smallint: 2, int: 4, bigint: 8 } as const;

export function scalarType(type: ScalarSqlType): ScalarType {
  switch (type.kind) {
    case 'bit':
      return plain(typeId.bitN, typeId.bit, 1, (writer, value) => writer.uint8(value === true || value === 1 ? 1 : 0));
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return plain(typeId.intN, typeId[type.kind], integerLengths[type.kind], integerWriter(type.kind));
    case 'real':
      return plain(typeId.floatN, typeId.real, 4, (writer, value) => writer.float(numberOf(type, value)));
    case 'float':
      return plain(typeId.floatN, typeId.float, 8, (writer, value) => writer.double(numberOf(type, value)));
    case 'decimal':
      return decimalType(type);
    case 'uniqueidentifier':
      return {
        info: [typeId.guid, 16],
        variant: { id: typeId.guid, properties: [] },
        length: 16,
        write: (writer, value) => writeGuid(writer, type, value),
      };
    case 'datetime':
      return plain(typeId.datetimeN, typeId.datetime, 8, (writer, value) => {
        const { day, time } = inCalendar(type, value, to300ths(instantOf(type, value).ticks));
        writer.int32(day - daysTo1900);
        writer.uint32(time);
      });
    case 'date':
      return {
        info: [typeId.dateN],
        variant: { id: typeId.dateN, properties: [] },
        length: 3,
        write: (writer, value) => writer.uint(inCalendar(type, value, toScale(instantOf(type, value).ticks, 7)).day, 3),
      };
    case 'time':
      return scaled(typeId.timeN, type.scale, 0, (writer, value) => {
        writer.uint(toScale(instantOf(type, value).ticks, type.scale).time, timeLength(type.scale));
      });
    case 'datetime2':
      return scaled(typeId.datetime2N, type.scale, 3, (writer, value) => {
        writeMoment(writer, inCalendar(type, value, toScale(instantOf(type, value).ticks, type.scale)), type.scale);
      });
    case 'datetimeoffset':
      // The time is that of UTC, the offset says how the client shows it.
      return scaled(typeId.datetimeOffsetN, type.scale, 5, (writer, value) => {
        const instant = instantOf(type, value);
        writeMoment(writer, inCalendar(type, value, toScale(instant.ticks, type.scale)), type.scale);
        writer.int16(instant.offset);
      });
  }
}

type Write = ScalarType['write'];

function plain(id: number, fixedId: number, length: number, write: Write): ScalarType {
  return { info: [id, length], fixedId, variant: { id: fixedId, properties: [] }, length, write };
}

function scaled(id: number, scale: number, besideTime: number, write: Write): ScalarType {
  return {
    info: [id, scale],
    variant: { id, properties: [scale] },
    length: timeLength(scale) + besideTime,
    write,
  };
}

function decimalType(type: {
  readonly kind: 'decimal';
  readonly precision: number;
  readonly scale: number;
}): ScalarType {
  const { precision, scale } = type;
  const length = decimalLength(precision);
  const limit = 10n ** BigInt(precision);
  return {
    info: [typeId.numericN, length, precision, scale],
    variant: { id: typeId.numericN, properties: [precision, scale] },
    length,
    write: (writer, value) => {
      const unscaled = unscaledDecimal(String(value), scale);
      if (unscaled === undefined || unscaled >= limit || unscaled <= -limit) {
        throw mismatch(type, value);
      }
      writer.uint8(unscaled < 0n ? 0 : 1);
      let rest = unscaled < 0n ? -unscaled : unscaled;
      for (let at = 1; at < length; at += 4) {
        writer.uint32(Number(rest & 0xffff_ffffn));
        rest >>= 32n;
      }
    },
  };
}

function integerWriter(kind: keyof typeof integerLengths): Write {
  switch (kind) {
    case 'bigint':
      return (writer, value) => writer.int64(bigintOf(value));
    case 'int':
      return (writer, value) => writer.int32(integerOf(kind, value, -0x8000_0000, 0x7fff_ffff));
    case 'smallint':
      return (writer, value) => writer.int16(integerOf(kind, value, -0x8000, 0x7fff));
    case 'tinyint':
      return (writer, value) => writer.uint8(integerOf(kind, value, 0, 0xff));
  }
}

function integerOf(kind: 'tinyint' | 'smallint' | 'int', value: SqlValue, from: number, to: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to) {
    throw mismatch({ kind }, value);
  }
  return value;
}

function bigintOf(value: SqlValue): bigint {
  if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) {
    throw mismatch({ kind: 'bigint' }, value);
  }
  return value;
}

function numberOf(type: SqlType, value: SqlValue): number {
  if (typeof value !== 'number') {
    throw mismatch(type, value);
  }
  return value;
}

function instantOf(type: SqlType, value: SqlValue): Instant {
  if (value === null || typeof value !== 'object' || !('ticks' in value)) {
    throw mismatch(type, value);
  }
  return value;
}

function inCalendar(type: SqlType, value: SqlValue, moment: DayAndTime): DayAndTime {
  if (moment.day < 0 || moment.time < 0 || moment.day > lastDay) {
    throw mismatch(type, value);
  }
  return moment;
}

function writeMoment(writer: ByteWriter, { day, time }: DayAndTime, scale: number): void {
  writer.uint(time, timeLength(scale));
  writer.uint(day, 3);
}

/** Type bytes of MS-TDS 2.2.5.4, those that may be null in variable length first. */
export const typeId = {
  guid: 0x24,
  intN: 0x26,
  dateN: 0x28,
  timeN: 0x29,
  datetime2N: 0x2a,
  datetimeOffsetN: 0x2b,
  bitN: 0x68,
  decimalN: 0x6a,
  numericN: 0x6c,
  floatN: 0x6d,
  moneyN: 0x6e,
  datetimeN: 0x6f,
  varbinary: 0xa5,
  varchar: 0xa7,
  binary: 0xad,
  char: 0xaf,
  nvarchar: 0xe7,
  nchar: 0xef,
  xml: 0xf1,
  image: 0x22,
  text: 0x23,
  ntext: 0x63,
  variant: 0x62,
  null: 0x1f,
  tinyint: 0x30,
  bit: 0x32,
  smallint: 0x34,
  int: 0x38,
  smalldatetime: 0x3a,
  real: 0x3b,
  money: 0x3c,
  datetime: 0x3d,
  float: 0x3e,
  smallmoney: 0x7a,
  bigint: 0x7f,
} as const;

/** SQL_Latin1_General_CP1_CI_AS: locale 0x0409, ignoring case, kana and width, sort order 52. */
export const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

/** The length that stands for `max` in a type, and for NULL in a value. */
export const unlimited = 0xffff;

/** The most bytes that a type other than `max` has. */
export const longestBytes = 8000;
