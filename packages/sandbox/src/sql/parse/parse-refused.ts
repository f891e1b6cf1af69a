import { type ExtentOptions, endOf } from './extent.js';
import { parseStatement } from './grammar.js';
import { isSymbol, isWord, lineOf, type Reader, type Token, take, takeQualifiedName, unexpected } from './reader.js';
import type { Statement } from './statement.js';

/** Statements that take the rest of the batch as their own. */
const wholeBatch = ['PROCEDURE', 'PROC', 'FUNCTION', 'TRIGGER', 'VIEW'];

/** DROP of these may be followed by IF EXISTS. */
const objectTypes = [
  ...wholeBatch,
  'TABLE',
  'INDEX',
  'SCHEMA',
  'DATABASE',
  'USER',
  'ROLE',
  'TYPE',
  'SEQUENCE',
  'SYNONYM',
];

type GoesOn = NonNullable<ExtentOptions['goesOn']>;

/** Words that would start a statement elsewhere and belong to this one. */
const inside: Readonly<Record<string, GoesOn>> = {
  MERGE: (token, before) => isWord(before, 'THEN') || (isWord(token, 'SET') && isWord(before, 'UPDATE')),
  GRANT: (_, before) => isPermissionList(before),
  REVOKE: (_, before) => isPermissionList(before),
  DENY: (_, before) => isPermissionList(before),
  ALTER: (token, before) => isWord(token, 'SET', 'ALTER', 'DROP') || isWord(before, 'ON', 'WITH'),
  CREATE: (_, before) => isWord(before, 'ON', 'WITH'),
  DROP: (token, before) => isWord(token, 'IF') && isWord(before, ...objectTypes),
};

/** GRANT SELECT, EXECUTE ON ...: after the verb or a comma there stands a permission. */
const isPermissionList = (before: Token | undefined): boolean =>
  isWord(before, 'GRANT', 'REVOKE', 'DENY', 'FOR') || isSymbol(before, ',');

/** The first SET is the statement's own. */
function insideUpdate(): GoesOn {
  let isSet = false;
  return (token) => {
    if (isSet || !isWord(token, 'SET')) return false;
    isSet = true;
    return true;
  };
}

/** The source of an INSERT is one query or call; where it is VALUES, a SELECT is the next statement. */
function insideInsert(reader: Reader): GoesOn {
  let depth = 0;
  let sourced = false;
  for (const token of reader.tokens.slice(reader.position)) {
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
    if (depth === 0 && isWord(token, 'SELECT', 'EXEC', 'EXECUTE')) break;
    sourced ||= depth === 0 && isWord(token, 'VALUES');
    if (sourced) break;
  }
  return (token, before) => {
    if (!sourced && isWord(token, 'SELECT', 'EXEC', 'EXECUTE')) {
      sourced = true;
      return true;
    }
    return isWord(token, 'SELECT') && isWord(before, 'UNION', 'ALL', 'EXCEPT', 'INTERSECT');
  };
}

/** A statement that would change something. Its syntax is checked where the grammar library knows it. */
export function parseRefused(reader: Reader, verb: string): Statement {
  const line = lineOf(reader);
  const start = reader.position;
  reader.position += 1;
  const words = [verb];
  if (['CREATE', 'ALTER', 'DROP', 'TRUNCATE'].includes(verb)) words.push(take(reader).value);
  if (wholeBatch.includes(words[1] ?? '') && verb !== 'DROP') {
    reader.position = reader.tokens.length;
    return { kind: 'refused', line, verb: words.join(' '), object: [] };
  }
  const object = objectOf(reader);
  reader.position = start;
  const end = endOf(reader, { goesOn: goesOnOf(verb, reader) });
  if (['UPDATE', 'DELETE', 'INSERT'].includes(verb) && !isUnknownForm(reader, end)) parseStatement(reader, end);
  reader.position = end;
  return { kind: 'refused', line, verb: words.join(' '), object };
}

function goesOnOf(verb: string, reader: Reader): GoesOn {
  if (verb === 'INSERT') return insideInsert(reader);
  return verb === 'UPDATE' ? insideUpdate() : (inside[verb] ?? (() => false));
}

/** Forms that T-SQL has and the grammar library has not: INSERT ... EXEC, DELETE without FROM. */
function isUnknownForm(reader: Reader, end: number): boolean {
  const tokens = reader.tokens.slice(reader.position, end);
  if (tokens.length < 2) throw unexpected({ ...reader, position: reader.position + 1 });
  return isWord(tokens[0], 'DELETE') || tokens.some((token) => isWord(token, 'EXEC', 'EXECUTE', 'OUTPUT', 'TOP'));
}

/** The parts of the name of what is to be changed; none where there is none to be found. */
function objectOf(reader: Reader): readonly string[] {
  for (let at = reader.position; at < reader.position + 6; at += 1) {
    const token = reader.tokens[at];
    const skipped =
      isWord(token, 'INTO', 'FROM', 'IF', 'EXISTS', 'TOP') || isSymbol(token, '(') || isSymbol(token, ')');
    if (token !== undefined && !skipped && token.type !== 'number') {
      try {
        return takeQualifiedName({ ...reader, position: at });
      } catch {
        return [];
      }
    }
  }
  return [];
}
