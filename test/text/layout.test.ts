import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import { fitted, paragraph, shortened, wrapped } from '../../src/text/layout.js';
import { style } from '../../src/text/screen.js';
import { screen } from '../support/screen.js';

const widest = (text: string) => Math.max(...text.split('\n').map((line) => stringWidth(line)));

describe('a paragraph', () => {
  test('goes on below its first word, at words', () => {
    expect(paragraph('  Why      ', 'The service of the worker does not run.', screen(32))).toBe(
      '  Why      The service of the\n           worker does not run.',
    );
  });

  test('stands below a head that leaves it no room', () => {
    expect(paragraph('  Certificate  ', 'It ends tomorrow, at noon.', screen(30))).toBe(
      '  Certificate\n    It ends tomorrow, at noon.',
    );
  });

  test('breaks neither a moment nor an amount from its unit', () => {
    expect(paragraph('', 'It ended 2026-11-24 02:15:20 UTC, after 10 min', screen(34))).toBe(
      'It ended\n2026-11-24 02:15:20 +00:00, after\n10 min',
    );
  });

  test('is not wrapped where there is no screen', () => {
    const text = 'word '.repeat(100).trim();
    expect(paragraph('  ', text, screen())).toBe(`  ${text}`);
  });

  test('parts a path that is longer than a line at its joints', () => {
    expect(paragraph('', 'in /srv/topologies/production/warehouse/topology.yaml now', screen(30))).toBe(
      'in /srv/topologies/production/\nwarehouse/topology.yaml now',
    );
  });

  test("shows the moments of a document as of the reader's zone", () => {
    const berlin = { ...screen(80), zone: 'Europe/Berlin' };
    expect(paragraph('', 'It ended 2026-06-24 22:15:20 UTC.', berlin)).toBe('It ended 2026-06-25 00:15:20 +02:00.');
  });
});

test('whatever the text, no line is wider than the screen, and no word is cut that fits it', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aZ/\\.é漢-:'), minLength: 1, maxLength: 70 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 20, max: 90 }), (words, columns) => {
      const lines = wrapped(words.join(' '), columns);
      expect(widest(lines.join('\n'))).toBeLessThanOrEqual(columns);
      expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
      const shown = new Set(lines.flatMap((line) => line.split(' ')));
      for (const one of words) if (stringWidth(one) <= columns) expect(shown).toContain(one);
    }),
    { numRuns: 300 },
  );
});

test('a line that is too long goes on in others, indented by two more; colours are kept', () => {
  const { red } = style(true);
  const text = fitted(`short\n    ${red('the service of the worker does not run')}\n`, screen(26));
  expect(text.split('\n').map(stripVTControlCharacters)).toEqual([
    'short',
    '    the service of the',
    '      worker does not run',
    '',
  ]);
  expect(text.split(red('x').split('x')[0] ?? '')).toHaveLength(3);
});

test('an id that is too long keeps its beginning and its end', () => {
  expect(shortened('worker/ETL01:description', 15)).toBe('worker/…ription');
  expect(shortened('worker/ETL01', 12)).toBe('worker/ETL01');
});

test('plain text is wrapped by a short way, just as the library wraps it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'B', '1', '-', '/'), maxLength: 9 });
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, fc.integer({ min: 9, max: 40 }), (plain, columns) => {
      expect(wrapped(plain, columns)).toEqual(wrapAnsi(plain, columns, { hard: true }).split('\n'));
    }),
    { numRuns: 300 },
  );
});

test('a painted word that is longer than a line is parted at its joints as well', () => {
  const name = 'worker/etl01.warehouse.production.corp.example';
  const shown = paragraph('  ', `\u001b[1m${name}\u001b[22m: done`, { columns: 30, zone: 'UTC' });
  const plain = paragraph('  ', `${name}: done`, { columns: 30, zone: 'UTC' });
  expect(stripVTControlCharacters(shown)).toBe(plain);
  expect(plain.split('\n')[0]).toBe('  worker/etl01.warehouse.');
});
