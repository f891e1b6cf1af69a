import { expect, test } from 'vitest';
import { lineDiff } from '../../src/text/line-diff.js';

test('equal texts have no difference', () => {
  expect(lineDiff('a\nb\n', 'a\nb\n')).toEqual({ hunks: [], text: '' });
});

test('a line between CR and LF keeps its CR, and nothing is normalised', () => {
  const { text, hunks } = lineDiff('a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n');
  expect(text).toBe('@@ -1,3 +1,3 @@\n a\r\n-b\r\n+B\r\n c\r\n');
  expect(hunks).toMatchObject([{ head: '@@ -1,3 +1,3 @@', oldStart: 1 }]);
});

test('a line end alone that differs is a difference', () => {
  expect(lineDiff('a\r\nb\n', 'a\nb\n').text).toBe('@@ -1,2 +1,2 @@\n-a\r\n+a\n b\n');
});

test('a missing line end at the end is told on each side', () => {
  expect(lineDiff('a\nb', 'a\nc').text).toBe(
    '@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
  );
  expect(lineDiff('a', 'a\n').text).toBe('@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n');
});

test('changes that are far apart are two hunks, with three lines around each', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`);
  const changed = lines.with(1, 'one\n').with(17, 'two\n').join('');
  expect(lineDiff(lines.join(''), changed).hunks.map(({ head }) => head)).toEqual([
    '@@ -1,5 +1,5 @@',
    '@@ -15,6 +15,6 @@',
  ]);
});

test('only LF ends a line: other marks of Unicode are text', () => {
  expect(lineDiff('a\u2028b\rc\n', 'a\u2028x\rc\n').text).toBe('@@ -1,1 +1,1 @@\n-a\u2028b\rc\n+a\u2028x\rc\n');
});
