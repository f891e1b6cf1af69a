import { expect, test } from 'vitest';
import { alertLength, handshakePart } from '../../../../src/sandbox/tds/wire/tls-records.js';

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
