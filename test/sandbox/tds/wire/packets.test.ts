import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMessageJoiner, type Message, splitIntoPackets } from '../../../../src/sandbox/tds/wire/packets.js';

test('what is split at any packet size and received in any pieces is joined to the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 512, max: 32_767 }),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1 }),
      (payloads, packetSize, pieces) => {
        const framing = { type: 4, packetSize, spid: 70_000 };
        const stream = Buffer.concat(
          payloads.map((payload) => splitIntoPackets(Buffer.from(payload), framing, 1, true)),
        );
        const joined: Message[] = [];
        const join = createMessageJoiner(
          () => 1_000_000,
          (message) => joined.push(message),
        );
        for (let at = 0, index = 0; at < stream.length; index += 1) {
          const length = pieces[index % pieces.length] ?? 1;
          join(stream.subarray(at, at + length));
          at += length;
        }
        expect(joined.map(({ payload }) => [...payload])).toEqual(payloads.map((payload) => [...payload]));
      },
    ),
  );
});

test('a packet that is not the last does not end the message', () => {
  const packets = splitIntoPackets(Buffer.alloc(1200), { type: 4, packetSize: 512, spid: 51 }, 255, false);
  expect([packets[1], packets[513], packets[1025]]).toEqual([0, 0, 0]);
  expect([packets[6], packets[518], packets[1030]]).toEqual([255, 0, 1]);
});
