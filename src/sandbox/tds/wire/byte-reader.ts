import { ScaleoutError } from '../../../errors.js';

/** The client broke the protocol: its connection ends, nobody else's does. */
export function malformed(detail: string): ScaleoutError {
  return new ScaleoutError('sandbox.wire-protocol', detail);
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
