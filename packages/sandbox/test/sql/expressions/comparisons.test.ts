import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likeMatcher } from '../../../src/sql/expressions/comparisons.js';

const like = (text: string, pattern: string) => likeMatcher(pattern, undefined)(text);

describe('LIKE', () => {
  test.each([
    ['a]c', 'a[]]c', false],
    ['abc', 'a[b', false],
    ['a\nb', 'a_b', true],
    ['abcabc', '%bc', true],
    ['😀', '_', true],
  ])('%s matches %s: %s', (text, pattern, expected) => {
    expect(like(text, pattern)).toBe(expected);
  });

  test('agrees with a regular expression', () => {
    const character = fc.constantFrom('a', 'B', 'c', '%', '_');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'C')), fc.array(character), (text, pattern) => {
        const expression = pattern.map((part) => (part === '%' ? '.*' : part === '_' ? '.' : part)).join('');
        expect(like(text.join(''), pattern.join(''))).toBe(new RegExp(`^${expression}$`, 'is').test(text.join('')));
      }),
      { numRuns: 1000 },
    );
  });

  test('does not take longer and longer for many stars', () => {
    const started = performance.now();
    expect(like('a'.repeat(3000), `${'%a'.repeat(60)}%b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
