import { ByteWriter } from './bytes.js';
import { headerLength, type Message, packetType, splitIntoPackets } from './packets.js';
import type { Wire } from './wire.js';

/** More waiting messages than this, and the client is not read from until some are done. */
const mostWaiting = 8;

/** The messages of one client, in order. An attention passes the others where someone listens for it. */
export interface Inbox {
  push(message: Message): void;
  /** No message comes any more. */
  close(): void;
  /** The next message; undefined when the client is gone. */
  next(): Promise<Message | undefined>;
  /** Calls back for an attention that comes before `stop`, once; also for one that is the next to be read already. */
  listenForAttention(onAttention: () => void): { stop(): void };
}

export function createInbox(wire: Wire): Inbox {
  const waiting: Message[] = [];
  let closed = false;
  let wake: (() => void) | undefined;
  let attention: (() => void) | undefined;

  return {
    push: (message) => {
      if (message.type === packetType.attention && attention !== undefined) {
        const notify = attention;
        attention = undefined;
        notify();
        return;
      }
      waiting.push(message);
      if (waiting.length > mostWaiting) {
        wire.pause();
      }
      wake?.();
    },
    close: () => {
      closed = true;
      wake?.();
    },
    next: async () => {
      while (waiting.length === 0 && !closed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      wake = undefined;
      if (closed) {
        return undefined;
      }
      const message = waiting.shift();
      if (waiting.length <= mostWaiting) {
        wire.resume();
      }
      return message;
    },
    listenForAttention: (onAttention) => {
      if (waiting[0]?.type === packetType.attention) {
        waiting.shift();
        onAttention();
      } else {
        attention = onAttention;
      }
      return {
        stop: () => {
          attention = undefined;
        },
      };
    },
  };
}

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
