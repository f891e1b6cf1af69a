import { redeclaredVariable } from '../messages/syntax.js';
import { atLine, notInSandbox } from '../sql-error.js';
import { endOf } from './extent.js';
import { parseExpression } from './grammar.js';
import { parseType } from './parse-type.js';
import { accept, isSymbol, isWord, lineOf, peek, type Reader, takeVariable, unexpected } from './reader.js';
import type { Declaration, Statement } from './statement.js';

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
