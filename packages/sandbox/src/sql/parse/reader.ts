import { keywordNear, syntaxNear, unclosedComment, unclosedString } from '../messages/syntax.js';
import { atLine, type SqlError } from '../sql-error.js';

/** Walks over the tokens of one batch. */
export interface Reader {
  /** The batch. */
  readonly text: string;
  readonly tokens: readonly Token[];
  position: number;
  /** QUOTED_IDENTIFIER: whether "x" is a name rather than a string. */
  readonly quotedIdentifier: boolean;
}

export function peek(reader: Reader, ahead = 0): Token | undefined {
  return reader.tokens[reader.position + ahead];
}

/** The line of the next token, or of the last one. */
export function lineOf(reader: Reader): number {
  return (peek(reader) ?? reader.tokens.at(-1))?.line ?? 1;
}

export function take(reader: Reader): Token {
  const token = peek(reader);
  if (token === undefined) throw unexpected(reader);
  reader.position += 1;
  return token;
}

export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.type === 'word' && words.includes(token.value);
}

export function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token?.type === 'symbol' && token.text === symbol;
}

/** Takes the next token where it is one of these words or symbols. */
export function accept(reader: Reader, ...texts: readonly string[]): boolean {
  const token = peek(reader);
  const found = token !== undefined && texts.some((text) => isWord(token, text) || isSymbol(token, text));
  if (found) reader.position += 1;
  return found;
}

export function expect(reader: Reader, ...texts: readonly string[]): void {
  if (!accept(reader, ...texts)) throw unexpected(reader);
}

/** The syntax error at the next token; at the end of the batch it names the last one, as SQL Server does. */
export function unexpected(reader: Reader): SqlError {
  const token = peek(reader) ?? reader.tokens.at(-1);
  return token === undefined ? syntaxNear('') : errorNear(token);
}

export function errorNear(token: Token): SqlError {
  const error =
    token.type === 'word' && isReserved(token.value)
      ? keywordNear(token.text)
      : syntaxNear(token.type === 'string' || token.type === 'name' ? token.value : token.text);
  return atLine(error, token.line);
}

/** A name in a position where one must stand. */
export function takeName(reader: Reader): string {
  const token = peek(reader);
  const named = token?.type === 'name' || (token?.type === 'word' && !isReserved(token.value));
  if (token === undefined || !named) throw unexpected(reader);
  reader.position += 1;
  return token.type === 'word' ? token.text : token.value;
}

/** `a`, `a.b`, `a..b` and so on: the parts, empty ones too. */
export function takeQualifiedName(reader: Reader): readonly string[] {
  const parts = [takeName(reader)];
  while (accept(reader, '.')) {
    parts.push(isSymbol(peek(reader), '.') ? '' : takeName(reader));
  }
  return parts;
}

export function takeVariable(reader: Reader): string {
  const token = peek(reader);
  if (token?.type !== 'variable' || token.text.startsWith('@@')) throw unexpected(reader);
  reader.position += 1;
  return token.text;
}

