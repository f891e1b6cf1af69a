import type { SqlType } from '../../engine.js';
import { redeclaredVariable, unknownParameterType } from '../messages/syntax.js';
import { atLine, notInSandbox } from '../sql-error.js';
import { typeNamed } from '../types/type.js';
import { endOf } from './extent.js';
import { parseExpression } from './grammar.js';
import {
  accept,
  expect,
  isSymbol,
  isWord,
  lineOf,
  peek,
  type Reader,
  take,
  takeQualifiedName,
  takeVariable,
  unexpected,
} from './reader.js';
import type { Declaration, OptionValue, Statement } from './statement.js';

/** After the word DECLARE. */
export function parseDeclare(reader: Reader): Statement {
  const line = lineOf(reader);
  if (peek(reader)?.type !== 'variable') {
    throw isWord(peek(reader, 1), 'CURSOR') ? atLine(notInSandbox('cursors'), line) : unexpected(reader);
  }
  const variables: Declaration[] = [];
  do variables.push(parseVariable(reader, variables.length + 1));
  while (accept(reader, ','));
  return { kind: 'declare', line, variables };
}

function parseVariable(reader: Reader, position: number): Declaration {
  const name = takeVariable(reader);
  accept(reader, 'AS');
  if (isWord(peek(reader), 'TABLE') || isWord(peek(reader), 'CURSOR')) {
    throw atLine(notInSandbox(isWord(peek(reader), 'TABLE') ? 'table variables' : 'cursors'), lineOf(reader));
  }
  const type = parseType(reader, position);
  const value = accept(reader, '=') ? parseExpression(reader, endOf(reader, { comma: true })) : undefined;
  return { name, type, value };
}

/** The parameter declaration of sp_executesql: `@a int, @b nvarchar(30) OUTPUT`. */
export interface ParameterDeclaration extends Declaration {
  readonly output: boolean;
}

export function parseParameters(reader: Reader): readonly ParameterDeclaration[] {
  const parameters: ParameterDeclaration[] = [];
  if (reader.tokens.length === 0) return parameters;
  do {
    const name = takeVariable(reader);
    accept(reader, 'AS');
    const type = parseType(reader, parameters.length + 1);
    const value = accept(reader, '=') ? parseExpression(reader, endOfDefault(reader)) : undefined;
    const output = accept(reader, 'OUTPUT', 'OUT');
    accept(reader, 'READONLY');
    if (parameters.some((other) => other.name.toLowerCase() === name.toLowerCase())) throw redeclaredVariable(name);
    parameters.push({ name, type, value, output });
  } while (accept(reader, ','));
  if (peek(reader) !== undefined) throw unexpected(reader);
  return parameters;
}

function endOfDefault(reader: Reader): number {
  const sign = isSymbol(peek(reader), '-') || isSymbol(peek(reader), '+') ? 1 : 0;
  return reader.position + sign + 1;
}

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

/** `nvarchar(30)`, `double precision` and so on, of the variable or parameter at that position (from 1). */
function parseType(reader: Reader, position: number): SqlType {
  const line = lineOf(reader);
  const parts = isWord(peek(reader), 'NATIONAL', 'DOUBLE') ? [take(reader).text] : takeQualifiedName(reader);
  let name = parts.at(-1) ?? '';
  while (isWord(peek(reader), 'PRECISION', 'VARYING', 'CHARACTER', 'CHAR') && name !== '') {
    name += ` ${take(reader).text}`;
  }
  const args: string[] = [];
  if (accept(reader, '(')) {
    do args.push(take(reader).text);
    while (accept(reader, ','));
    expect(reader, ')');
  }
  const type = typeNamed(name, args);
  if (type === 'unsupported') throw atLine(notInSandbox(`the type ${name}`), line);
  if (type === undefined) throw atLine(unknownParameterType(position, parts.join('.')), line);
  return type;
}
