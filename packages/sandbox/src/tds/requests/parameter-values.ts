import type { SqlType, SqlValue, Variant } from '../../engine.js';
import { typeId } from '../types/scalar-types.js';
import { readCharset } from '../types/string-types.js';
import { daysTo1900, decimalText, from300ths, fromMinutes, fromScale, guidText, lastDay } from '../types/values.js';
import { ByteReader, malformed } from '../wire/bytes.js';

/** Reads a value that is not null, of that many bytes. */
export type ValueReader = (reader: ByteReader, length: number) => SqlValue;

const lengthError = (type: string, length: number) => malformed(`a value of type ${type} has ${length} bytes`);

/** tinyint has no sign; bigint is the only one that comes as bigint. */
export const readInteger: ValueReader = (reader, length) => {
  switch (length) {
    case 1:
      return reader.uint8();
    case 2:
      return reader.int16();
    case 4:
      return reader.int32();
    case 8:
      return reader.int64();
    default:
      throw lengthError('integer', length);
  }
};

export const readFloat: ValueReader = (reader, length) => {
  switch (length) {
    case 4:
      return reader.float();
    case 8:
      return reader.double();
    default:
      throw lengthError('float', length);
  }
};

/** Ten-thousandths; the eight bytes of money come with the upper half first. */
export const readMoney: ValueReader = (reader, length) => {
  switch (length) {
    case 4:
      return decimalText(BigInt(reader.int32()), 4);
    case 8: {
      const upper = BigInt(reader.int32());
      return decimalText((upper << 32n) + BigInt(reader.uint32()), 4);
    }
    default:
      throw lengthError('money', length);
  }
};

export function readDecimal(reader: ByteReader, length: number, scale: number): string {
  const positive = reader.uint8() === 1;
  const magnitude = reader.bytes(length - 1);
  let unscaled = 0n;
  for (const byte of magnitude.toReversed()) {
    unscaled = (unscaled << 8n) | BigInt(byte);
  }
  return decimalText(positive ? unscaled : -unscaled, scale);
}

export const readGuid: ValueReader = (reader, length) => {
  if (length !== 16) {
    throw lengthError('uniqueidentifier', length);
  }
  return guidText(reader.bytes(16));
};

/** Four bytes are a smalldatetime: days and minutes. */
export const readDatetime: ValueReader = (reader, length) => {
  switch (length) {
    case 4: {
      const day = reader.uint16() + daysTo1900;
      return fromMinutes(day, reader.uint16());
    }
    case 8: {
      const day = inCalendar(reader.int32() + daysTo1900);
      return from300ths(day, reader.uint32());
    }
    default:
      throw lengthError('datetime', length);
  }
};

export const readDate: ValueReader = (reader, length) => {
  if (length !== 3) {
    throw lengthError('date', length);
  }
  return fromScale(inCalendar(reader.uint(3)), 0, 7);
};

export function readTime(reader: ByteReader, length: number, scale: number): SqlValue {
  return fromScale(0, readTimeOfDay(reader, length, scale), scale);
}

export function readDatetime2(reader: ByteReader, length: number, scale: number): SqlValue {
  const time = readTimeOfDay(reader, length - 3, scale);
  return fromScale(inCalendar(reader.uint(3)), time, scale);
}

export function readDatetimeOffset(reader: ByteReader, length: number, scale: number): SqlValue {
  const time = readTimeOfDay(reader, length - 5, scale);
  const day = inCalendar(reader.uint(3));
  return fromScale(day, time, scale, reader.int16());
}

function readTimeOfDay(reader: ByteReader, width: number, scale: number): number {
  if (width < 3 || width > 5 || scale > 7) {
    throw lengthError('time', width);
  }
  const time = reader.uint(width);
  if (time >= 86_400 * 10 ** scale) {
    throw malformed('a time of day is later than 24 hours');
  }
  return time;
}

function inCalendar(day: number): number {
  if (day < 0 || day > lastDay) {
    throw malformed(`a date is ${day} days after 0001-01-01`);
  }
  return day;
}

