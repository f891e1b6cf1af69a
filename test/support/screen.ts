import type { Screen } from '../../src/text/screen.js';

/** A screen without colours in UTC; without columns: a pipe. `now`: ISO 8601. */
export function screen(columns?: number, now = '2026-11-24T02:20:00Z'): Screen {
  return { colors: false, columns, zone: 'UTC', now: () => Date.parse(now) };
}
