import { atLine, notInSandbox } from '../sql-error.js';
import { endOf, endOfQuery } from './extent.js';
import { parseExpression, parseQuery } from './grammar.js';
import { parseBegin, parseIf, parseWhile } from './parse-control.js';
import { parseDeclare } from './parse-declare.js';
import { parseExecute } from './parse-execute.js';
import { parseRefused } from './parse-refused.js';
import { parseSet } from './parse-set.js';
import { parseSimple } from './parse-simple.js';
import { accept, isSymbol, isWord, lineOf, peek, type Reader, unexpected } from './reader.js';
import type { Statement } from './statement.js';
import { tokenize } from './tokens.js';

/** Takes a batch apart. The grammar must be loaded. Throws the syntax error of the first fault, with its line. */
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
    case 'INSERT':
    case 'UPDATE':
    case 'DELETE':
    case 'MERGE':
    case 'TRUNCATE':
    case 'CREATE':
    case 'ALTER':
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
