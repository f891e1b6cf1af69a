import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applicationName, readApplicationName } from '../../../../src/providers/ssisdb/lock/lock-session.js';

const since = '2026-11-24T17:02:11.123Z';

describe("the name of a lock's session", () => {
  test('says for what, who and since when', () => {
    const name = applicationName({ purpose: 'apply warehouse', who: 'anna@build7', since });
    expect(name).toBe('ssis-scaleout/1 apply warehouse|anna@build7|2026-11-24T17:02:11Z');
    expect(readApplicationName(name)).toEqual({
      purpose: 'apply warehouse',
      who: 'anna@build7',
      since: '2026-11-24T17:02:11Z',
    });
  });

  test('keeps quotes and emoji, and no separators or control characters', () => {
    const name = applicationName({ purpose: `it's "a" {b} 😀|x`, who: 'a\n|b@c\u202E\uD800', since });
    expect(readApplicationName(name)).toMatchObject({ purpose: `it's "a" {b} 😀 x`, who: 'a  b@c' });
  });

  test('is cut to 128 characters at whole ones', () => {
    const name = applicationName({ purpose: `a${'😀'.repeat(200)}`, who: '😀'.repeat(200), since });
    expect(name.length).toBeLessThanOrEqual(128);
    expect(name).not.toMatch(/\p{Cs}/u);
    expect(readApplicationName(name)).toMatchObject({ since: '2026-11-24T17:02:11Z' });
  });

  test.each([
    'Microsoft SQL Server Management Studio',
    'ssis-scaleout',
    'ssis-scaleout/1 apply|anna@build7',
    'ssis-scaleout/1 apply||2026-11-24T17:02:11Z',
    'ssis-scaleout/1 apply|anna|2026-99-99T17:02:11Z',
    'ssis-scaleout/1 a|b|c|2026-11-24T17:02:11Z',
    'ssis-scaleout/2 apply|anna|2026-11-24T17:02:11Z',
    '',
  ])('of another program is not read: %s', (name) => {
    expect(readApplicationName(name)).toBeUndefined();
  });

  test('is read whatever it was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (purpose, who) => {
        const name = applicationName({ purpose, who: `x${who}`, since });
        expect(name.length).toBeLessThanOrEqual(128);
        expect(readApplicationName(name)).toMatchObject({ since: '2026-11-24T17:02:11Z' });
      }),
    );
  });
});
