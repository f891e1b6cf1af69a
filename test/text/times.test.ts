import { describe, expect, test } from 'vitest';
import { age, duration, localMoment, localMoments, moment, momentWithAge, withoutAges } from '../../src/text/times.js';
import { screen } from '../support/screen.js';

const inZone = (zone: string) => ({ ...screen(80, '2026-11-24T02:20:00Z'), zone });

test('a document has moments of UTC', () => {
  expect(moment('2026-11-24T02:15:09.123Z')).toBe('2026-11-24 02:15:09 UTC');
});

describe('on a screen', () => {
  test.each([
    ['Europe/Berlin', '2026-11-24 03:15:09 +01:00'],
    ['America/St_Johns', '2026-11-23 22:45:09 -03:30'],
    ['UTC', '2026-11-24 02:15:09 +00:00'],
    ['Asia/Kolkata', '2026-11-24 07:45:09 +05:30'],
  ])('a moment is of the zone %s', (zone, shown) => {
    expect(localMoment('2026-11-24T02:15:09Z', inZone(zone))).toBe(shown);
    expect(localMoments('ended 2026-11-24 02:15:09 UTC, then', inZone(zone))).toBe(`ended ${shown}, then`);
    expect(localMoments('until 2026-11-24 02:15:09 +00:00.', inZone(zone))).toBe(`until ${shown}.`);
  });

  test('it follows the clock of summer', () => {
    expect(localMoment('2026-06-24T02:15:09Z', inZone('Europe/Berlin'))).toBe('2026-06-24 04:15:09 +02:00');
  });

  test('it has its age beside it', () => {
    expect(momentWithAge('2026-11-24T02:15:09Z', inZone('UTC'))).toBe('2026-11-24 02:15:09 +00:00 (4 min 51 s ago)');
    expect(momentWithAge('2026-12-04T02:20:00Z', inZone('UTC'))).toBe('2026-12-04 02:20:00 +00:00 (in 10 d)');
  });

  test.each(['(4 min 51 s ago)', '(in 10 d)', '(10 min 16 s)', '(2 h)'])(
    'where a text is kept, its age %s can be left out',
    (age) => {
      expect(withoutAges(`since 2026-11-24 02:15:09 UTC ${age}: (2 h)`)).toBe('since 2026-11-24 02:15:09 UTC: (2 h)');
      expect(withoutAges(`until 2026-11-24 03:15:09 +01:00 ${age}.`)).toBe('until 2026-11-24 03:15:09 +01:00.');
    },
  );

  test('what is no moment is shown as it is, and made printable', () => {
    expect(localMoment('\u001b[2Jnever', inZone('UTC'))).toContain('\\u{1b}');
    expect(momentWithAge('', inZone('UTC'))).toBe('  UTC');
    expect(localMoments('99 2026-13-45 99:99:99 UTC', inZone('UTC'))).toBe('99 2026-13-45 99:99:99 UTC');
  });
});

test('ages and durations have their units', () => {
  expect([45, 185, 7_800, 1_051_200].map(age)).toEqual(['45 s', '3 min 5 s', '2 h 10 min', '12 d 4 h']);
  expect([119, 840, 11_100, 7_200].map(duration)).toEqual(['119 s', '14 min', '3 h 5 min', '2 h']);
});
