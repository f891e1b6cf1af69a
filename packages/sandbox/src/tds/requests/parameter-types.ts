import type { SqlType, SqlValue } from '../../engine.js';
import { longestBytes, typeId, unlimited } from '../types/scalar-types.js';
import { type Charset, readCharset } from '../types/string-types.js';
import type { ByteReader } from '../wire/bytes.js';
import {
  readChunks,
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
  readVariant,
  type ValueReader,
} from './parameter-values.js';

/** TYPE_INFO of a parameter as a client wrote it, with the reader of the value that follows. */
export interface ParameterType {
  readonly type: SqlType;
  readValue(reader: ByteReader): SqlValue;
}

/** Undefined for a type byte that the server doesn't take: table-valued, CLR and unknown types. */
export function readParameterType(reader: ByteReader): ParameterType | undefined {
  const id = reader.uint8();
  const fixed = fixedTypes[id];
  if (fixed !== undefined) {
    return { type: fixed.type, readValue: (from) => fixed.read(from, fixed.length) };
  }
  switch (id) {
    case typeId.null:
      return { type: { kind: 'int' }, readValue: () => null };
    case typeId.intN:
      return shortLength(integerType(reader.uint8()), readInteger);
    case typeId.bitN:
      reader.skip(1);
      return shortLength({ kind: 'bit' }, (from, length) => readInteger(from, length) !== 0);
    case typeId.floatN:
      return shortLength({ kind: reader.uint8() === 4 ? 'real' : 'float' }, readFloat);
    case typeId.moneyN:
      return shortLength(moneyType(reader.uint8()), readMoney);
    case typeId.datetimeN:
      reader.skip(1);
      return shortLength({ kind: 'datetime' }, readDatetime);
    case typeId.guid:
      reader.skip(1);
      return shortLength({ kind: 'uniqueidentifier' }, readGuid);
    case typeId.dateN:
      return shortLength({ kind: 'date' }, readDate);
    case typeId.timeN:
      return scaled('time', reader.uint8(), readTime);
    case typeId.datetime2N:
      return scaled('datetime2', reader.uint8(), readDatetime2);
    case typeId.datetimeOffsetN:
      return scaled('datetimeoffset', reader.uint8(), readDatetimeOffset);
    case typeId.decimalN:
    case typeId.numericN: {
      reader.skip(1);
      const precision = reader.uint8();
      const scale = reader.uint8();
      return shortLength({ kind: 'decimal', precision, scale }, (from, length) => readDecimal(from, length, scale));
    }
    case typeId.variant:
      reader.skip(4);
      return { type: { kind: 'sql_variant' }, readValue: readVariant };
    case typeId.varbinary:
    case typeId.binary: {
      const limit = reader.uint16();
      const kind = id === typeId.binary ? 'binary' : 'varbinary';
      return bounded(kind, limit, 1, (bytes) => Buffer.from(bytes));
    }
    case typeId.varchar:
    case typeId.char: {
      const limit = reader.uint16();
      const charset = readCharset(reader);
      return bounded(id === typeId.char ? 'char' : 'varchar', limit, 1, charset);
    }
    case typeId.nvarchar:
    case typeId.nchar: {
      const limit = reader.uint16();
      readCharset(reader);
      return bounded(id === typeId.nchar ? 'nchar' : 'nvarchar', limit, 2, utf16);
    }
    default:
      return readLargeType(id, reader);
  }
}

/** text, ntext and image come from old clients and are taken for their `max` successors; xml is taken for its text. */
function readLargeType(id: number, reader: ByteReader): ParameterType | undefined {
  switch (id) {
    case typeId.image:
      reader.skip(4);
      return longLength({ kind: 'varbinary', length: 'max' }, (bytes) => Buffer.from(bytes));
    case typeId.text:
      reader.skip(4);
      return longLength({ kind: 'varchar', length: 'max' }, readCharset(reader));
    case typeId.ntext:
      reader.skip(4);
      readCharset(reader);
      return longLength({ kind: 'nvarchar', length: 'max' }, utf16);
    case typeId.xml:
      if (reader.uint8() === 1) {
        reader.text(reader.uint8());
        reader.text(reader.uint8());
        reader.text(reader.uint16());
      }
      return chunked({ kind: 'nvarchar', length: 'max' }, (bytes) => utf16(bytes).replace(/^\ufeff/, ''));
    default:
      return undefined;
  }
}