/** A value in chunks (MS-TDS 2.2.5.2.3), null for NULL. Chunks end with an empty one, whatever length was announced. */
export function readChunks(reader: ByteReader): Buffer | null {
  if (reader.uint64() === 0xffff_ffff_ffff_ffffn) {
    return null;
  }
  const chunks: Buffer[] = [];
  for (let length = reader.uint32(); length > 0; length = reader.uint32()) {
    chunks.push(reader.bytes(length));
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/** A sql_variant: its whole length, its type's byte, the type's properties, the value (MS-TDS 2.2.5.5.4). */
export function readVariant(reader: ByteReader): SqlValue {
  const length = reader.uint32();
  if (length === 0) {
    return null;
  }
  const inner = new ByteReader(reader.bytes(length));
  const id = inner.uint8();
  const properties = new ByteReader(inner.bytes(inner.uint8()));
  return plainVariant(id, inner) ?? variantWithProperties(id, properties, inner);
}

const plainTypes: Readonly<Record<number, { type: SqlType; read: ValueReader } | undefined>> = {
  [typeId.guid]: { type: { kind: 'uniqueidentifier' }, read: readGuid },
  [typeId.dateN]: { type: { kind: 'date' }, read: readDate },
  [typeId.bit]: { type: { kind: 'bit' }, read: (reader) => reader.uint8() !== 0 },
  [typeId.tinyint]: { type: { kind: 'tinyint' }, read: readInteger },
  [typeId.smallint]: { type: { kind: 'smallint' }, read: readInteger },
  [typeId.int]: { type: { kind: 'int' }, read: readInteger },
  [typeId.bigint]: { type: { kind: 'bigint' }, read: readInteger },
  [typeId.real]: { type: { kind: 'real' }, read: readFloat },
  [typeId.float]: { type: { kind: 'float' }, read: readFloat },
  [typeId.smalldatetime]: { type: { kind: 'datetime' }, read: readDatetime },
  [typeId.datetime]: { type: { kind: 'datetime' }, read: readDatetime },
  [typeId.smallmoney]: { type: { kind: 'decimal', precision: 10, scale: 4 }, read: readMoney },
  [typeId.money]: { type: { kind: 'decimal', precision: 19, scale: 4 }, read: readMoney },
};

function plainVariant(id: number, value: ByteReader): Variant | undefined {
  const plain = plainTypes[id];
  return plain && { type: plain.type, value: plain.read(value, value.remaining) };
}

function variantWithProperties(id: number, properties: ByteReader, value: ByteReader): Variant {
  const length = value.remaining;
  switch (id) {
    case typeId.timeN: {
      const scale = properties.uint8();
      return { type: { kind: 'time', scale }, value: readTime(value, length, scale) };
    }
    case typeId.datetime2N: {
      const scale = properties.uint8();
      return { type: { kind: 'datetime2', scale }, value: readDatetime2(value, length, scale) };
    }
    case typeId.datetimeOffsetN: {
      const scale = properties.uint8();
      return { type: { kind: 'datetimeoffset', scale }, value: readDatetimeOffset(value, length, scale) };
    }
    case typeId.decimalN:
    case typeId.numericN: {
      const precision = properties.uint8();
      const scale = properties.uint8();
      return { type: { kind: 'decimal', precision, scale }, value: readDecimal(value, length, scale) };
    }
    case typeId.varbinary:
    case typeId.binary: {
      const kind = id === typeId.binary ? 'binary' : 'varbinary';
      return { type: { kind, length: properties.uint16() }, value: Buffer.from(value.bytes(length)) };
    }
    case typeId.varchar:
    case typeId.char: {
      const charset = readCharset(properties);
      const kind = id === typeId.char ? 'char' : 'varchar';
      return { type: { kind, length: properties.uint16() }, value: charset(value.bytes(length)) };
    }
    case typeId.nvarchar:
    case typeId.nchar: {
      readCharset(properties);
      const kind = id === typeId.nchar ? 'nchar' : 'nvarchar';
      return { type: { kind, length: properties.uint16() / 2 }, value: value.bytes(length).toString('utf16le') };
    }
    default:
      throw malformed(`a sql_variant has the type 0x${id.toString(16)}`);
  }
}
