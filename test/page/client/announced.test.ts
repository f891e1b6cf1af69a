import { expect, test } from 'vitest';
import { announced } from '../../../src/page/client/notices.js';

type Announced = Parameters<typeof announced>[1];

const well: Announced = {
  name: 'warehouse',
  headline: null,
  health: { state: 'healthy', reason: null, since: null },
  sync: { state: 'same', text: 'Everything is as the file says.' },
  lookedAt: '2026-11-24T02:00:00.000Z',
};
const headline = { mark: 'warn', text: 'Differs: 1 change', why: '', command: null } as const;
const differing: Announced = { ...well, headline, sync: { state: 'differs', text: '1 change.' } };
const unseen: Announced = { ...well, headline: { ...headline, text: 'Not known yet' }, lookedAt: null };

test('another headline is announced, and that all is well again where it was not', () => {
  expect(announced(well, differing)).toBe('Differs: 1 change');
  expect(announced(differing, well)).toBe('All is well again.');
  expect(announced(well, well)).toBeUndefined();
});

test('what has no headline any more and still differs is not called well', () => {
  const approved: Announced = { ...differing, headline: null };
  expect(announced(differing, approved)).toBe('Health: healthy. Sync: 1 change.');
  const unknown: Announced = { ...well, health: { state: 'unknown', reason: '', since: null } };
  expect(announced(differing, unknown)).not.toContain('well');
});

test('nothing is announced of another topology, or of the first look of one', () => {
  expect(announced(undefined, well)).toBeUndefined();
  expect(announced({ ...differing, name: 'other' }, well)).toBeUndefined();
  expect(announced(unseen, well)).toBeUndefined();
  // The server was started anew: it has not looked.
  expect(announced(well, unseen)).toBeUndefined();
});
