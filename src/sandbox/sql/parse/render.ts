import { isSymbol, isWord, type Reader } from './reader.js';
import type { Token } from './tokens.js';

/** Join hints, which change nothing of what a join gives. */
const joinHints = ['HASH', 'LOOP', 'MERGE', 'REMOTE'] as const;

/** A part of the batch for the grammar library, with each place kept: what it must not see is blank. */
export interface Rendered {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** The tokens from the reader's position up to `end`. Comments, OPTION (...) and join hints are left out. */
export function render(reader: Reader, end: number): Rendered {
  const tokens = reader.tokens.slice(reader.position, end);
  let text = '';
  let at = tokens[0]?.start ?? 0;
  let hidden = 0;
  tokens.forEach((token, index) => {
    text += blank(reader.text.slice(at, token.start));
    at = token.end;
    if (hidden === 0) hidden = hiddenFrom(tokens, index);
    if (hidden > 0) {
      hidden -= 1;
      text += blank(token.text);
    } else {
      text += written(token, reader.quotedIdentifier);
    }
  });
  return { text, tokens };
}

/** How many tokens from here on are to be left out. */
function hiddenFrom(tokens: readonly Token[], index: number): number {
  const token = tokens[index];
  if (isWord(token, 'OPTION') && isSymbol(tokens[index + 1], '(')) {
    let depth = 0;
    for (let at = index + 1; at < tokens.length; at += 1) {
      if (isSymbol(tokens[at], '(')) depth += 1;
      if (isSymbol(tokens[at], ')')) depth -= 1;
      if (depth === 0) return at - index + 1;
    }
  }
  const hint = isWord(token, ...joinHints) && isWord(tokens[index + 1], 'JOIN');
  return hint && isWord(tokens[index - 1], 'INNER', 'LEFT', 'RIGHT', 'FULL', 'OUTER') ? 1 : 0;
}

function written(token: Token, quotedIdentifier: boolean): string {
  if (token.text === '!<') return '>=';
  if (token.text === '!>') return '<=';
  if (token.text.startsWith('"') && !quotedIdentifier) {
    return `'${token.text.slice(1, -1).replaceAll('""', '"').replaceAll("'", "''")}'`;
  }
  return token.text;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
