import { describe, expect, test } from 'vitest';
import { stateOf } from '../../../src/page/client/live-line.js';
import { applyTitle } from '../../../src/page/client/notices.js';

describe('whether what is shown is live', () => {
  const lookedAt = '2026-11-24T02:15:20.000Z';
  const at = Date.parse(lookedAt);

  test('it is old after three intervals without a look, whether or not an apply is under way', () => {
    const shown = { trouble: null, lookedAt, interval: 3 };
    expect(stateOf(shown, at + 9_000)).toBe('live');
    expect(stateOf(shown, at + 56_000)).toBe('old');
    expect(stateOf({ ...shown, lookedAt: null }, at)).toBe('none');
  });

  test('an apply of which no step is left is not under way, and says whether all was done', () => {
    const apply = { what: 'worker/ETL03', isOver: true, errored: 0, skipped: 0 };
    expect(applyTitle({ ...apply, isOver: false, errored: 1 })).toBe('An apply is under way: worker/ETL03');
    expect(applyTitle(apply)).toBe('An apply has ended: worker/ETL03');
    expect(applyTitle({ ...apply, skipped: 1 })).toBe('An apply has ended, and not all was done: worker/ETL03');
  });
});
