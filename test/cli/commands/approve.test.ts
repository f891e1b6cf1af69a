import { expect, test } from 'vitest';
import { planMeant } from '../../../src/cli/commands/approve.js';
import { approveOptions } from '../../../src/cli/watch-options.js';
import { writeWaiting } from '../../../src/reconciler/hold/waiting.js';

const now = Date.UTC(2026, 10, 24, 12);
const said = '2026-11-24T11:00:00.000Z';
const plans = ['abcd000011', 'abcd000022'].map((digits) => ({
  topology: 'warehouse',
  fingerprint: digits.padEnd(64, '0'),
  state: 'waiting' as const,
  since: said,
  said,
  what: 'worker/ETL01',
}));
const noted = (waiting: string | null) =>
  ({ known: true, value: { suspensions: null, approvals: null, waiting, acknowledgements: null } }) as const;
const meant = (digits: string, waiting: string | null, ahead = false) =>
  planMeant(approveOptions(digits, undefined, { ahead }), 'warehouse', noted(waiting), now);

test('digits of several plans that wait are refused, with those', () => {
  expect(() => meant('ABCD0000', writeWaiting(plans))).toThrow(
    expect.objectContaining({
      code: 'watch.approval-ambiguous',
      message: 'abcd000011000000 (worker/ETL01), abcd000022000000 (worker/ETL01).',
    }),
  );
  expect(meant('abcd00001', writeWaiting(plans)).fingerprint).toBe(plans[0]?.fingerprint);
});

test('a note that cannot be read is no note without plans; --ahead does without it', () => {
  expect(() => meant('abcd0000', '{')).toThrow(expect.objectContaining({ code: 'watch.notes-unseen' }));
  expect(meant('a'.repeat(64), '{', true)).toEqual({ fingerprint: 'a'.repeat(64) });
});

test.each(['', 'abcd000', 'xyz'.repeat(4), 'a'.repeat(65)])('no digits of a fingerprint: %s', (digits) => {
  expect(() => approveOptions(digits, undefined, {})).toThrow(expect.objectContaining({ code: 'command.usage' }));
});

test('--ahead takes no beginning of a fingerprint: nothing could tell what it means', () => {
  expect(() => approveOptions('abcd0000', undefined, { ahead: true })).toThrow(
    expect.objectContaining({ code: 'command.usage' }),
  );
});
