import type { Expression } from './ast.js';
import { endOf } from './extent.js';
import { parseExpression } from './grammar.js';
import { accept, expect, isSymbol, isWord, lineOf, peek, type Reader, take, takeName, unexpected } from './reader.js';
import type { Statement, TransactionStatement } from './statement.js';

/** Statements of one line; undefined where the word starts none of them. */
export function parseSimple(reader: Reader): Statement | undefined {
  const line = lineOf(reader);
  const word = take(reader).value;
  switch (word) {
    case 'USE':
      return { kind: 'use', line, database: takeName(reader) };
    case 'RAISERROR':
      return parseRaiserror(reader, line);
    case 'THROW':
      return { kind: 'throw', line, arguments: startsValue(reader) ? parseList(reader) : [] };
    case 'BREAK':
    case 'CONTINUE':
      return { kind: word === 'BREAK' ? 'break' : 'continue', line };
    case 'RETURN': {
      const end = endOf(reader);
      return { kind: 'return', line, status: end > reader.position ? parseExpression(reader, end) : undefined };
    }
    case 'WAITFOR': {
      const until = accept(reader, 'DELAY') ? 'delay' : 'time';
      if (until === 'time') expect(reader, 'TIME');
      return { kind: 'wait', line, until, time: parseExpression(reader, endOf(reader)) };
    }
    case 'COMMIT':
      return parseTransaction(reader, 'commit', line);
    case 'ROLLBACK':
      return parseTransaction(reader, 'rollback', line);
    case 'SAVE':
      return parseTransaction(reader, 'save', line);
    default:
      reader.position -= 1;
      return undefined;
  }
}

export function parseTransaction(reader: Reader, action: TransactionStatement['action'], line: number): Statement {
  accept(reader, 'DISTRIBUTED');
  const plain = accept(reader, 'TRAN', 'TRANSACTION', 'WORK');
  if (!plain && (action === 'begin' || action === 'save')) throw unexpected(reader);
  const token = peek(reader);
  const named = plain && (token?.type === 'name' || token?.type === 'variable' || isPlainName(reader));
  const name = named ? take(reader).value : undefined;
  if (isWord(peek(reader), 'WITH') && isSymbol(peek(reader, 1), '(')) skipParentheses(reader, 1);
  if (accept(reader, 'WITH')) {
    expect(reader, 'MARK');
    if (peek(reader)?.type === 'string') take(reader);
  }
  return { kind: 'transaction', line, action, name };
}

function isPlainName(reader: Reader): boolean {
  const position = reader.position;
  try {
    return takeName(reader) !== '' && !isWord(reader.tokens[position], 'THROW');
  } catch {
    return false;
  } finally {
    reader.position = position;
  }
}

function parseRaiserror(reader: Reader, line: number): Statement {
  expect(reader, '(');
  const values = parseList(reader);
  expect(reader, ')');
  const options: string[] = [];
  if (accept(reader, 'WITH')) {
    do options.push(take(reader).value);
    while (accept(reader, ','));
  }
  return { kind: 'raiserror', line, arguments: values, setError: options.includes('SETERROR') };
}

function parseList(reader: Reader): readonly Expression[] {
  const values: Expression[] = [];
  do values.push(parseExpression(reader, endOf(reader, { comma: true })));
  while (accept(reader, ','));
  return values;
}

function startsValue(reader: Reader): boolean {
  const token = peek(reader);
  return token?.type === 'number' || token?.type === 'variable' || token?.type === 'string';
}

function skipParentheses(reader: Reader, ahead: number): void {
  reader.position += ahead;
  let depth = 0;
  do {
    const token = take(reader);
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
  } while (depth > 0);
}
