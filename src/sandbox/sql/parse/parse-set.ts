import { endOf } from './extent.js';
import { parseExpression } from './grammar.js';
import { accept, expect, isSymbol, lineOf, peek, type Reader, take, takeQualifiedName, unexpected } from './reader.js';
import type { OptionValue, Statement } from './statement.js';

/** After the word SET. */
export function parseSet(reader: Reader): Statement {
  const line = lineOf(reader);
  const token = take(reader);
  if (token.type === 'variable') return parseAssignment(reader, token.text, line);
  if (token.type !== 'word') {
    reader.position -= 1;
    throw unexpected(reader);
  }
  switch (token.value) {
    case 'TRANSACTION': {
      expect(reader, 'ISOLATION');
      expect(reader, 'LEVEL');
      return { kind: 'option', line, names: ['TRANSACTION ISOLATION LEVEL'], value: words(reader) };
    }
    case 'STATISTICS':
      return { kind: 'option', line, names: [`STATISTICS ${take(reader).value}`], value: optionValue(reader) };
    case 'IDENTITY_INSERT':
      takeQualifiedName(reader);
      return { kind: 'option', line, names: ['IDENTITY_INSERT'], value: optionValue(reader) };
    default: {
      const names = [token.value];
      while (accept(reader, ',')) names.push(take(reader).value);
      return { kind: 'option', line, names, value: optionValue(reader) };
    }
  }
}

const assignments = ['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^='];

function parseAssignment(reader: Reader, variable: string, line: number): Statement {
  const operator = take(reader).text;
  if (operator !== '=' && !assignments.includes(operator)) {
    reader.position -= 1;
    throw unexpected(reader);
  }
  const value = parseExpression(reader, endOf(reader));
  return { kind: 'assign', line, variable, operator: operator === '=' ? undefined : operator.slice(0, -1), value };
}

function optionValue(reader: Reader): OptionValue {
  const negative = isSymbol(peek(reader), '-') ? take(reader) : undefined;
  const token = take(reader);
  if (token.type === 'number') return Number(token.text) * (negative === undefined ? 1 : -1);
  if (token.type === 'variable') return { variable: token.text };
  if (token.type === 'word' && token.value === 'ON') return true;
  if (token.type === 'word' && token.value === 'OFF') return false;
  return token.value;
}

function words(reader: Reader): string {
  const end = endOf(reader);
  const text = reader.tokens.slice(reader.position, end).map(({ value }) => value);
  reader.position = end;
  return text.join(' ');
}
