import type { Socket } from 'node:net';

/** MS-TDS 2.2.3.1.1: the type of a PRELOGIN packet, which carries the TLS handshake too. A login is 0x10. */
const prelogin = 0x12;
/** MS-TDS 2.2.3.1.2: the packet is the last one of its message. */
const endOfMessage = 0x01;
/** RFC 5246, 6.2.1: the types of TLS records, which no TDS packet has. */
const isTlsRecord = (type: number) => type >= 0x14 && type <= 0x17;
/** How much of a packet or a record tells its type and its length. */
const headLength = 5;

/** The exchange before a login, on the socket itself. */
export interface PlainExchange {
  /** From now on TLS records pass, and nothing else. The socket is destroyed where something plain is left over. */
  encryptionBegan(): void;
  readonly isEncrypted: boolean;
}

/**
 * Watches the bytes of a socket, beneath the driver: until TLS has begun nothing but PRELOGIN is sent, after it nothing but
 * TLS. What else is written never leaves, and destroys the socket with `ENOTENCRYPTED`.
 *
 * The server may send one message for each PRELOGIN, and no more: the driver would take plain bytes that somebody on the
 * way put behind the handshake for the first answer inside TLS, and a forged answer to a login can redirect the next login to a
 * server of the forger's.
 */
export function watchPlainExchange(socket: Socket): PlainExchange {
  let isEncrypted = false;
  let asked = 0;
  let answered = 0;
  const outgoing = unitReader((type) => (isEncrypted ? isTlsRecord(type) : type === prelogin), {
    lengthOf: (head) => (isEncrypted ? head.readUInt16BE(3) + headLength : head.readUInt16BE(2)),
    onUnit: (head) => {
      if (!isEncrypted && isLast(head)) asked += 1;
    },
  });
  const incoming = unitReader(() => answered < asked, {
    lengthOf: (head) => head.readUInt16BE(2),
    onUnit: (head) => {
      if (isLast(head)) answered += 1;
    },
  });

  const { _write: write, _writev: writeMany, push } = socket;
  socket._write = (chunk: Buffer, encoding, callback) => {
    if (outgoing.read(chunk)) write.call(socket, chunk, encoding, callback);
    else callback(plainSending());
  };
  socket._writev = (chunks: { chunk: Buffer; encoding: BufferEncoding }[], callback) => {
    if (writeMany !== undefined && chunks.every(({ chunk }) => outgoing.read(chunk))) {
      writeMany.call(socket, chunks, callback);
    } else callback(plainSending());
  };
  socket.push = (chunk: Buffer | null, encoding) => {
    if (isEncrypted || chunk === null || incoming.read(chunk)) return push.call(socket, chunk, encoding);
    socket.destroy(unasked());
    return false;
  };

  return {
    encryptionBegan() {
      // An answer that has not ended would go on in what is decrypted.
      if (answered !== asked || !incoming.isBetween || !outgoing.isBetween) socket.destroy(unasked());
      else isEncrypted = true;
    },
    get isEncrypted() {
      return isEncrypted;
    },
  };
}

function isLast(head: Buffer): boolean {
  return ((head[1] ?? 0) & endOfMessage) === endOfMessage;
}

function plainSending(): Error {
  return notEncrypted('something other than TLS was about to be sent');
}

function unasked(): Error {
  return notEncrypted('bytes that nobody had asked for came before the encryption began');
}

interface UnitReader {
  /** Goes through the next bytes of the stream; false as soon as a unit begins that may not be there. */
  read(bytes: Buffer): boolean;
  /** Whether the last unit has ended and no other has begun. */
  readonly isBetween: boolean;
}

/** Finds the beginning of each packet or record of a stream. `mayBegin` judges by the first byte, before the others. */
function unitReader(
  mayBegin: (type: number) => boolean,
  { lengthOf, onUnit }: { lengthOf(head: Buffer): number; onUnit(head: Buffer): void },
): UnitReader {
  let head = Buffer.alloc(0);
  let left = 0;
  return {
    read(bytes) {
      for (let at = 0; at < bytes.length; ) {
        if (left > 0) {
          const taken = Math.min(left, bytes.length - at);
          left -= taken;
          at += taken;
          continue;
        }
        if (head.length === 0 && !mayBegin(bytes[at] ?? 0)) return false;
        const more = bytes.subarray(at, at + headLength - head.length);
        head = Buffer.concat([head, more]);
        at += more.length;
        if (head.length < headLength) return true;
        left = Math.max(0, lengthOf(head) - headLength);
        onUnit(head);
        head = Buffer.alloc(0);
      }
      return true;
    },
    get isBetween() {
      return left === 0 && head.length === 0;
    },
  };
}

/** Beside the drivers' codes: a connection that we refused because it is not encrypted as it should be. */
export const notEncryptedCode = 'ENOTENCRYPTED';

/** The error of a connection that is refused before anything of the login was sent. */
export function notEncrypted(why: string): Error {
  return Object.assign(new Error(`${why}; nothing of the login was sent`), { code: notEncryptedCode });
}
