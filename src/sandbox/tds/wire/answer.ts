import { ByteWriter } from './byte-writer.js';
import { headerLength, packetType, splitIntoPackets } from './packets.js';
import type { Wire } from './wire.js';

/** What a connection has agreed on, changed once by the login. */
export interface Connected {
  readonly wire: Wire;
  packetSize: number;
  spid: number;
}

/** Tokens are sent from this many bytes on, in full packets. A smaller answer goes out in one write. */
const sendFrom = 64 * 1024;

/** One message to the client. Tokens are appended to `tokens`; call `sendFull` between two tokens, and `finish` once. */
export interface Answer {
  readonly tokens: ByteWriter;
  sendFull(): void;
  /** Forgets the tokens of which nothing was sent yet. */
  dropUnsent(): void;
  finish(): void;
}

export function beginAnswer(connection: Connected): Answer {
  const tokens = new ByteWriter();
  let nextId = 1;
  /** Bytes at the start of `tokens` that continue a token of which the client has the beginning. */
  let committed = 0;

  function send(count: number, last: boolean): void {
    const framing = { type: packetType.reply, packetSize: connection.packetSize, spid: connection.spid };
    const packets = splitIntoPackets(tokens.shift(count), framing, nextId, last);
    nextId += Math.ceil(count / (connection.packetSize - headerLength));
    connection.wire.write(packets);
  }

  return {
    tokens,
    sendFull: () => {
      if (tokens.length >= sendFrom) {
        const room = connection.packetSize - headerLength;
        send(Math.floor((tokens.length - 1) / room) * room, false);
        committed = tokens.length;
      }
    },
    dropUnsent: () => tokens.truncate(committed),
    finish: () => send(tokens.length, true),
  };
}
