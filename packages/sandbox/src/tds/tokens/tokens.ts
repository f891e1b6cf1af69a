import type { SqlMessage } from '../../engine.js';
import { type TdsVersion, versionNumber, versionParts } from '../login/prelogin.js';
import { collation } from '../types/scalar-types.js';
import type { ByteWriter } from '../wire/bytes.js';

/** Token bytes of MS-TDS 2.2.4.2. */
const token = {
  returnStatus: 0x79,
  error: 0xaa,
  info: 0xab,
  loginAck: 0xad,
  environment: 0xe3,
  sspi: 0xed,
} as const;

/** DONE ends a statement of a batch, DONEINPROC one of a procedure, DONEPROC a procedure. */
export const doneToken = { statement: 0xfd, procedure: 0xfe, inProcedure: 0xff } as const;

/** Status bits of the three (MS-TDS 2.2.7.6). */
export const doneStatus = { final: 0, more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;

/** CurCmd of the three: what kind of statement it was. Clients count only SELECT apart. */
export const command = { none: 0, select: 0xc1, execute: 0xe0 } as const;

/** An end of something, not written yet because it must say whether more follows. */
export interface Done {
  readonly token: number;
  readonly status: number;
  readonly command: number;
  readonly rowCount: number;
}

/** Bytes of a message's line and of a count of rows: half of them before TDS 7.2. */
export interface Widths {
  readonly line: 2 | 4;
  readonly rowCount: 4 | 8;
}

const widths: Widths = { line: 4, rowCount: 8 };
export const widthsBefore72: Widths = { line: 2, rowCount: 4 };

export function writeDone(writer: ByteWriter, done: Done, { rowCount }: Widths = widths): void {
  writer.uint8(done.token);
  writer.uint16(done.status);
  writer.uint16(done.command);
  if (rowCount === 8) {
    writer.uint64(BigInt(done.rowCount));
  } else {
    writer.uint32(done.rowCount);
  }
}

/** Text is cut where the token's two bytes of length end; SQL Server's own messages stay far below. */
const longestText = 16_000;

/** An error from class 11 on, else an information. */
export function writeMessage(
  writer: ByteWriter,
  message: SqlMessage,
  serverName: string,
  { line }: Widths = widths,
): void {
  const text = message.text.slice(0, longestText);
  writer.uint8(message.class > 10 ? token.error : token.info);
  const lengthAt = writer.length;
  writer.uint16(0);
  writer.int32(message.number);
  writer.uint8(message.state);
  writer.uint8(message.class);
  writer.uint16(text.length);
  writer.text(text);
  writer.shortText(serverName);
  writer.shortText(message.procedure ?? '');
  writer.uint(message.line ?? 0, line);
  writer.setLength16(lengthAt);
}

export function writeReturnStatus(writer: ByteWriter, status: number): void {
  writer.uint8(token.returnStatus);
  writer.int32(status);
}

/** LOGINACK: the interface is Transact-SQL. */
export function writeLoginAck(writer: ByteWriter, version: TdsVersion, productVersion: string): void {
  const [major, minor, build] = versionParts(productVersion);
  writer.uint8(token.loginAck);
  const lengthAt = writer.length;
  writer.uint16(0);
  writer.uint8(1);
  writer.uint32BigEndian(versionNumber(version));
  writer.shortText('Microsoft SQL Server');
  writer.bytes(Buffer.from([major, minor, build >> 8, build & 0xff]));
  writer.setLength16(lengthAt);
}

/** A token of integrated authentication, for the client's next step. */
export function writeSspi(writer: ByteWriter, content: Buffer): void {
  writer.uint8(token.sspi);
  writer.uint16(content.length);
  writer.bytes(content);
}

/** ENVCHANGE of a text (MS-TDS 2.2.7.9): 1 database, 2 language, 4 packet size. */
export function writeTextChange(writer: ByteWriter, kind: 1 | 2 | 4, to: string, from: string): void {
  writer.uint8(token.environment);
  const lengthAt = writer.length;
  writer.uint16(0);
  writer.uint8(kind);
  writer.shortText(to);
  writer.shortText(from);
  writer.setLength16(lengthAt);
}

/** ENVCHANGE of bytes: 7 collation, 8 a transaction began, 9 it was committed, 10 rolled back, 18 the session was reset. */
export function writeByteChange(writer: ByteWriter, kind: 7 | 8 | 9 | 10 | 18, to: Uint8Array, from: Uint8Array): void {
  writer.uint8(token.environment);
  writer.uint16(3 + to.length + from.length);
  writer.uint8(kind);
  writer.uint8(to.length);
  writer.bytes(to);
  writer.uint8(from.length);
  writer.bytes(from);
}

export function writeCollationChange(writer: ByteWriter): void {
  writeByteChange(writer, 7, collation, Buffer.alloc(0));
}

/** The current database, with the message that goes along with it (5701). */
export function writeDatabaseChange(writer: ByteWriter, to: string, from: string, serverName: string): void {
  writeTextChange(writer, 1, to, from);
  const text = `Changed database context to '${to}'.`;
  writeMessage(writer, { number: 5701, state: 2, class: 0, text, line: 1 }, serverName);
}

export function writeLanguageChange(writer: ByteWriter, serverName: string): void {
  writeTextChange(writer, 2, 'us_english', '');
  const text = 'Changed language setting to us_english.';
  writeMessage(writer, { number: 5703, state: 1, class: 0, text, line: 1 }, serverName);
}
