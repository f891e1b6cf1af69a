import type { SqlType, SqlValue, Variant } from '../../sql-value.js';
import type { ByteWriter } from '../wire/byte-writer.js';
import { isScalar, scalarType } from './scalar-types.js';
import { stringType } from './string-types.js';
import { collation, longestBytes, typeId } from './type-ids.js';
import { mismatch } from './value-mismatch.js';

/** The most bytes of a sql_variant, with what says its type (MS-TDS 2.2.5.5.4). */
const longestVariant = 8009;

export function writeVariantInfo(writer: ByteWriter): void {
  writer.uint8(typeId.variant);
  writer.uint32(longestVariant);
}

/** A sql_variant with its length of four bytes; 0 is NULL. */
export function writeVariantValue(writer: ByteWriter, value: SqlValue): void {
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