export interface Token {
  /** `word` is a name or keyword without quotes, `name` one in brackets or double quotes. */
  readonly type: 'word' | 'name' | 'variable' | 'string' | 'number' | 'symbol';
  /** As written. */
  readonly text: string;
  /** Of a word, in upper case; of a string or name, its content; otherwise as `text`. */
  readonly value: string;
  /** Offset in the text, and the one after the token. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

const space = /[\s\uFEFF]/;
const wordStart = /[\p{L}_#]/u;
const wordPart = /[\p{L}\p{N}_@#$]/u;
const number = /0x[0-9a-f]*|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const symbols = ['<>', '<=', '>=', '!=', '!<', '!>', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '::', '||'];

/** Takes T-SQL apart; comments and blanks are left out. Throws 105 and 113 for what is not closed. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;

  const add = (type: Token['type'], end: number, value?: string) => {
    const written = text.slice(at, end);
    tokens.push({ type, text: written, value: value ?? written, start: at, end, line });
    for (let index = written.indexOf('\n'); index >= 0; index = written.indexOf('\n', index + 1)) line += 1;
    at = end;
  };
  const endOfWord = (from: number): number => {
    let end = from;
    while (end < text.length && wordPart.test(text[end] ?? '')) end += 1;
    return end;
  };

  while (at < text.length) {
    const char = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (char === '\n') {
      line += 1;
      at += 1;
    } else if (space.test(char)) {
      at += 1;
    } else if (char === '-' && next === '-') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === '/' && next === '*') {
      const end = endOfComment(text, at);
      if (end === undefined) throw atLine(unclosedComment(), line);
      for (const inside of text.slice(at, end)) if (inside === '\n') line += 1;
      at = end;
    } else if (char === "'" || ((char === 'N' || char === 'n') && next === "'")) {
      const start = char === "'" ? at + 1 : at + 2;
      const end = endOfQuoted(text, start, "'");
      if (end === undefined) throw atLine(unclosedString(text.slice(start)), line);
      add('string', end, text.slice(start, end - 1).replaceAll("''", "'"));
    } else if (char === '[' || char === '"') {
      const close = char === '[' ? ']' : '"';
      const end = endOfQuoted(text, at + 1, close);
      if (end === undefined) throw atLine(unclosedString(text.slice(at + 1)), line);
      add('name', end, text.slice(at + 1, end - 1).replaceAll(close + close, close));
    } else if (char === '@') {
      add('variable', endOfWord(at + 1));
    } else if (/\d/.test(char) || (char === '.' && /\d/.test(next))) {
      number.lastIndex = at;
      number.test(text);
      add('number', Math.max(number.lastIndex, at + 1));
    } else if (wordStart.test(char)) {
      const end = endOfWord(at);
      add('word', end, text.slice(at, end).toUpperCase());
    } else {
      add('symbol', at + (symbols.includes(char + next) ? 2 : 1));
    }
  }
  return tokens;
}

/** Comments nest. */
function endOfComment(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    if (pair === '/*') {
      depth += 1;
      at += 1;
    } else if (pair === '*/') {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** The offset after the closing quote; a doubled one stands for itself. */
function endOfQuoted(text: string, start: number, close: string): number | undefined {
  for (let at = text.indexOf(close, start); at >= 0; at = text.indexOf(close, at + 2)) {
    if (text[at + 1] !== close) return at + 1;
  }
  return undefined;
}

/** Words that start a statement wherever they stand outside of parentheses: all are reserved in T-SQL. */
export const statementStarts: ReadonlySet<string> = new Set(
  (
    'SELECT DECLARE SET USE EXEC EXECUTE PRINT RAISERROR IF ELSE BEGIN END WHILE BREAK CONTINUE WAITFOR COMMIT ROLLBACK ' +
    'SAVE RETURN GOTO INSERT UPDATE DELETE MERGE TRUNCATE CREATE ALTER DROP GRANT REVOKE DENY BACKUP RESTORE DBCC KILL ' +
    'CHECKPOINT RECONFIGURE SHUTDOWN BULK REVERT OPEN CLOSE DEALLOCATE FETCH'
  ).split(' '),
);

/** Reserved words (learn.microsoft.com: reserved keywords, Transact-SQL); a syntax error names them as keywords (156). */
const reserved: ReadonlySet<string> = new Set(
  (
    'ADD ALL ALTER AND ANY AS ASC AUTHORIZATION BACKUP BEGIN BETWEEN BREAK BROWSE BULK BY CASCADE CASE CHECK CHECKPOINT ' +
    'CLOSE CLUSTERED COALESCE COLLATE COLUMN COMMIT COMPUTE CONSTRAINT CONTAINS CONTAINSTABLE CONTINUE CONVERT CREATE CROSS ' +
    'CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATABASE DBCC DEALLOCATE DECLARE DEFAULT ' +
    'DELETE DENY DESC DISK DISTINCT DISTRIBUTED DOUBLE DROP DUMP ELSE END ERRLVL ESCAPE EXCEPT EXEC EXECUTE EXISTS EXIT ' +
    'EXTERNAL FETCH FILE FILLFACTOR FOR FOREIGN FREETEXT FREETEXTTABLE FROM FULL FUNCTION GOTO GRANT GROUP HAVING HOLDLOCK ' +
    'IDENTITY IDENTITY_INSERT IDENTITYCOL IF IN INDEX INNER INSERT INTERSECT INTO IS JOIN KEY KILL LEFT LIKE LINENO LOAD ' +
    'MERGE NATIONAL NOCHECK NONCLUSTERED NOT NULL NULLIF OF OFF OFFSETS ON OPEN OPENDATASOURCE OPENQUERY OPENROWSET OPENXML ' +
    'OPTION OR ORDER OUTER OVER PERCENT PIVOT PLAN PRIMARY PRINT PROC PROCEDURE PUBLIC RAISERROR READ READTEXT RECONFIGURE ' +
    'REFERENCES REPLICATION RESTORE RESTRICT RETURN REVERT REVOKE RIGHT ROLLBACK ROWCOUNT ROWGUIDCOL RULE SAVE SCHEMA ' +
    'SECURITYAUDIT SELECT SEMANTICKEYPHRASETABLE SEMANTICSIMILARITYDETAILSTABLE SEMANTICSIMILARITYTABLE SESSION_USER SET ' +
    'SETUSER SHUTDOWN SOME STATISTICS SYSTEM_USER TABLE TABLESAMPLE TEXTSIZE THEN TO TOP TRAN TRANSACTION TRIGGER TRUNCATE ' +
    'TRY_CONVERT TSEQUAL UNION UNIQUE UNPIVOT UPDATE UPDATETEXT USE USER VALUES VARYING VIEW WAITFOR WHEN WHERE WHILE WITH ' +
    'WITHIN WRITETEXT'
  ).split(' '),
);

export function isReserved(word: string): boolean {
  return reserved.has(word);
}
