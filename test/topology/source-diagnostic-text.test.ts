import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../src/errors/errors.js';
import { sourceDiagnosticText, sourceText } from '../../src/topology/source-text.js';
import { screen } from '../support/screen.js';

/** The source line and the caret line for a range of the text, without their margins. */
function excerpt(text: string, start: number, end: number, width?: number): readonly string[] {
  const source = sourceText('f', text);
  const found = diagnostic('topology.wrong-value', 'x', { range: source.range(start, end) });
  const shown = sourceDiagnosticText(found, source, screen(width === undefined ? undefined : width + 11));
  return shown
    .split('\n')
    .filter((line) => /^ *\d* \|/.test(line))
    .map((line) => line.slice(8));
}

describe('the source line of a diagnostic', () => {
  it('has carets beneath the place', () => {
    expect(excerpt('enabled: yes', 9, 12)).toEqual(['enabled: yes', '         ^^^']);
  });

  it('has one caret beneath an empty place, also at the end of the line', () => {
    expect(excerpt('name: b', 4, 4)).toEqual(['name: b', '    ^']);
    expect(excerpt('name: b', 7, 7)).toEqual(['name: b', '       ^']);
    expect(excerpt('', 0, 0)).toEqual(['', '^']);
  });

  it('has carets to the end of the line for a place over several lines', () => {
    expect(excerpt('tags: [b,\n  c]', 6, 13)).toEqual(['tags: [b,', '      ^^^']);
  });

  it('shows tabs as spaces, up to the next multiple of four', () => {
    expect(excerpt('tags:\tb', 6, 7)).toEqual(['tags:   b', '        ^']);
  });

  it('counts two cells for wide characters and none for marks', () => {
    expect(excerpt('name: 漢字 x', 9, 10)).toEqual(['name: 漢字 x', '           ^']);
    expect(excerpt('name: 🚚 x', 9, 10)).toEqual(['name: 🚚 x', '         ^']);
    expect(excerpt('name: u\u0308 x', 9, 10)).toEqual(['name: u\u0308 x', '        ^']);
    expect(excerpt('name: 漢', 6, 7)).toEqual(['name: 漢', '      ^^']);
  });

  it('shows what could move the cursor or turn the text round as escapes', () => {
    const [line = '', caret = ''] = excerpt('name: a\u001b[2J\u202eb x', 14, 15);
    expect(line).toBe('name: a\\u{1b}[2J\\u{202e}b x');
    expect(line.slice(caret.indexOf('^'))).toBe('x');
  });

  it('is cut around the place where it is long', () => {
    const text = `name: ${'a'.repeat(50)}HERE${'b'.repeat(50)}`;
    const [line = '', caret = ''] = excerpt(text, 56, 60, 40);
    expect(line).toMatch(/^\.\.\.a+HEREb+\.\.\.$/);
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('HERE');
  });

  it('of a very long line is as short as of any other', () => {
    const text = `name: "${'a'.repeat(4_000)}HERE${'b'.repeat(4_000)}"`;
    const [line = '', caret = ''] = excerpt(text, 4_007, 4_011, 40);
    expect(line).toMatch(/^\.\.\.a+HEREb+\.\.\.$/);
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('HERE');
  });

  it('has a mark in place of a secret, and carets beneath the mark', () => {
    const text = '{ name: a, password: hunter2, x: 1 }';
    expect(excerpt(text, 21, 28)).toEqual(['{ name: a, password: ***, x: *** }', '                     ^^^']);
    expect(excerpt(text, 2, 6)).toEqual(['{ name: a, password: ***, x: *** }', '  ^^^^']);
    expect(excerpt(text, 30, 31)).toEqual(['{ name: a, password: ***, x: *** }', '                          ^']);
  });

  it('always has a caret line no wider than allowed, beneath something', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '\t',
      '漢',
      '🚚',
      '\u0301',
      '\u200b',
      '\r',
      '\n',
      'password: x',
      '"',
      '\ud83d',
    );
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 60 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 20, max: 60 }),
        (parts, a, b, width) => {
          const text = parts.join('');
          const start = a % (text.length + 1);
          const [line = '', caret = ''] = excerpt(text, start, start + (b % 30), width);
          expect(caret).toMatch(/^ *\^+$/);
          expect(caret.length).toBeLessThanOrEqual(width + 1);
          expect([...line].length).toBeLessThanOrEqual(width + 3 + (line.match(/\u0301/g)?.length ?? 0));
        },
      ),
    );
  });
});

describe('a diagnostic in words', () => {
  const source = sourceText('dir/topology.yaml', 'name: 1\n');
  const found = diagnostic('topology.wrong-value', 'a is wrong.', { range: source.range(6, 7), severity: 'warning' });

  it('has place, severity, detail, code, source line, carets and what to do', () => {
    expect(
      sourceDiagnosticText(found, source, screen()),
    ).toBe(`dir/topology.yaml:1:7: warning: a is wrong. [topology.wrong-value]
    1 | name: 1
      |       ^
  What to do: Correct the value. docs/topology.md says what is possible there.`);
  });

  it('has no source line where the source is not there or is another file', () => {
    expect(sourceDiagnosticText(found, undefined, screen())).not.toContain('|');
    expect(sourceDiagnosticText(found, sourceText('other.yaml', 'a: 1\n'), screen())).not.toContain('|');
  });

  it('has no place where it is about no place', () => {
    const text = sourceDiagnosticText(diagnostic('topology.empty', 'x has no content.'), source, screen());
    expect(text).toMatch(/^error: x has no content\. \[topology\.empty\]\n {2}What to do: /);
  });

  it('is coloured only where that is wanted, and says the same', () => {
    const coloured = sourceDiagnosticText(found, source, { ...screen(), colors: true });
    expect(coloured).toContain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(sourceDiagnosticText(found, source, screen()));
  });
});
