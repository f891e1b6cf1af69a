import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likeMatcher } from '../../../src/sql/expressions/comparisons.js';

const like = (text: string, pattern: string, escapeWith?: string) => likeMatcher(pattern, escapeWith)(text);

describe('LIKE', () => {
  test.each([
    ['ETL01', 'etl%', true],
    ['ETL01', '%0_', true],
    ['ETL01', '%0', false],
    ['', '%', true],
    ['', '_', false],
    ['abc', 'a[b-d]c', true],
    ['abc', 'a[^b-d]c', false],
    ['a]c', 'a[]]c', false],
    ['a-c', 'a[a-]c', true],
    ['50%', '50[%]', true],
    ['a_b', 'a[_]b', true],
    ['axb', 'a[_]b', false],
    ['[x]', '[[]x]', true],
    ['abc', 'a[b', false],
    ['a\nb', 'a_b', true],
    ['abcabc', '%bc', true],
    ['😀', '_', true],
  ])('%s matches %s: %s', (text, pattern, expected) => {
    expect(like(text, pattern)).toBe(expected);
  });

  test('has an escape character', () => {
    expect(like('50%', '50!%', '!')).toBe(true);
    expect(like('500', '50!%', '!')).toBe(false);
    expect(like('a!b', 'a!!b', '!')).toBe(true);
    expect(like('a', 'a!', '!')).toBe(false);
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
