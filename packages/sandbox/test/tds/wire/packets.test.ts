import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader } from '../../../src/tds/wire/bytes.js';
import {
  alertLength,
  createMessageJoiner,
  handshakePart,
  type Message,
  splitIntoPackets,
} from '../../../src/tds/wire/packets.js';

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

const wrapped = Buffer.from([0x12, 1, 0, 10, 0, 0, 1, 0, 0x16, 3]);

test('records inside PRELOGIN are unwrapped, bare ones end the handshake', () => {
  expect(handshakePart(wrapped)).toEqual({ type: 'wrapped', records: wrapped.subarray(8), length: 10 });
  expect(handshakePart(wrapped.subarray(0, 9))).toEqual({ type: 'incomplete' });
  for (const first of [0x14, 0x15, 0x16, 0x17]) {
    expect(handshakePart(Buffer.from([first]))).toEqual({ type: 'bare' });
  }
  expect(handshakePart(Buffer.from([0x10, 1, 0, 8, 0, 0, 1, 0]))).toMatchObject({
    type: 'other',
    header: { type: 0x10 },
  });
});

test('the alert with which TLS says goodbye is measured', () => {
  const goodbye = Buffer.from([0x15, 3, 3, 0, 2, 1, 0, 0x01]);
  expect(alertLength(goodbye)).toBe(7);
  expect(alertLength(goodbye.subarray(0, 6))).toBe(Number.POSITIVE_INFINITY);
  expect(alertLength(goodbye.subarray(0, 2))).toBe(Number.POSITIVE_INFINITY);
  expect(alertLength(Buffer.from([0x01]))).toBe(0);
});

test('what announces more than it brings is an error of the protocol, with a code of its own', () => {
  const reader = new ByteReader(Buffer.from([1, 2]));
  reader.skip(1);
  for (const count of [2, -1]) {
    expect(() => reader.skip(count)).toThrow(expect.objectContaining({ code: 'sandbox.wire-protocol' }));
  }
  expect(reader.position).toBe(1);
});
