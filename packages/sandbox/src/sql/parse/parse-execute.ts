import { positionalAfterNamed } from '../messages/procedures.js';
import { atLine } from '../sql-error.js';
import type { Expression, Literal } from './ast.js';
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
import type { ExecuteArgument, Statement } from './statement.js';

/** After the word EXEC, or at the procedure's name where that stands first in the batch. */
export function parseExecute(reader: Reader): Statement {
  const line = lineOf(reader);
  if (accept(reader, '(')) {
    const text = parseExpression(reader, endOf(reader));
    expect(reader, ')');
    return { kind: 'executeText', line, text };
  }
  const hasStatus = peek(reader)?.type === 'variable' && isSymbol(peek(reader, 1), '=');
  const status = hasStatus ? takeVariable(reader) : undefined;
  if (hasStatus) expect(reader, '=');
  const procedure = peek(reader)?.type === 'variable' ? { variable: takeVariable(reader) } : takeQualifiedName(reader);
  const args: ExecuteArgument[] = [];
  if (startsArgument(reader)) {
    do args.push(parseArgument(reader, args));
    while (accept(reader, ','));
  }
  if (isWord(peek(reader), 'WITH') && isWord(peek(reader, 1), 'RECOMPILE')) reader.position += 2;
  return { kind: 'execute', line, status, procedure, arguments: args };
}

function startsArgument(reader: Reader): boolean {
  const token = peek(reader);
  if (token === undefined) return false;
  if (token.type === 'word') return isWord(token, 'NULL', 'DEFAULT') || isBareText(reader);
  return token.type !== 'symbol' || token.text === '-' || token.text === '+';
}

/** `EXEC sp_help name`: a word stands for itself, unless it starts the next statement. */
function isBareText(reader: Reader): boolean {
  const position = reader.position;
  try {
    takeQualifiedName(reader);
    return !isWord(reader.tokens[position], 'THROW');
  } catch {
    return false;
  } finally {
    reader.position = position;
  }
}

function parseArgument(reader: Reader, before: readonly ExecuteArgument[]): ExecuteArgument {
  const line = lineOf(reader);
  const named = peek(reader)?.type === 'variable' && isSymbol(peek(reader, 1), '=');
  const name = named ? takeVariable(reader) : undefined;
  if (named) expect(reader, '=');
  else if (before.some((argument) => argument.name !== undefined)) {
    throw atLine(positionalAfterNamed(before.length + 1), line);
  }
  if (accept(reader, 'DEFAULT')) return { name, value: 'default', output: false };
  const value = parseConstant(reader);
  return { name, value, output: accept(reader, 'OUTPUT', 'OUT') };
}

/** An argument is a constant or a variable, never an expression. */
function parseConstant(reader: Reader): Expression {
  const sign = isSymbol(peek(reader), '-') || isSymbol(peek(reader), '+') ? take(reader).text : '';
  const token = peek(reader);
  if (token === undefined || (sign !== '' && token.type !== 'number')) throw unexpected(reader);
  if (token.type === 'word' && !isWord(token, 'NULL')) {
    return literal({ NationalStringLiteral: takeQualifiedName(reader).join('.') });
  }
  take(reader);
  switch (token.type) {
    case 'number': {
      if (/^0x/i.test(token.text)) return literal({ HexStringLiteral: token.text.slice(2) });
      const number = literal({ Number: [token.text, false] });
      return sign === '-' ? { UnaryOp: { op: 'Minus', expr: number } } : number;
    }
    case 'string':
      return literal(
        /^n/i.test(token.text) ? { NationalStringLiteral: token.value } : { SingleQuotedString: token.value },
      );
    case 'name':
      return literal({ NationalStringLiteral: token.value });
    case 'variable':
      return { Identifier: { value: token.text } };
    case 'word':
      return literal('Null');
    default:
      reader.position -= 1;
      throw unexpected(reader);
  }
}

const literal = (value: Literal): Expression => ({ Value: { value } });
