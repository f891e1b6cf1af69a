import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenize } from '../../../src/sql/parse/reader.js';
import { SqlError } from '../../../src/sql/sql-error.js';

const shown = (text: string) => tokenize(text).map(({ type, value }) => `${type} ${value}`);

describe('tokens', () => {
  test('are words, names, variables, strings, numbers and symbols', () => {
    expect(shown(`select [a]]b], "c""d", @x, @@SPID, 'it''s', N'é', 1.5e-3, 0x1F <> !=`)).toEqual([
      'word SELECT',
      'name a]b',
      'symbol ,',
      'name c"d',
      'symbol ,',
      'variable @x',
      'symbol ,',
      'variable @@SPID',
      'symbol ,',
      "string it's",
      'symbol ,',
      'string é',
      'symbol ,',
      'number 1.5e-3',
      'symbol ,',
      'number 0x1F',
      'symbol <>',
      'symbol !=',
    ]);
  });

  test('leave comments out, nested ones too, and know their lines', () => {
    const tokens = tokenize("a -- one\n/* two /* three */\n still */ b\r\n'x\ny' c");
    expect(tokens.map(({ value, line }) => [value, line])).toEqual([
      ['A', 1],
      ['B', 3],
      ['x\ny', 4],
      ['C', 5],
    ]);
  });

  test.each([
    ["SELECT 'abc", 105],
    ['SELECT [abc', 105],
    ['SELECT /* a /* b */', 113],
  ])('say what is not closed: %s', (text, number) => {
    try {
      tokenize(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(SqlError);
      expect((error as SqlError).detail).toMatchObject({ number, class: 15, line: 1 });
    }
  });

  test('put together again with what is between them, give the text', () => {
    const part = fc.constantFrom(
      'a',
      "'x y'",
      '[b c]',
      '@v',
      '1.5',
      '<=',
      '(',
      ')',
      ' ',
      '\n',
      '/* c */',
      '-- d\n',
      ';',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join(' ');
        let at = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(at);
          expect(text.slice(token.start, token.end)).toBe(token.text);
          expect(token.line).toBe(text.slice(0, token.start).split('\n').length);
          at = token.end;
        }
      }),
    );
  });
});
