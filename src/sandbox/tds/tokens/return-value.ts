import type { SqlType, SqlValue } from '../../sql-value.js';
import type { TdsVersion } from '../login/tds-version.js';
import { wireTypeOf } from '../types/wire-type.js';
import type { ByteWriter } from '../wire/byte-writer.js';

const returnValueToken = 0xac;
const outputParameter = 0x01;

export interface OutputValue {
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** RETURNVALUE of an output parameter (MS-TDS 2.2.7.19); `ordinal` is its place among the call's parameters, from 0. */
export function writeReturnValue(writer: ByteWriter, output: OutputValue, ordinal: number, version: TdsVersion): void {
  const type = wireTypeOf(output.type, version);
  writer.uint8(returnValueToken);
  writer.uint16(ordinal);
  writer.shortText(output.name);
  writer.uint8(outputParameter);
  // User type, then flags.
  writer.uint32(0);
  writer.uint16(0);
  type.writeInfo(writer);
  type.writeValue(writer, output.value);
}
