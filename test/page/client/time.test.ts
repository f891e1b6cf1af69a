import { expect, test } from 'vitest';
import { isLookOld } from '../../../src/page/client/notices.js';
import { daysLeft, distance, roughly } from '../../../src/page/client/parts/time.js';

test('an age is told in its largest unit, and in two where one says little', () => {
  expect(roughly(45)).toBe('45 s');
  expect(roughly(185)).toBe('3 min');
  expect(roughly(4800)).toBe('1 h 20 min');
  expect(roughly(100_000)).toBe('1 d 3 h');
  expect(roughly(40 * 86_400 + 3600)).toBe('40 d');
});

test('a clock that is a little behind makes no moment of now one to come', () => {
  expect(distance(12)).toBe('12 s ago');
  for (const seconds of [0.5, -2]) expect(distance(seconds)).toBe('just now');
  expect(distance(-7200)).toBe('in 2 h');
});

test('a certificate has its days, its last hours are told as such, and one that ended says so', () => {
  const day = 86_400_000;
  expect(daysLeft(1402.5 * day, 0)).toBe('1,402 days');
  expect(daysLeft(1.5 * day, 0)).toBe('1 d 12 h');
  expect(daysLeft(3_600_000, 0)).toBe('1 h');
  expect(daysLeft(0, 3 * day)).toBe('ended 3 d ago');
});

test('a look is old after three intervals, and one that never was is none', () => {
  const look = { lookedAt: '2026-11-24T02:00:00Z', interval: 60 };
  expect(isLookOld(look, Date.parse('2026-11-24T02:02:59Z'))).toBe(false);
  expect(isLookOld(look, Date.parse('2026-11-24T02:03:01Z'))).toBe(true);
  expect(isLookOld({ ...look, lookedAt: null }, Date.parse('2026-11-25T00:00:00Z'))).toBe(false);
});
