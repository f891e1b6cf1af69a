import { commonTableAfterStatement, nestedTooDeeply } from '../messages/syntax.js';
import { atLine } from '../sql-error.js';
import { isSymbol, isWord, peek, type Reader, statementStarts, type Token } from './reader.js';

export interface ExtentOptions {
  /** A comma outside of parentheses ends it. */
  readonly comma?: boolean;
  /** A WITH that begins common tables ends it; otherwise that is an error, as in SQL Server (319). */
  readonly commonTables?: boolean;
  /** Whether a word that could start a statement goes on with this one. */
  readonly goesOn?: (token: Token, before: Token | undefined, after: Token | undefined) => boolean;
}

/**
 * Where what begins at the reader's position ends: at a semicolon, at a word that starts a statement, or before a closing
 * parenthesis that was opened earlier. CASE ... END belongs together.
 */
export function endOf(reader: Reader, { comma = false, commonTables = false, goesOn }: ExtentOptions = {}): number {
  let parentheses = 0;
  let cases = 0;
  for (let at = reader.position; at < reader.tokens.length; at += 1) {
    const token = reader.tokens[at];
    if (token === undefined) break;
    if (isSymbol(token, '(')) parentheses += 1;
    else if (isSymbol(token, ')')) {
      if (parentheses === 0) return at;
      parentheses -= 1;
    } else if (isSymbol(token, ';')) return at;
    else if (isWord(token, 'CASE')) cases += 1;
    else if (isWord(token, 'END') && cases > 0) cases -= 1;
    else if (parentheses === 0 && cases === 0) {
      if (comma && isSymbol(token, ',')) return at;
      if (at > reader.position && startsCommonTables(reader, at)) {
        if (commonTables) return at;
        throw atLine(commonTableAfterStatement(), token.line);
      }
      const before = at > reader.position ? reader.tokens[at - 1] : undefined;
      const starts = token.type === 'word' && statementStarts.has(token.value) && !isSymbol(before, '.');
      if (starts && at > reader.position && !(goesOn?.(token, before, reader.tokens[at + 1]) ?? false)) return at;
      if (starts && at === reader.position && goesOn === undefined) return at;
    }
  }
  return reader.tokens.length;
}

/** `WITH name AS (` or `WITH name (column, ...) AS (`, unlike WITH for hints and options. */
function startsCommonTables({ tokens }: Reader, at: number): boolean {
  const name = tokens[at + 1];
  if (!isWord(tokens[at], 'WITH') || (name?.type !== 'word' && name?.type !== 'name')) return false;
  let next = at + 2;
  if (isSymbol(tokens[next], '(')) {
    while (next < tokens.length && !isSymbol(tokens[next], ')')) next += 1;
    next += 1;
  }
  return isWord(tokens[next], 'AS') && isSymbol(tokens[next + 1], '(');
}

/** Of a SELECT, with its common tables and set operations. */
export function endOfQuery(reader: Reader): number {
  let pending = isWord(peek(reader), 'WITH');
  return endOf(reader, {
    goesOn(token, before, after) {
      if (pending && isWord(token, 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE')) {
        pending = false;
        return true;
      }
      switch (token.value) {
        case 'SELECT':
          return isWord(before, 'UNION', 'ALL', 'EXCEPT', 'INTERSECT');
        case 'FETCH':
          return isWord(before, 'ROW', 'ROWS');
        case 'MERGE':
          return isWord(after, 'JOIN');
        default:
          return false;
      }
    },
  });
}

/*
 * The grammar library recurses over chains of operators (it dies at about 800) and takes twice as long for each function
 * call inside a function call, so both are limited before it sees them.
 */
const longestChain = 600;
const deepestCalls = 14;

const operators = new Set(['AND', 'OR', 'IS', 'LIKE', 'IN', 'BETWEEN', 'COLLATE', 'AT', 'NOT', 'ESCAPE']);
const noOperators = new Set(['(', ')', ',', ';', '.']);

interface Frame {
  readonly call: boolean;
  chain: number;
  inner: number;
  longest: number;
}

/** Throws 191 for what SQL Server, too, would find nested too deeply, if later. */
export function refuseDeepNesting(tokens: readonly Token[]): void {
  const frames: Frame[] = [{ call: false, chain: 0, inner: 0, longest: 0 }];
  let calls = 0;
  tokens.forEach((token, index) => {
    const frame = frames.at(-1);
    if (frame === undefined) return;
    if (isSymbol(token, '(')) {
      const call = tokens[index - 1]?.type === 'word' && !operators.has(tokens[index - 1]?.value ?? '');
      calls += call ? 1 : 0;
      frames.push({ call, chain: 0, inner: 0, longest: 0 });
    } else if (isSymbol(token, ')')) {
      endPart(frame);
      const outer = frames.length > 1 ? frames.at(-2) : undefined;
      if (outer !== undefined) {
        frames.pop();
        calls -= frame.call ? 1 : 0;
        outer.inner = Math.max(outer.inner, frame.longest);
      }
    } else if (isSymbol(token, ',')) {
      endPart(frame);
    } else if (token.type === 'symbol' ? !noOperators.has(token.text) : operators.has(token.value)) {
      frame.chain += 1;
    }
    if (calls > deepestCalls || frame.chain + frame.inner > longestChain) throw atLine(nestedTooDeeply(), token.line);
  });
}

function endPart(frame: Frame): void {
  frame.longest = Math.max(frame.longest, frame.chain + frame.inner);
  frame.chain = 0;
  frame.inner = 0;
}
