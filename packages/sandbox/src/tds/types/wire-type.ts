import type { SqlType, SqlValue, Variant } from '../../engine.js';
import { hasNewTimes, type TdsVersion } from '../login/prelogin.js';
import type { ByteWriter } from '../wire/bytes.js';
import { collation, isScalar, longestBytes, scalarType, typeId } from './scalar-types.js';
import { stringType, writeStringInfo, writeStringValue } from './string-types.js';
import { dateText, lastDay, mismatch, offsetText, timeText, toScale } from './values.js';

/** How a type and its values look to one client. */
export interface WireType {
  writeInfo(writer: ByteWriter): void;
  writeValue(writer: ByteWriter, value: SqlValue): void;
}

/** How that client sees the type. A column that is NOT NULL has the form without a length where there is one (INT4). */
export function wireTypeOf(type: SqlType, version: TdsVersion, nullable = true): WireType {
  if (type.kind === 'sql_variant') {
    return { writeInfo: writeVariantInfo, writeValue: writeVariantValue };
  }
  if (!isScalar(type)) {
    const string = stringType(type);
    return {
      writeInfo: (writer) => writeStringInfo(writer, string),
      writeValue: (writer, value) => writeStringValue(writer, string, value),
    };
  }
  const asText = hasNewTimes(version) ? undefined : timeAsText(type);
  if (asText !== undefined) {
    return asText;
  }
  const { info, fixedId, length, write } = scalarType(type);
  if (!nullable && fixedId !== undefined) {
    // SqlClient reads a NOT NULL integer without a length, whatever the column's type byte says.
    return {
      writeInfo: (writer) => writer.uint8(fixedId),
      writeValue: (writer, value) => {
        if (value === null) {
          throw mismatch(type, value);
        }
        write(writer, value);
      },
    };
  }
  const infoBytes = Uint8Array.from(info);
  return {
    writeInfo: (writer) => writer.bytes(infoBytes),
    writeValue: (writer, value) => {
      if (value === null) {
        writer.uint8(0);
      } else {
        writer.uint8(length);
        write(writer, value);
      }
    },
  };
}

/** TDS 7.2 has no date, time, datetime2 and datetimeoffset: its clients get them as text, as from SQL Server. */
function timeAsText(type: SqlType): WireType | undefined {
  switch (type.kind) {
    case 'date':
      return textType(type, 10, ({ day }) => dateText(day), 7);
    case 'time':
      return textType(type, 16, ({ time }) => timeText(time, type.scale), type.scale);
    case 'datetime2':
      return textType(type, 27, ({ day, time }) => `${dateText(day)} ${timeText(time, type.scale)}`, type.scale);
    case 'datetimeoffset':
      return textType(
        type,
        34,
        ({ day, time }, offset) => `${dateText(day)} ${timeText(time, type.scale)} ${offsetText(offset)}`,
        type.scale,
      );
    default:
      return undefined;
  }
}

function textType(
  type: SqlType,
  length: number,
  render: (moment: { day: number; time: number }, offset: number) => string,
  scale: number,
): WireType {
  const string = stringType({ kind: 'nvarchar', length });
  const ticksPerMinute = 600_000_000n;
  return {
    writeInfo: (writer) => writeStringInfo(writer, string),
    writeValue: (writer, value) => {
      if (value !== null && (typeof value !== 'object' || !('ticks' in value))) {
        throw mismatch(type, value);
      }
      if (value === null) {
        writeStringValue(writer, string, null);
        return;
      }
      // Text shows the local time, the value holds UTC.
      const moment = toScale(value.ticks + BigInt(value.offset) * ticksPerMinute, scale);
      if (moment.day < 0 || moment.day > lastDay) {
        throw mismatch(type, value);
      }
      writeStringValue(writer, string, render(moment, value.offset));
    },
  };
}

/** The most bytes of a sql_variant, with what says its type (MS-TDS 2.2.5.5.4). */
const longestVariant = 8009;

function writeVariantInfo(writer: ByteWriter): void {
  writer.uint8(typeId.variant);
  writer.uint32(longestVariant);
}

/** A sql_variant with its length of four bytes; 0 is NULL. */
function writeVariantValue(writer: ByteWriter, value: SqlValue): void {
  const variant = value === null ? undefined : variantOf(value);
  const lengthAt = writer.length;
  writer.uint32(0);
  if (variant === undefined || variant.value === null) {
    return;
  }
  const { type } = variant;
  if (type.kind === 'sql_variant') {
    throw mismatch(type, value);
  }
  if (isScalar(type)) {
    const scalar = scalarType(type);
    writer.uint8(scalar.variant.id);
    writer.uint8(scalar.variant.properties.length);
    writer.bytes(Uint8Array.from(scalar.variant.properties));
    scalar.write(writer, variant.value);
  } else {
    // A variant holds no `max` type.
    const { id, limit = longestBytes, collated, encode } = stringType(type);
    const bytes = encode(variant.value);
    writer.uint8(id);
    writer.uint8(collated ? 7 : 2);
    if (collated) {
      writer.bytes(collation);
    }
    writer.uint16(limit);
    writer.bytes(bytes.subarray(0, longestBytes));
  }
  writer.setLength32(lengthAt);
}

function variantOf(value: SqlValue): Variant {
  if (value === null || typeof value !== 'object' || !('type' in value)) {
    throw mismatch({ kind: 'sql_variant' } satisfies SqlType, value);
  }
  return value;
}
