import type { SqlType, SqlValue } from '../../engine.js';
import type { ByteReader, ByteWriter } from '../wire/bytes.js';
import { collation, longestBytes, typeId, unlimited } from './scalar-types.js';
import { mismatch } from './values.js';

/** Types of characters or bytes (MS-TDS 2.2.5.4.3). */
type StringSqlType = Extract<SqlType, { length: unknown }>;

interface StringType {
  readonly id: number;
  /** The most bytes of a value; undefined for `max`. */
  readonly limit: number | undefined;
  readonly collated: boolean;
  /** The bytes of a value that is not null, padded or cut to the type. */
  encode(value: SqlValue): Uint8Array;
}

const wide = { nchar: true, nvarchar: true } as const;
const binary = { binary: true, varbinary: true } as const;

export function stringType(type: StringSqlType): StringType {
  const width = type.kind in wide ? 2 : 1;
  const declared = type.length === 'max' ? Infinity : Math.max(1, type.length) * width;
  const limit = declared > longestBytes ? undefined : declared;
  const padded = type.kind === 'char' || type.kind === 'nchar' || type.kind === 'binary';
  const encodeAny = type.kind in binary ? bytesOf : charactersOf;
  return {
    id: typeId[type.kind],
    limit,
    collated: !(type.kind in binary),
    encode: (value) => {
      const bytes = encodeAny(type, value);
      if (limit === undefined || (padded ? bytes.length === limit : bytes.length <= limit)) {
        return bytes;
      }
      return bytes.length > limit ? bytes.subarray(0, limit) : pad(type, bytes, limit);
    },
  };
}

/** TYPE_INFO of characters or bytes. */
export function writeStringInfo(writer: ByteWriter, type: StringType): void {
  writer.uint8(type.id);
  writer.uint16(type.limit ?? unlimited);
  if (type.collated) {
    writer.bytes(collation);
  }
}

/** A value with its length: two bytes, or in one chunk for `max` (MS-TDS 2.2.5.2.3). */
export function writeStringValue(writer: ByteWriter, type: StringType, value: SqlValue): void {
  if (type.limit === undefined) {
    writeChunk(writer, type, value);
  } else if (value === null) {
    writer.uint16(unlimited);
  } else if (type.id === typeId.nvarchar && typeof value === 'string' && value.length * 2 <= type.limit) {
    // By far the most common: without a buffer in between.
    writer.uint16(value.length * 2);
    writer.text(value);
  } else {
    const bytes = type.encode(value);
    writer.uint16(bytes.length);
    writer.bytes(bytes);
  }
}

function writeChunk(writer: ByteWriter, type: StringType, value: SqlValue): void {
  if (value === null) {
    writer.uint64(0xffff_ffff_ffff_ffffn);
    return;
  }
  const text = type.id === typeId.nvarchar && typeof value === 'string' ? value : undefined;
  const bytes = text === undefined ? type.encode(value) : undefined;
  const length = bytes?.length ?? (text?.length ?? 0) * 2;
  writer.uint32(length);
  writer.uint32(0);
  if (length > 0) {
    writer.uint32(length);
    if (bytes !== undefined) {
      writer.bytes(bytes);
    } else {
      writer.text(text ?? '');
    }
  }
  writer.uint32(0);
}

function charactersOf(type: StringSqlType, value: SqlValue): Uint8Array {
  if (typeof value !== 'string') {
    throw mismatch(type, value);
  }
  return type.kind in wide ? Buffer.from(value, 'utf16le') : encode1252(value);
}

function bytesOf(type: StringSqlType, value: SqlValue): Uint8Array {
  if (!(value instanceof Uint8Array)) {
    throw mismatch(type, value);
  }
  return value;
}

function pad(type: StringSqlType, bytes: Uint8Array, length: number): Uint8Array {
  const padded = Buffer.alloc(length, type.kind === 'nchar' ? ' \0' : type.kind === 'char' ? ' ' : 0);
  padded.set(bytes);
  return padded;
}

export type Charset = (bytes: Buffer) => string;

/** fUTF8 of a collation, in its third byte (MS-TDS 2.2.5.1.2: bit 26 of the first four bytes). */
const utf8Flag = 0x0400_0000;

/** Reads a collation; its characters are UTF-8 where it says so, else taken for code page 1252. */
export function readCharset(reader: ByteReader): Charset {
  const flags = reader.uint32();
  reader.skip(1);
  return (flags & utf8Flag) === 0 ? decode1252 : (bytes) => bytes.toString('utf8');
}

/*
 * Windows code page 1252, of the collation SQL_Latin1_General_CP1_CI_AS: ISO 8859-1 but for 0x80 to 0x9F.
 * https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WindowsBestFit/bestfit1252.txt
 */

/** The characters of 0x80 to 0x9F; the five unassigned bytes stand for the control character of the same number. */
const upperControls = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const byteOf = new Map([...upperControls].map((character, index) => [character.charCodeAt(0), 0x80 + index]));

const outsideLatin1 = /[\u0080-\u009f\u0100-\uffff]/;

/** A character outside the page becomes `?`, as in SQL Server; one of two code units becomes two of them. */
export function encode1252(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  if (outsideLatin1.test(text)) {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 0xff || (unit >= 0x80 && unit <= 0x9f)) {
        bytes[index] = byteOf.get(unit) ?? 0x3f;
      }
    }
  }
  return bytes;
}

export function decode1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (control) => {
    return upperControls.charAt(control.charCodeAt(0) - 0x80);
  });
}
