import type { SqlType, SqlValue, Variant } from '../../sql-value.js';
import { readCharset } from '../types/charset.js';
import { typeId } from '../types/type-ids.js';
import { ByteReader, malformed } from '../wire/byte-reader.js';
import {
  readDate,
  readDatetime,
  readDatetime2,
  readDatetimeOffset,
  readDecimal,
  readFloat,
  readGuid,
  readInteger,
  readMoney,
  readTime,
  type ValueReader,
} from './parameter-values.js';

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
