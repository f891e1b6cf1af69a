import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areCompatible, combined, type LockMode, requestableMode } from '../../../src/sandbox/sql/lock-modes.js';

const modes: readonly LockMode[] = [
  'IntentShared',
  'Shared',
  'Update',
  'IntentExclusive',
  'SharedIntentExclusive',
  'UpdateIntentExclusive',
  'Exclusive',
];
const mode = fc.constantFrom(...modes);

test('modes are compatible as the locking guide has it', () => {
  const table = modes.map((one) => modes.map((other) => (areCompatible(one, other) ? 'y' : 'n')).join(''));
  expect(table).toEqual(['yyyyyyn', 'yyynnnn', 'yynnnnn', 'ynnynnn', 'ynnnnnn', 'ynnnnnn', 'nnnnnnn']);
});

test('compatibility is mutual, and less with a stronger mode', () => {
  fc.assert(
    fc.property(mode, mode, mode, (one, other, third) => {
      expect(areCompatible(one, other)).toBe(areCompatible(other, one));
      if (areCompatible(combined(one, other), third)) {
        expect(areCompatible(one, third) && areCompatible(other, third)).toBe(true);
      }
    }),
  );
});

test('a combination is the same either way, and no weaker than its parts', () => {
  fc.assert(
    fc.property(mode, mode, mode, (one, other, third) => {
      expect(combined(one, other)).toBe(combined(other, one));
      expect(combined(one, one)).toBe(one);
      expect(combined(combined(one, other), third)).toBe(combined(one, combined(other, third)));
      expect(combined(combined(one, other), one)).toBe(combined(one, other));
    }),
  );
});

test('five modes can be asked for, in any case', () => {
  expect(modes.filter((name) => requestableMode(name.toUpperCase()) === name)).toEqual([
    'IntentShared',
    'Shared',
    'Update',
    'IntentExclusive',
    'Exclusive',
  ]);
  expect(requestableMode('nope')).toBeUndefined();
});
