import { Duplex } from 'node:stream';

/**
 * The stream that a TLS connection runs over when its bytes don't go straight to the socket: `send` decides what becomes
 * of the bytes that TLS writes, `receive` hands it bytes from the client. All that TLS writes at once comes as one buffer.
 */
export class TlsCarrier extends Duplex {
  constructor(private readonly send: (bytes: Buffer, done: () => void) => void) {
    super();
  }

  receive(bytes: Buffer): void {
    this.push(bytes);
  }

  override _read(): void {
    // Bytes are pushed as they come; the socket itself is paused where they must not.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }
}
