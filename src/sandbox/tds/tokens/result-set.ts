import type { Column, SqlValue } from '../../sql-value.js';
import type { TdsVersion } from '../login/tds-version.js';
import { type WireType, wireTypeOf } from '../types/wire-type.js';
import type { ByteWriter } from '../wire/byte-writer.js';

const metadataToken = 0x81;
const rowToken = 0xd1;

/** Flags of a column (MS-TDS 2.2.7.4): may be null, and nobody knows whether it can be written. */
const nullable = 0x01;
const updatableUnknown = 0x08;

/** The columns of a result as one client sees them; the way of each value is chosen once, not once a row. */
export interface ResultSet {
  writeColumns(writer: ByteWriter): void;
  writeRow(writer: ByteWriter, values: readonly SqlValue[]): void;
}

export function resultSetOf(columns: readonly Column[], version: TdsVersion): ResultSet {
  const types: readonly WireType[] = columns.map(({ type, nullable }) => wireTypeOf(type, version, nullable));
  return {
    writeColumns: (writer) => {
      writer.uint8(metadataToken);
      writer.uint16(columns.length);
      columns.forEach((column, index) => {
        // No user type.
        writer.uint32(0);
        writer.uint16(updatableUnknown | (column.nullable ? nullable : 0));
        types[index]?.writeInfo(writer);
        writer.shortText(column.name);
      });
    },
    writeRow: (writer, values) => {
      writer.uint8(rowToken);
      for (let index = 0; index < types.length; index += 1) {
        types[index]?.writeValue(writer, values[index] ?? null);
      }
    },
  };
}
