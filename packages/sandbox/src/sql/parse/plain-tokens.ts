import type { DataType, Expression, Ident } from './ast.js';
import { isReserved, isSymbol, isWord, type Token } from './reader.js';

/* The words of plain queries (plain-query.ts), one after the other: names, types, literals. */

/** What stands in the way of reading a text here. Nobody sees it: the grammar library reads the text instead. */
export const notPlain = new Error('the text is not a plain one');

export interface Cursor {
  readonly tokens: readonly Token[];
  /** Whether "x" is a name. */
  readonly quotedIdentifier: boolean;
  at: number;
}

export function nesting(tokens: readonly Token[]): number {
  let depth = 0;
  let most = 0;
  for (const token of tokens) {
    if (isSymbol(token, '(') || isWord(token, 'CASE')) depth += 1;
    else if (isSymbol(token, ')') || isWord(token, 'END')) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

export const next = (cursor: Cursor, ahead = 0): Token | undefined => cursor.tokens[cursor.at + ahead];

export function accept(cursor: Cursor, text: string): boolean {
  const token = next(cursor);
  const found = isWord(token, text) || isSymbol(token, text);
  if (found) cursor.at += 1;
  return found;
}

export function expect(cursor: Cursor, ...texts: readonly string[]): void {
  for (const text of texts) if (!accept(cursor, text)) throw notPlain;
}

export function list<Part>(cursor: Cursor, part: (cursor: Cursor) => Part): readonly Part[] {
  const parts = [part(cursor)];
  while (accept(cursor, ',')) parts.push(part(cursor));
  return parts;
}

export function literal({ text, value }: Token): Expression {
  if (text.startsWith('n')) throw notPlain;
  return { Value: { value: text.startsWith('N') ? { NationalStringLiteral: value } : { SingleQuotedString: value } } };
}

/** The types that are converted to most, as the library calls them. */
const types: Readonly<Record<string, { readonly variant: string; readonly argument: 'none' | 'length' | 'custom' }>> = {
  INT: { variant: 'Int', argument: 'none' },
  BIGINT: { variant: 'BigInt', argument: 'none' },
  NVARCHAR: { variant: 'Nvarchar', argument: 'length' },
  VARCHAR: { variant: 'Varchar', argument: 'length' },
  DATETIMEOFFSET: { variant: 'Custom', argument: 'custom' },
  UNIQUEIDENTIFIER: { variant: 'Custom', argument: 'custom' },
};

export function dataType(cursor: Cursor): DataType {
  const word = next(cursor);
  const known = word?.type === 'word' ? types[word.value] : undefined;
  if (word === undefined || known === undefined) throw notPlain;
  cursor.at += 1;
  const given = known.argument !== 'none' && accept(cursor, '(') ? next(cursor) : undefined;
  if (given !== undefined) {
    cursor.at += 1;
    expect(cursor, ')');
  }
  const number = given !== undefined && /^\d{1,5}$/.test(given.text) ? given.text : undefined;
  if (known.argument === 'custom') {
    if (given !== undefined && number === undefined) throw notPlain;
    return { Custom: [[{ Identifier: { value: word.text } }], number === undefined ? [] : [number]] };
  }
  if (given === undefined) return { [known.variant]: undefined };
  if (isWord(given, 'MAX')) return { [known.variant]: 'Max' };
  if (number === undefined) throw notPlain;
  return { [known.variant]: { IntegerLength: { length: Number(number) } } };
}

/** Parts of a column's name: server, database, schema, table and column. Of many more the library has a limit. */
const mostParts = 5;

export function qualified(cursor: Cursor): readonly Ident[] {
  const parts = [name(cursor)];
  while (accept(cursor, '.')) parts.push(name(cursor));
  if (parts.length > mostParts) throw notPlain;
  return parts;
}

/** Words that the library takes for more than a name somewhere. */
const special: ReadonlySet<string> = new Set(
  (
    'ANALYZE ARRAY CEIL CLUSTER CONNECT CONNECT_BY_ROOT DATE DATETIME DISTRIBUTE EXTRACT FALSE FILTER FLOOR FORMAT GLOB ' +
    'GROUPING IGNORE INTERVAL LAMBDA LATERAL LIMIT LOCALTIME LOCALTIMESTAMP MAP MATCH MATCH_RECOGNIZE NATURAL OFFSET ' +
    'OVERLAY POSITION PREWHERE PRIOR QUALIFY RETURNING RLIKE ROW SAFE_CAST SAMPLE SETTINGS SORT STRUCT SUBSTR SUBSTRING TIME ' +
    'TIMESTAMP TRIM TRUE UNKNOWN USING WINDOW XMLTABLE'
  ).split(' '),
);

export function name(cursor: Cursor): Ident {
  const token = next(cursor);
  if (token?.type === 'name') {
    const quote = token.text.charAt(0);
    if ((quote === '"' && !cursor.quotedIdentifier) || token.text.length !== token.value.length + 2) throw notPlain;
    cursor.at += 1;
    return { value: token.value, quote_style: quote };
  }
  const plain = token?.type === 'word' && /^[A-Z_][A-Z0-9_]*$/.test(token.value);
  if (!plain || isReserved(token.value) || special.has(token.value)) throw notPlain;
  cursor.at += 1;
  return { value: token.text };
}
