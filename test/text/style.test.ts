import { expect, test } from 'vitest';
import { table } from '../../src/text/style.js';

const lines = (who: string) => table(['WHO', 'RESULT'], [[{ text: who }, { text: 'done' }]], 20).split('\n');

test.each([17, 18, 19, 20, 21, 30])(
  'a column behind one of %i characters that has no room is shown to be missing',
  (length) => {
    const [head = '', row = ''] = lines('x'.repeat(length));
    expect([head, row].map((line) => [line.length, line.at(-1)])).toEqual([
      [20, '…'],
      [20, '…'],
    ]);
  },
);

test('a table that fits stays as it is, up to the last character', () => {
  expect(lines('x'.repeat(12))).toEqual(['WHO           RESULT', 'xxxxxxxxxxxx  done']);
  expect(lines('x'.repeat(13))).toEqual(['WHO            RESU…', 'xxxxxxxxxxxxx  done']);
});
