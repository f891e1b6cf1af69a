import { keywordNear, syntaxNear } from '../messages/syntax.js';
import { atLine, type SqlError } from '../sql-error.js';
import { isReserved } from './keywords.js';
import type { Token } from './tokens.js';

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