const fixedTypes: Readonly<Record<number, { type: SqlType; length: number; read: ValueReader } | undefined>> = {
  [typeId.tinyint]: { type: { kind: 'tinyint' }, length: 1, read: readInteger },
  [typeId.bit]: { type: { kind: 'bit' }, length: 1, read: (reader) => reader.uint8() !== 0 },
  [typeId.smallint]: { type: { kind: 'smallint' }, length: 2, read: readInteger },
  [typeId.int]: { type: { kind: 'int' }, length: 4, read: readInteger },
  [typeId.bigint]: { type: { kind: 'bigint' }, length: 8, read: readInteger },
  [typeId.real]: { type: { kind: 'real' }, length: 4, read: readFloat },
  [typeId.float]: { type: { kind: 'float' }, length: 8, read: readFloat },
  [typeId.smalldatetime]: { type: { kind: 'datetime' }, length: 4, read: readDatetime },
  [typeId.datetime]: { type: { kind: 'datetime' }, length: 8, read: readDatetime },
  [typeId.smallmoney]: { type: moneyType(4), length: 4, read: readMoney },
  [typeId.money]: { type: moneyType(8), length: 8, read: readMoney },
};

function integerType(length: number): SqlType {
  switch (length) {
    case 1:
      return { kind: 'tinyint' };
    case 2:
      return { kind: 'smallint' };
    case 4:
      return { kind: 'int' };
    default:
      return { kind: 'bigint' };
  }
}

/** money and smallmoney are decimals in all but name. */
function moneyType(length: number): SqlType {
  return { kind: 'decimal', precision: length === 4 ? 10 : 19, scale: 4 };
}

function utf16(bytes: Buffer): string {
  return bytes.toString('utf16le');
}

function shortLength(type: SqlType, read: ValueReader): ParameterType {
  return {
    type,
    readValue: (reader) => {
      const length = reader.uint8();
      return length === 0 ? null : read(reader, length);
    },
  };
}

function scaled(
  kind: 'time' | 'datetime2' | 'datetimeoffset',
  scale: number,
  read: (reader: ByteReader, length: number, scale: number) => SqlValue,
): ParameterType {
  return shortLength({ kind, scale }, (reader, length) => read(reader, length, scale));
}

function bounded(
  kind: 'binary' | 'varbinary' | 'char' | 'varchar' | 'nchar' | 'nvarchar',
  limit: number,
  width: number,
  decode: Charset | ((bytes: Buffer) => Uint8Array),
): ParameterType {
  if (limit === unlimited) {
    const large = kind === 'binary' ? 'varbinary' : kind === 'char' ? 'varchar' : kind === 'nchar' ? 'nvarchar' : kind;
    return chunked({ kind: large, length: 'max' }, decode);
  }
  return {
    type: { kind, length: Math.min(limit, longestBytes) / width },
    readValue: (reader) => {
      const length = reader.uint16();
      return length === unlimited ? null : decode(reader.bytes(length));
    },
  };
}

function longLength(type: SqlType, decode: (bytes: Buffer) => SqlValue): ParameterType {
  return {
    type,
    readValue: (reader) => {
      const length = reader.uint32();
      return length === 0xffff_ffff ? null : decode(reader.bytes(length));
    },
  };
}

function chunked(type: SqlType, decode: (bytes: Buffer) => SqlValue): ParameterType {
  return {
    type,
    readValue: (reader) => {
      const bytes = readChunks(reader);
      return bytes === null ? null : decode(bytes);
    },
  };
}
