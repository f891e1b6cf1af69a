import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../src/diagnostic.js';
import { sourceDiagnosticText } from '../../src/topology/source-diagnostic-text.js';
import { sourceText } from '../../src/topology/source-text.js';

/** The source line and the caret line for a range of the text, without their margins. */
function excerpt(text: string, start: number, end: number, width?: number): readonly string[] {
  const source = sourceText('f', text);
  const found = diagnostic('topology.wrong-value', 'x', { range: source.range(start, end) });
  const shown = sourceDiagnosticText(found, source, width === undefined ? {} : { width });
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
    expect(excerpt('a: b', 1, 1)).toEqual(['a: b', ' ^']);
    expect(excerpt('a: b', 4, 4)).toEqual(['a: b', '    ^']);
    expect(excerpt('', 0, 0)).toEqual(['', '^']);
  });

  it('has carets to the end of the line for a place over several lines', () => {
    expect(excerpt('a: [b,\n  c]', 3, 10)).toEqual(['a: [b,', '   ^^^']);
  });

  it('shows tabs as spaces, up to the next multiple of four', () => {
    expect(excerpt('\ta:\tb', 4, 5)).toEqual(['    a:  b', '        ^']);
  });

  it('counts two cells for wide characters and none for marks', () => {
    expect(excerpt('漢字: x', 4, 5)).toEqual(['漢字: x', '      ^']);
    expect(excerpt('🚚: x', 4, 5)).toEqual(['🚚: x', '    ^']);
    expect(excerpt('u\u0308: x', 4, 5)).toEqual(['u\u0308: x', '   ^']);
    expect(excerpt('漢', 0, 1)).toEqual(['漢', '^^']);
  });

  it('shows what could move the cursor or turn the text round as escapes', () => {
    expect(excerpt('a\u001b[2J\u202eb: x', 9, 10)).toEqual(['a\\u{1b}[2J\\u{202e}b: x', '                     ^']);
  });

  it('is cut around the place where it is long', () => {
    const text = `${'a'.repeat(50)}HERE${'b'.repeat(50)}`;
    const [line = '', caret = ''] = excerpt(text, 50, 54, 40);
    expect(line).toMatch(/^\.\.\.a+HEREb+\.\.\.$/);
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('HERE');
  });

  it('of a line with a secret ends before it', () => {
    expect(excerpt('password: hunter2, x: 1', 19, 20)).toEqual(['password: ***', '          ^^^']);
    expect(excerpt('x: 1, password: hunter2', 0, 1)).toEqual(['x: 1, password: ***', '^']);
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
  const source = sourceText('dir/topology.yaml', 'a: 1\n');
  const found = diagnostic('topology.wrong-value', 'a is wrong.', { range: source.range(3, 4), severity: 'warning' });

  it('has place, severity, detail, code, source line, carets and what to do', () => {
    expect(sourceDiagnosticText(found, source)).toBe(`dir/topology.yaml:1:4: warning: a is wrong. [topology.wrong-value]
    1 | a: 1
      |    ^
  What to do: Correct the value. docs/topology.md says what is possible there.`);
  });

  it('has no source line where the source is not there or is another file', () => {
    expect(sourceDiagnosticText(found, undefined)).not.toContain('|');
    expect(sourceDiagnosticText(found, sourceText('other.yaml', 'a: 1\n'))).not.toContain('|');
  });

  it('has no place where it is about no place', () => {
    const text = sourceDiagnosticText(diagnostic('topology.empty', 'x has no content.'), source);
    expect(text).toMatch(/^error: x has no content\. \[topology\.empty\]\n {2}What to do: /);
  });

  it('is coloured only where that is wanted, and says the same', () => {
    const coloured = sourceDiagnosticText(found, source, { colors: true });
    expect(coloured).toContain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(sourceDiagnosticText(found, source));
  });
});
