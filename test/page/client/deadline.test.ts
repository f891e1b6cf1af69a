import { describe, expect, test } from 'vitest';
import {
  areFirstDigits,
  daysToLast,
  deadlineOf,
  endOf,
  fieldMoment,
  hoursToLast,
} from '../../../src/page/client/parts/deadline.js';

// Tests run as of UTC.
const now = Date.parse('2026-11-30T02:00:00Z');

describe('how long something is to last', () => {
  test('a time from now on ends so much later', () => {
    const deadline = deadlineOf(7200, '', now);
    expect(deadline).toEqual({ forSeconds: 7200 });
    expect(deadline === undefined ? undefined : endOf(deadline, now)).toBe(now + 7_200_000);
  });

  test("a moment of the viewer's zone is sent as one of UTC", () => {
    expect(deadlineOf('moment', '2026-11-30T06:00', now)).toEqual({ until: '2026-11-30T06:00:00.000Z' });
  });

  test.each(['', 'tomorrow', '2026-11-30T02:00', '2026-11-29T23:00'])(
    'what is no moment to come is not taken: %s',
    (moment) => {
      expect(deadlineOf('moment', moment, now)).toBeUndefined();
    },
  );

  test('until somebody ends it has no end', () => {
    expect(deadlineOf('open', '2026-11-30T06:00', now)).toEqual({ open: true });
    expect(endOf({ open: true }, now)).toBeUndefined();
  });

  test('what the field of a moment is filled with is read back as the same minute', () => {
    const field = fieldMoment(now + 90_000);
    expect(field).toBe('2026-11-30T02:01');
    expect(deadlineOf('moment', field, now)).toEqual({ until: '2026-11-30T02:01:00.000Z' });
  });

  test('an acknowledgement always ends; a suspension need not', () => {
    expect(daysToLast).not.toContain('open');
    expect(hoursToLast).toContain('open');
  });
});

describe('the first digits of a fingerprint', () => {
  const fingerprint = '3f2a91bc'.repeat(8);

  test.each(['3f2a91', ' 3F2A91 ', '3f2a91bc3f', fingerprint])('%s are', (typed) => {
    expect(areFirstDigits(typed, fingerprint)).toBe(true);
  });

  test.each(['', '3f2a9', '3f2a92', '2a91bc', `${fingerprint}0`])('%s are not', (typed) => {
    expect(areFirstDigits(typed, fingerprint)).toBe(false);
  });
});
