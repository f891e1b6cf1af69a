import { atLine, notInSandbox } from '../sql-error.js';
import type { Expression } from './ast.js';
import { endOf, endOfQuery } from './extent.js';
import { parseExpression, parseQuery } from './grammar.js';
import { parseExecute } from './parse-execute.js';
import { parseRefused } from './parse-refused.js';
import { parseSecurity } from './parse-security.js';
import { parseDeclare, parseSet } from './parse-variables.js';
import {
  accept,
  expect,
  isSymbol,
  isWord,
  lineOf,
  peek,
  type Reader,
  take,
  takeName,
  tokenize,
  unexpected,
} from './reader.js';
import type { Statement, TransactionStatement } from './statement.js';

/*
 * Texts to trees. Statements and what is around queries are read here by our own tokens; plain queries and expressions too
 * (plain-query.ts), all others by the grammar library (grammar.ts), which is loaded when the first of them comes. Nothing
 * here knows names, types or values. A new statement gets its form in statement.ts and its reading here.
 */

/** Takes a batch apart. Throws the syntax error of the first fault, with its line, and `GrammarMissingError`. */
export function parseBatch(text: string, quotedIdentifier = true): readonly Statement[] {
  const reader: Reader = { text, tokens: tokenize(text), position: 0, quotedIdentifier };
  const statements: Statement[] = [];
  for (;;) {
    while (accept(reader, ';')) {
      // Empty statements are allowed.
    }
    if (peek(reader) === undefined) return statements;
    statements.push(parseNext(reader, statements.length === 0));
  }
}

/** The statement at the reader's position. */
export function parseNext(reader: Reader, first = false): Statement {
  const token = peek(reader);
  const line = lineOf(reader);
  if (token?.type === 'name' && first) return parseExecute(reader);
  if (isSymbol(token, '(')) return parseSelect(reader);
  if (token?.type !== 'word') throw unexpected(reader);
  switch (token.value) {
    case 'SELECT':
      return parseSelect(reader);
    case 'WITH':
      return parseSelect(reader);
    case 'DECLARE':
      reader.position += 1;
      return parseDeclare(reader);
    case 'SET':
      reader.position += 1;
      return parseSet(reader);
    case 'EXEC':
    case 'EXECUTE':
      reader.position += 1;
      if (isWord(peek(reader), 'AS')) throw atLine(notInSandbox('EXECUTE AS'), line);
      return parseExecute(reader);
    case 'IF':
      return parseIf(reader);
    case 'WHILE':
      return parseWhile(reader);
    case 'BEGIN':
      return parseBegin(reader);
    case 'PRINT':
      reader.position += 1;
      return { kind: 'print', line, text: parseExpression(reader, endOf(reader)) };
    case 'ALTER':
      return parseSecurity(reader) ?? parseRefused(reader, token.value);
    case 'INSERT':
    case 'UPDATE':
    case 'DELETE':
    case 'MERGE':
    case 'TRUNCATE':
    case 'CREATE':
    case 'DROP':
    case 'GRANT':
    case 'REVOKE':
    case 'DENY':
    case 'BACKUP':
    case 'RESTORE':
    case 'DBCC':
    case 'KILL':
    case 'CHECKPOINT':
    case 'RECONFIGURE':
    case 'SHUTDOWN':
    case 'BULK':
    case 'REVERT':
    case 'OPEN':
    case 'CLOSE':
    case 'DEALLOCATE':
    case 'FETCH':
    case 'GOTO':
      return parseRefused(reader, token.value);
    default: {
      const simple = parseSimple(reader);
      if (simple !== undefined) return simple;
      if (!first) throw unexpected(reader);
      return parseExecute(reader);
    }
  }
}

function parseSelect(reader: Reader): Statement {
  const line = lineOf(reader);
  return { kind: 'query', line, query: parseQuery(reader, endOfQuery(reader)) };
}

function parseIf(reader: Reader): Statement {
  const line = lineOf(reader);
  expect(reader, 'IF');
  const condition = parseExpression(reader, endOf(reader, { commonTables: true }), 'condition');
  const then = parseNext(reader);
  // A semicolon may end the statement before ELSE.
  if (accept(reader, ';') && !isWord(peek(reader), 'ELSE')) reader.position -= 1;
  const otherwise = accept(reader, 'ELSE') ? parseNext(reader) : undefined;
  return { kind: 'if', line, condition, then, otherwise };
}

function parseWhile(reader: Reader): Statement {
  const line = lineOf(reader);
  expect(reader, 'WHILE');
  const condition = parseExpression(reader, endOf(reader, { commonTables: true }), 'condition');
  return { kind: 'while', line, condition, body: parseNext(reader) };
}

/** BEGIN ... END, BEGIN TRY, and BEGIN TRANSACTION. */
function parseBegin(reader: Reader): Statement {
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

/** Statements of one line; undefined where the word starts none of them. */
function parseSimple(reader: Reader): Statement | undefined {
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

function parseTransaction(reader: Reader, action: TransactionStatement['action'], line: number): Statement {
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
