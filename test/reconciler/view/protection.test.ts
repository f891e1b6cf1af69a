import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isProtected,
  wantedTags,
  withoutProtection,
  withProtection,
} from '../../../src/reconciler/view/row-machine.js';
import { cost } from '../../support/cost.js';

const word = 'scaleout:protected';

describe('the word in the tags', () => {
  test.each([
    [word, null],
    [`${word} nightly`, 'nightly'],
    [`${word}, nightly`, 'nightly'],
    [`nightly ${word}`, 'nightly'],
    [`nightly, ${word}`, 'nightly'],
    [`nightly;${word}`, 'nightly'],
    [`nightly,${word},big`, 'nightly,big'],
    [`nightly ${word} big`, 'nightly big'],
    ['ScaleOut:PROTECTED', null],
    [`nightly\t${word}`, 'nightly'],
    [`${word} nightly ${word}`, 'nightly'],
    [`un${word} ${word}`, `un${word}`],
  ])('%j protects; without it: %j', (tags, rest) => {
    expect(isProtected(tags)).toBe(true);
    expect(withoutProtection(tags)).toBe(rest);
  });

  test.each([null, '', 'nightly', `un${word}`, `${word}2`, `my-${word}`, 'scaleout: protected', 'scaleout'])(
    '%j does not protect, and stays',
    (tags) => {
      expect(isProtected(tags)).toBe(false);
      expect(withoutProtection(tags)).toBe(tags);
    },
  );

  test('a million separators cost no more than their number', () => {
    const tags = `${','.repeat(1_000_000)}x scaleout:protected`;
    let rest: string | null = '';
    expect(cost(() => (rest = withoutProtection(tags)))).toBeLessThan(5_000);
    expect(rest).toBe(tags.slice(0, -' scaleout:protected'.length));
  });

  test('it is put behind, once', () => {
    expect(withProtection(null)).toBe(word);
    expect(withProtection('')).toBe(word);
    expect(withProtection('nightly')).toBe(`nightly ${word}`);
    expect(withProtection(`${word}, nightly`)).toBe(`nightly ${word}`);
  });

  test('whatever the tags: with it they protect, and without it no more', () => {
    const part = fc.constantFrom(word, word.toUpperCase(), 'a', ' ', ',', ';', '\t', 'x:');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
        (tags) => {
          expect(isProtected(withProtection(tags))).toBe(true);
          expect(isProtected(withoutProtection(tags))).toBe(false);
          for (const protect of [true, false]) {
            const once = wantedTags({ protect }, tags) ?? '';
            expect([isProtected(once), wantedTags({ protect }, once)]).toEqual([protect, once]);
          }
        },
      ),
    );
  });
});

describe('the tags that a row must have', () => {
  test.each([
    ['neither is managed', {}, `a ${word}`, undefined],
    ['tags alone, and the row is protected: it stays so', { tags: 'b' }, `a ${word}`, `b ${word}`],
    ['tags alone, and the row is not protected', { tags: 'b' }, 'a', 'b'],
    ['no tags wanted, and the row is protected', { tags: '' }, `a ${word}`, word],
    ['protection alone: the row keeps its own tags', { protect: true }, 'a', `a ${word}`],
    ['protection alone, already there', { protect: true }, `a ${word}`, `a ${word}`],
    ['protection alone, already there in another way', { protect: true }, `a, ${word}`, `a, ${word}`],
    ['protection alone, of a bare row', { protect: true }, null, word],
    ['both', { tags: 'b', protect: true }, 'a', `b ${word}`],
    ['protection taken away: the row keeps its own tags', { protect: false }, `a ${word}`, 'a'],
    ['protection taken away that is not there', { protect: false }, 'a', 'a'],
    ['protection taken away of a row with nothing else', { protect: false }, word, ''],
    ['tags, and protection taken away', { tags: 'b', protect: false }, word, 'b'],
    ['tags that name the word, against protect: false', { tags: `b ${word}`, protect: false }, 'a', 'b'],
  ] as const)('%s', (_, wanted, present, tags) => {
    expect(wantedTags(wanted, present)).toBe(tags);
  });
});
