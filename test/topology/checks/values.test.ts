import { describe, expect, it } from 'vitest';
import { head, read, readValid } from '../read.js';

const withWindow = (window: string) => `${head}policy: { windows: [${window}] }\n`;

describe('policy.windows', () => {
  it('are read with their kind, length, zone and targets', () => {
    const text = withWindow(
      '{ allow: 0 22 * * SAT, duration: 6h, timeZone: Europe/Berlin }, { deny: 0 0 L * *, duration: 48h, timeZone: UTC, targets: [worker/*] }',
    );
    expect(readValid(text).policy.windows).toEqual([
      { kind: 'allow', cron: '0 22 * * SAT', durationSeconds: 21_600, timeZone: 'Europe/Berlin' },
      { kind: 'deny', cron: '0 0 L * *', durationSeconds: 172_800, timeZone: 'UTC', targets: ['worker/*'] },
    ]);
  });

  it('are absent where the file has none', () => {
    expect(readValid(head).policy).not.toHaveProperty('windows');
    expect(readValid(withWindow('')).policy).not.toHaveProperty('windows');
  });

  it('are at most 200, and more are not looked at', () => {
    const never = '{ allow: "0 0 30 2 *", duration: 1h, timeZone: UTC }';
    const window = '{ allow: "0 0 * * *", duration: 1h, timeZone: UTC }';
    expect(readValid(withWindow(Array(200).fill(window).join(', '))).policy.windows).toHaveLength(200);
    expect(read(withWindow(Array(201).fill(never).join(', '))).details).toEqual([
      'policy.windows has 201 entries; at most 200 fit.',
    ]);
  });

  it.each([
    ['{ allow: 0 1 * * *, deny: 0 1 * * *, duration: 1h, timeZone: UTC }', 'has both allow and deny.'],
    ['{ duration: 1h, timeZone: UTC }', 'has neither allow nor deny.'],
    ['{ allow: "61 * * * *", duration: 1h, timeZone: UTC }', 'is no cron expression: there is no such minute.'],
    ['{ allow: 0 0 32 * *, duration: 1h, timeZone: UTC }', 'is no cron expression: there is no such day.'],
    ['{ allow: 0 0 * 13 *, duration: 1h, timeZone: UTC }', 'is no cron expression: there is no such month.'],
    ['{ allow: "* * * *", duration: 1h, timeZone: UTC }', 'is no cron expression: it has 4 fields, not five.'],
    ['{ allow: "* * * * * *", duration: 1h, timeZone: UTC }', 'is no cron expression: it has 6 fields, not five.'],
    ['{ allow: "", duration: 1h, timeZone: UTC }', 'is no cron expression'],
    ['{ deny: 0 0 30 2 *, duration: 1h, timeZone: UTC }', 'names a time that never comes.'],
    ['{ allow: 0 1 * * *, duration: 200h, timeZone: UTC }', 'must be from 1s to 168h.'],
    ['{ allow: 0 1 * * *, duration: 1h, timeZone: Europe/Berln }', 'did you mean Europe/Berlin?'],
    ['{ allow: 0 1 * * *, duration: 1h }', 'must have the key timeZone.'],
    ['{ allow: 0 1 * * *, duration: 1h, timeZone: UTC, targets: [] }', 'must have at least one entry.'],
    ['{ allow: 5, duration: 1h, timeZone: UTC }', 'must be text'],
  ])('%s: is refused', (window, said) => {
    const { topology, details } = read(withWindow(window));
    expect(topology).toBeUndefined();
    expect(details).toEqual([expect.stringContaining(said)]);
  });
});
