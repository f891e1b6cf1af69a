import { endOf } from './extent.js';
import { parseExpression } from './grammar.js';
import { parseNext } from './parse-batch.js';
import { parseTransaction } from './parse-simple.js';
import { accept, expect, isWord, lineOf, peek, type Reader, unexpected } from './reader.js';
import type { Statement } from './statement.js';

export function parseIf(reader: Reader): Statement {
  const line = lineOf(reader);
  expect(reader, 'IF');
  const condition = parseExpression(reader, endOf(reader, { commonTables: true }), 'condition');
  const then = parseNext(reader);
  // A semicolon may end the statement before ELSE.
  if (accept(reader, ';') && !isWord(peek(reader), 'ELSE')) reader.position -= 1;
  const otherwise = accept(reader, 'ELSE') ? parseNext(reader) : undefined;
  return { kind: 'if', line, condition, then, otherwise };
}

export function parseWhile(reader: Reader): Statement {
  const line = lineOf(reader);
  expect(reader, 'WHILE');
  const condition = parseExpression(reader, endOf(reader, { commonTables: true }), 'condition');
  return { kind: 'while', line, condition, body: parseNext(reader) };
}

/** BEGIN ... END, BEGIN TRY, and BEGIN TRANSACTION. */
export function parseBegin(reader: Reader): Statement {
  const line = lineOf(reader);
  expect(reader, 'BEGIN');
  if (isWord(peek(reader), 'TRAN', 'TRANSACTION', 'DISTRIBUTED')) return parseTransaction(reader, 'begin', line);
  if (!accept(reader, 'TRY')) {
    const body = parseBody(reader);
    expect(reader, 'END');
    return { kind: 'block', line, body };
  }
  const body = parseBody(reader);
  expect(reader, 'END');
  expect(reader, 'TRY');
  accept(reader, ';');
  expect(reader, 'BEGIN');
  expect(reader, 'CATCH');
  const handler = parseBody(reader, true);
  expect(reader, 'END');
  expect(reader, 'CATCH');
  return { kind: 'try', line, body, handler };
}

/** Up to END; only the handler of a TRY may be empty. */
function parseBody(reader: Reader, mayBeEmpty = false): readonly Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    while (accept(reader, ';')) {
      // Empty statements are allowed.
    }
    if (isWord(peek(reader), 'END')) break;
    if (peek(reader) === undefined) throw unexpected(reader);
    statements.push(parseNext(reader));
  }
  if (statements.length === 0 && !mayBeEmpty) throw unexpected(reader);
  return statements;
}
