import { unclosedComment, unclosedString } from '../messages/syntax.js';
import { atLine } from '../sql-error.js';

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
