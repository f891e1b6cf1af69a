import { SandboxError } from '../../errors.js';

/** The client broke the protocol: its connection ends, nobody else's does. */
export function malformed(detail: string): SandboxError {
  return new SandboxError('sandbox.wire-protocol', detail);
}

/** A cursor over the bytes of one message. Numbers are little-endian. Reading past the end is `malformed`. */
export class ByteReader {
  #position = 0;

  constructor(private readonly buffer: Buffer) {}

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.buffer.length - this.#position;
  }

  /** Moves over `count` bytes and returns where they begin. */
  skip(count: number): number {
    const start = this.#position;
    if (count < 0 || count > this.buffer.length - start) {
      throw malformed(`${count} bytes were announced at ${start}, the message has ${this.buffer.length}`);
    }
    this.#position = start + count;
    return start;
  }

  uint8(): number {
    return this.buffer.readUInt8(this.skip(1));
  }

  peek(): number | undefined {
    return this.buffer[this.#position];
  }

  uint16(): number {
    return this.buffer.readUInt16LE(this.skip(2));
  }

  int16(): number {
    return this.buffer.readInt16LE(this.skip(2));
  }

  uint32(): number {
    return this.buffer.readUInt32LE(this.skip(4));
  }

  int32(): number {
    return this.buffer.readInt32LE(this.skip(4));
  }

  uint64(): bigint {
    return this.buffer.readBigUInt64LE(this.skip(8));
  }

  int64(): bigint {
    return this.buffer.readBigInt64LE(this.skip(8));
  }

  /** An unsigned number of 1 to 6 bytes. */
  uint(width: number): number {
    return this.buffer.readUIntLE(this.skip(width), width);
  }

  float(): number {
    return this.buffer.readFloatLE(this.skip(4));
  }

  double(): number {
    return this.buffer.readDoubleLE(this.skip(8));
  }

  /** A view, not a copy. */
  bytes(count: number): Buffer {
    const start = this.skip(count);
    return this.buffer.subarray(start, start + count);
  }

  /** UTF-16LE text of that many code units. */
  text(units: number): string {
    return this.bytes(units * 2).toString('utf16le');
  }
}

/** From this many characters on it pays to leave JavaScript. */
const longText = 48;

/** Growing bytes with little-endian numbers: the token stream is written into one of these and sent from it. */
export class ByteWriter {
  #buffer = Buffer.allocUnsafe(1024);
  // The methods of Buffer check their arguments each time; those of a view are compiled away.
  #view = viewOf(this.#buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Makes room for `count` bytes, moves over them and returns where they begin. */
  #claim(count: number): number {
    const start = this.#length;
    const end = start + count;
    if (end > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(end, this.#buffer.length * 2));
      this.#buffer.copy(grown, 0, 0, start);
      this.#buffer = grown;
      this.#view = viewOf(grown);
    }
    this.#length = end;
    return start;
  }

  uint8(value: number): void {
    const at = this.#claim(1);
    this.#view.setUint8(at, value);
  }

  uint16(value: number): void {
    const at = this.#claim(2);
    this.#view.setUint16(at, value, true);
  }

  int16(value: number): void {
    const at = this.#claim(2);
    this.#view.setInt16(at, value, true);
  }

  uint32(value: number): void {
    const at = this.#claim(4);
    this.#view.setUint32(at, value, true);
  }

  int32(value: number): void {
    const at = this.#claim(4);
    this.#view.setInt32(at, value, true);
  }

  uint32BigEndian(value: number): void {
    const at = this.#claim(4);
    this.#view.setUint32(at, value);
  }

  uint64(value: bigint): void {
    const at = this.#claim(8);
    this.#view.setBigUint64(at, value, true);
  }

  int64(value: bigint): void {
    const at = this.#claim(8);
    this.#view.setBigInt64(at, value, true);
  }

  /** An unsigned number in 1 to 6 bytes. */
  uint(value: number, width: number): void {
    const at = this.#claim(width);
    let rest = value;
    for (let index = 0; index < width; index += 1) {
      this.#view.setUint8(at + index, rest % 256);
      rest = Math.floor(rest / 256);
    }
  }

  float(value: number): void {
    const at = this.#claim(4);
    this.#view.setFloat32(at, value, true);
  }

  double(value: number): void {
    const at = this.#claim(8);
    this.#view.setFloat64(at, value, true);
  }

  bytes(value: Uint8Array): void {
    const at = this.#claim(value.length);
    this.#buffer.set(value, at);
  }

  fill(value: number, count: number): void {
    const at = this.#claim(count);
    this.#buffer.fill(value, at, at + count);
  }

  /** UTF-16LE without a length. */
  text(value: string): void {
    const at = this.#claim(value.length * 2);
    if (value.length > longText) {
      this.#buffer.write(value, at, 'utf16le');
      return;
    }
    const view = this.#view;
    for (let index = 0; index < value.length; index += 1) {
      view.setUint16(at + index * 2, value.charCodeAt(index), true);
    }
  }

  /** B_VARCHAR: a byte with the number of characters, then UTF-16LE. Cut at 255. */
  shortText(value: string): void {
    const cut = value.length > 255 ? value.slice(0, 255) : value;
    this.uint8(cut.length);
    this.text(cut);
  }

  /** Puts the number of bytes after `at + 2` into the two bytes at `at`, which were written as a placeholder. */
  setLength16(at: number): void {
    this.#view.setUint16(at, this.#length - at - 2, true);
  }

  /** The same with a length of four bytes. */
  setLength32(at: number): void {
    this.#view.setUint32(at, this.#length - at - 4, true);
  }

  /** Forgets what was written from there on. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  /** Takes the first bytes out: the caller gets a copy, the rest moves to the front. */
  shift(count: number): Buffer {
    const taken = Buffer.from(this.#buffer.subarray(0, count));
    this.#buffer.copyWithin(0, count, this.#length);
    this.#length -= count;
    return taken;
  }

  /** A view of all that was written; valid until the next write. */
  view(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}
