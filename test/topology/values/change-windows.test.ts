import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeWindow } from '../../../src/topology/topology.js';
import { windowsAt } from '../../../src/topology/values/change-windows.js';
import { cost } from '../../support/cost.js';

const window = (kind: ChangeWindow['kind'], cron: string, hours: number, parts: Partial<ChangeWindow> = {}) => ({
  kind,
  cron,
  durationSeconds: hours * 3600,
  timeZone: 'UTC',
  ...parts,
});

/** `open`, `shut`, or until when it is shut. */
function at(time: string, windows: readonly ChangeWindow[], id = 'worker/ETL01'): string {
  const found = windowsAt(windows, Date.parse(time))(id);
  if (found === undefined) return 'open';
  return found.until === undefined ? 'shut' : new Date(found.until).toISOString().slice(0, 16);
}

const saturdays = window('allow', '0 22 * * SAT', 6);
const berlin = { timeZone: 'Europe/Berlin' };

describe('windows for changes', () => {
  it('without any, changes may be made at any time', () => {
    expect(at('2026-11-24T12:00:00Z', [])).toBe('open');
  });

  it('an allow is open from its first to just before its last moment', () => {
    expect(at('2026-11-28T21:59:59.999Z', [saturdays])).toBe('2026-11-28T22:00');
    expect(at('2026-11-28T22:00:00Z', [saturdays])).toBe('open');
    expect(at('2026-11-29T03:59:59.999Z', [saturdays])).toBe('open');
    expect(at('2026-11-29T04:00:00Z', [saturdays])).toBe('2026-12-05T22:00');
  });

  it('a deny wins over every allow, and what follows on it counts', () => {
    const freeze = window('deny', '0 0 * * SUN', 168);
    expect(at('2026-11-28T23:00:00Z', [saturdays, window('deny', '30 22 * * SAT', 1)])).toBe('2026-11-28T23:30');
    // A week from each Sunday on: never open.
    expect(at('2026-11-28T23:00:00Z', [saturdays, freeze])).not.toBe('open');
    expect(at('2026-11-28T23:00:00Z', [saturdays, window('deny', '0 0 28-30 11 *', 24)])).toBe('2026-12-05T22:00');
  });

  it('a deny alone leaves all other times open', () => {
    const lunch = window('deny', '0 12 * * *', 1);
    expect(at('2026-11-28T11:59:00Z', [lunch])).toBe('open');
    expect(at('2026-11-28T12:30:00Z', [lunch])).toBe('2026-11-28T13:00');
  });

  it('are for their targets alone; the asterisk stands for any text, case does not count', () => {
    const some = [{ ...saturdays, targets: ['worker/DEV*', 'master/x.y'] }];
    expect(at('2026-11-24T12:00:00Z', some, 'worker/dev07')).toBe('2026-11-28T22:00');
    expect(at('2026-11-24T12:00:00Z', some, 'MASTER/X.Y')).toBe('2026-11-28T22:00');
    expect(at('2026-11-24T12:00:00Z', some, 'master/x_y')).toBe('open');
    expect(at('2026-11-24T12:00:00Z', some, 'worker/ETL01')).toBe('open');
  });

  it.each([
    ['*', 'worker/ETL01', true],
    ['*01', 'worker/ETL01', true],
    ['worker/*L*', 'worker/ETL01', true],
    ['worker/E*E', 'worker/E', false],
    ['*', '', true],
    ['worker/ETL01', 'worker/ETL011', false],
    ['a*b*c', 'a-c-b', false],
    ['worker/(E|x)', 'worker/E', false],
  ])('the target %j for %j: %s', (target, id, isFor) => {
    const found = at('2026-11-24T12:00:00Z', [{ ...saturdays, targets: [target] }], id);
    expect(found !== 'open').toBe(isFor);
  });

  it('a target of many asterisks costs no more than the length of a name', () => {
    const target = `${'*a'.repeat(40)}*b`;
    const name = `worker/${'a'.repeat(249)}`;
    expect(cost(() => at('2026-11-24T12:00:00Z', [{ ...saturdays, targets: [target] }], name))).toBeLessThan(2_000);
  });

  it('follow the clocks of their time zone: summer and winter', () => {
    const daily = [window('allow', '0 2 * * *', 1, berlin)];
    expect(at('2026-07-01T00:00:00Z', daily)).toBe('open');
    expect(at('2026-07-01T01:00:00Z', daily)).toBe('2026-07-02T00:00');
    expect(at('2026-12-01T01:00:00Z', daily)).toBe('open');
  });

  it('one that would begin in the hour that is missing in spring begins after it, and lasts as long', () => {
    // On 2026-03-29, 02:00 becomes 03:00 in Berlin: 01:00 UTC.
    const nightly = [window('allow', '30 2 * * *', 2, berlin)];
    expect(at('2026-03-29T00:59:00Z', nightly)).toBe('2026-03-29T01:00');
    expect(at('2026-03-29T01:00:00Z', nightly)).toBe('open');
    expect(at('2026-03-29T02:59:00Z', nightly)).toBe('open');
    expect(at('2026-03-29T03:00:00Z', nightly)).toBe('2026-03-30T00:30');
  });

  it('one that begins in the hour that comes twice in autumn begins once', () => {
    // On 2026-10-25, 03:00 becomes 02:00 in Berlin: 02:30 is 00:30 and 01:30 UTC.
    const nightly = [window('allow', '30 2 * * *', 0.5, berlin)];
    expect(at('2026-10-25T00:29:00Z', nightly)).toBe('2026-10-25T00:30');
    expect(at('2026-10-25T00:30:00Z', nightly)).toBe('open');
    expect(at('2026-10-25T01:30:00Z', nightly)).toBe('2026-10-26T01:30');
  });

  it('a deny that never ends is shut, without an end', () => {
    expect(at('2026-03-01T00:00:00Z', [saturdays, window('deny', '* * * * *', 1)])).toBe('shut');
  });

  it('that hinder say until when, and then they do not', () => {
    const kinds = fc.constantFrom('allow' as const, 'deny' as const);
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe');
    const one = fc
      .tuple(
        kinds,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 30 }),
        zones,
      )
      .map(([kind, hour, day, hours, timeZone]) => window(kind, `15 ${hour} * * ${day}`, hours, { timeZone }));
    const moment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), moment, (windows, now) => {
        const found = windowsAt(windows, now)('worker/ETL01');
        if (found?.until === undefined) return;
        expect(found.until).toBeGreaterThan(now);
        expect(windowsAt(windows, found.until)('worker/ETL01')).toBeUndefined();
        expect(windowsAt(windows, found.until - 1)('worker/ETL01')).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});
