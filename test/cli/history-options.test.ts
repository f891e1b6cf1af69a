import { expect, test } from 'vitest';
import { historyOptions, sinceTime } from '../../src/cli/history-options.js';

const now = Date.UTC(2026, 10, 24, 2, 20);

// Tests run in UTC: midnight there.
test.each([
  ['7d', '2026-11-17T02:20:00.000Z'],
  ['12h', '2026-11-23T14:20:00.000Z'],
  ['1d12h30m', '2026-11-22T13:50:00.000Z'],
  ['2026-11-24', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24T06:00+01:00', '2026-11-24T05:00:00.000Z'],
  ['2026-11-24 06:00:30Z', '2026-11-24T06:00:30.000Z'],
])('--since %s', (text, expected) => {
  expect(new Date(sinceTime(text, undefined, now)).toISOString()).toBe(expected);
});

test.each(['', 'yesterday', '7', '7 d', '2026-02-30', '2026-13-01', '2026-11-24T06:00', 'd', '12x', '0h'])(
  '--since %s is no time',
  (text) => {
    expect(() => sinceTime(text, undefined, now)).toThrow('It must be how long ago');
  },
);

test('a number names one apply: what chooses among all has nothing to choose', () => {
  expect(historyOptions(['12', 'prod.yaml'], {})).toMatchObject({ number: 12, file: 'prod.yaml', limit: 20 });
  expect(() => historyOptions(['12'], { failed: true })).toThrow('--failed chooses among all');
  expect(() => historyOptions(['12'], { limit: 3 })).toThrow('--limit chooses among all');
});
