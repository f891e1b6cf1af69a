import { type Message, packetType } from './packets.js';
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
