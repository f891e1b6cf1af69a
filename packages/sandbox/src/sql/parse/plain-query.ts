import type {
  DataType,
  Expression,
  FunctionArgument,
  Ident,
  Name,
  OrderItem,
  Query,
  Select,
  SelectItem,
} from './ast.js';
import { isReserved, isSymbol, isWord, type Token } from './reader.js';

/*
 * A reader for plain queries and expressions. Most of what clients send is so plain that the grammar library, whose loading
 * costs a third of a second, has nothing to add. What is read here has the same tree as the library gives (a test compares
 * them); everything else, each fault too, is left to the library. So nothing may be accepted here that is not certain.
 */

/** What stands in the way of reading a text here. Nobody sees it: the grammar library reads the text instead. */
const notPlain = new Error('the text is not a plain one');

interface Cursor {
  readonly tokens: readonly Token[];
  /** Whether "x" is a name. */
  readonly quotedIdentifier: boolean;
  at: number;
}

/** A single SELECT of all these tokens; undefined where the grammar library has to read it. */
export function plainQuery(tokens: readonly Token[], quotedIdentifier: boolean): Query | undefined {
  return whole({ tokens, quotedIdentifier, at: 0 }, query);
}

/** A value or condition of all these tokens; undefined where the grammar library has to read it. */
export function plainExpression(
  tokens: readonly Token[],
  quotedIdentifier: boolean,
  use: 'value' | 'condition',
): Expression | undefined {
  return whole({ tokens, quotedIdentifier, at: 0 }, use === 'value' ? primary : condition);
}

function whole<Tree>(cursor: Cursor, read: (cursor: Cursor) => Tree): Tree | undefined {
  if (nesting(cursor.tokens) > deepest) return undefined;
  try {
    const tree = read(cursor);
    return cursor.at === cursor.tokens.length ? tree : undefined;
  } catch (error) {
    if (error === notPlain) return undefined;
    throw error;
  }
}

/** The library has a limit of its own, and an error for what is beyond it. */
const deepest = 12;

function nesting(tokens: readonly Token[]): number {
  let depth = 0;
  let most = 0;
  for (const token of tokens) {
    if (isSymbol(token, '(') || isWord(token, 'CASE')) depth += 1;
    else if (isSymbol(token, ')') || isWord(token, 'END')) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

const next = (cursor: Cursor, ahead = 0): Token | undefined => cursor.tokens[cursor.at + ahead];

function accept(cursor: Cursor, text: string): boolean {
  const token = next(cursor);
  const found = isWord(token, text) || isSymbol(token, text);
  if (found) cursor.at += 1;
  return found;
}

function expect(cursor: Cursor, ...texts: readonly string[]): void {
  for (const text of texts) if (!accept(cursor, text)) throw notPlain;
}

function list<Part>(cursor: Cursor, part: (cursor: Cursor) => Part): readonly Part[] {
  const parts = [part(cursor)];
  while (accept(cursor, ',')) parts.push(part(cursor));
  return parts;
}

function query(cursor: Cursor): Query {
  expect(cursor, 'SELECT');
  const projection = list(cursor, selectItem);
  const from: Select['from'] = accept(cursor, 'FROM') ? [{ relation: { Table: table(cursor) }, joins: [] }] : [];
  const selection = accept(cursor, 'WHERE') ? { selection: condition(cursor) } : {};
  const groups = accept(cursor, 'GROUP') ? grouped(cursor) : [];
  const select: Select = { projection, from, ...selection, group_by: { Expressions: [groups, []] } };
  if (!accept(cursor, 'ORDER')) return { body: { Select: select } };
  expect(cursor, 'BY');
  return { body: { Select: select }, order_by: { kind: { Expressions: list(cursor, orderItem) } } };
}

function selectItem(cursor: Cursor): SelectItem {
  if (accept(cursor, '*')) return { Wildcard: {} };
  const expr = primary(cursor);
  return accept(cursor, 'AS') ? { ExprWithAlias: { expr, alias: name(cursor) } } : { UnnamedExpr: expr };
}

function table(cursor: Cursor) {
  const parts = qualified(cursor);
  if (!accept(cursor, 'AS')) return { name: nameOf(parts) };
  const alias = { explicit: true, name: name(cursor), columns: [] };
  return { name: nameOf(parts), alias };
}

function grouped(cursor: Cursor): readonly Expression[] {
  expect(cursor, 'BY');
  return list(cursor, primary);
}

function orderItem(cursor: Cursor): OrderItem {
  const expr = primary(cursor);
  if (accept(cursor, 'DESC')) return { expr, options: { asc: false } };
  return { expr, options: accept(cursor, 'ASC') ? { asc: true } : {} };
}

function condition(cursor: Cursor): Expression {
  let left = conjunction(cursor);
  while (accept(cursor, 'OR')) left = { BinaryOp: { left, op: 'Or', right: conjunction(cursor) } };
  return left;
}

function conjunction(cursor: Cursor): Expression {
  let left = predicate(cursor);
  while (accept(cursor, 'AND')) left = { BinaryOp: { left, op: 'And', right: predicate(cursor) } };
  return left;
}

const comparisons: Readonly<Record<string, string>> = {
  '=': 'Eq',
  '<>': 'NotEq',
  '!=': 'NotEq',
  '<': 'Lt',
  '<=': 'LtEq',
  '>': 'Gt',
  '>=': 'GtEq',
};

function predicate(cursor: Cursor): Expression {
  if (isWord(next(cursor), 'EXISTS')) return exists(cursor, false);
  if (isWord(next(cursor), 'NOT') && isWord(next(cursor, 1), 'EXISTS')) {
    cursor.at += 1;
    return exists(cursor, true);
  }
  const expr = primary(cursor);
  const op = next(cursor)?.type === 'symbol' ? comparisons[next(cursor)?.text ?? ''] : undefined;
  if (op !== undefined) {
    cursor.at += 1;
    return { BinaryOp: { left: expr, op, right: primary(cursor) } };
  }
  if (accept(cursor, 'IS')) {
    const negated = accept(cursor, 'NOT');
    expect(cursor, 'NULL');
    return negated ? { IsNotNull: expr } : { IsNull: expr };
  }
  const negated = isWord(next(cursor), 'NOT') && isWord(next(cursor, 1), 'IN');
  if (negated) cursor.at += 1;
  if (!accept(cursor, 'IN')) return expr;
  expect(cursor, '(');
  const inside = isWord(next(cursor), 'SELECT')
    ? { InSubquery: { expr, subquery: query(cursor), negated } }
    : { InList: { expr, list: list(cursor, primary), negated } };
  expect(cursor, ')');
  return inside;
}

function exists(cursor: Cursor, negated: boolean): Expression {
  expect(cursor, 'EXISTS', '(');
  const subquery = query(cursor);
  expect(cursor, ')');
  return { Exists: { subquery, negated } };
}

/** Anything that needs no operator around it. */
function primary(cursor: Cursor): Expression {
  const token = next(cursor);
  if (token === undefined) throw notPlain;
  switch (token.type) {
    case 'string':
      cursor.at += 1;
      return literal(token);
    case 'number':
      if (!/^\d+$/.test(token.text)) throw notPlain;
      cursor.at += 1;
      return { Value: { value: { Number: [token.text, false] } } };
    case 'variable':
      cursor.at += 1;
      return { Identifier: { value: token.text } };
    case 'symbol':
      return inParentheses(cursor);
    case 'name':
      return named(cursor);
    case 'word':
      return keywordOrName(cursor, token);
  }
}

function literal({ text, value }: Token): Expression {
  if (text.startsWith('n')) throw notPlain;
  return { Value: { value: text.startsWith('N') ? { NationalStringLiteral: value } : { SingleQuotedString: value } } };
}

function inParentheses(cursor: Cursor): Expression {
  expect(cursor, '(');
  const inside = isWord(next(cursor), 'SELECT') ? { Subquery: query(cursor) } : { Nested: condition(cursor) };
  expect(cursor, ')');
  return inside;
}

function keywordOrName(cursor: Cursor, token: Token): Expression {
  switch (token.value) {
    case 'NULL':
      cursor.at += 1;
      return { Value: { value: 'Null' } };
    case 'CASE':
      return cases(cursor);
    case 'CAST':
    case 'TRY_CAST':
      return cast(cursor, token.value === 'CAST' ? 'Cast' : 'TryCast');
    case 'CONVERT':
    case 'TRY_CONVERT':
      return convert(cursor, token.value === 'TRY_CONVERT');
    default:
      return named(cursor);
  }
}

function cases(cursor: Cursor): Expression {
  expect(cursor, 'CASE');
  const operand = isWord(next(cursor), 'WHEN') ? {} : { operand: primary(cursor) };
  const read = 'operand' in operand ? primary : condition;
  const conditions = [];
  while (accept(cursor, 'WHEN')) {
    const when = read(cursor);
    expect(cursor, 'THEN');
    conditions.push({ condition: when, result: primary(cursor) });
  }
  if (conditions.length === 0) throw notPlain;
  const otherwise = accept(cursor, 'ELSE') ? { else_result: primary(cursor) } : {};
  expect(cursor, 'END');
  return { Case: { ...operand, conditions, ...otherwise } };
}

function cast(cursor: Cursor, kind: string): Expression {
  cursor.at += 1;
  expect(cursor, '(');
  const expr = primary(cursor);
  expect(cursor, 'AS');
  const type = dataType(cursor);
  expect(cursor, ')');
  return { Cast: { kind, expr, data_type: type } };
}

function convert(cursor: Cursor, isTry: boolean): Expression {
  cursor.at += 1;
  expect(cursor, '(');
  const type = dataType(cursor);
  expect(cursor, ',');
  const expr = primary(cursor);
  const styles = accept(cursor, ',') ? [primary(cursor)] : [];
  expect(cursor, ')');
  return { Convert: { is_try: isTry, expr, data_type: type, styles } };
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

function dataType(cursor: Cursor): DataType {
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

/** A column, or a call of a function. */
function named(cursor: Cursor): Expression {
  const [first, ...others] = qualified(cursor);
  if (first === undefined) throw notPlain;
  if (!accept(cursor, '(')) {
    return others.length === 0 ? { Identifier: first } : { CompoundIdentifier: [first, ...others] };
  }
  const args = isSymbol(next(cursor), ')') ? [] : list(cursor, argument);
  expect(cursor, ')');
  return { Function: { name: nameOf([first, ...others]), args: { List: { args } }, within_group: [] } };
}

function argument(cursor: Cursor): FunctionArgument {
  return { Unnamed: accept(cursor, '*') ? 'Wildcard' : { Expr: primary(cursor) } };
}

const nameOf = (parts: readonly Ident[]): Name => parts.map((part) => ({ Identifier: part }));

function qualified(cursor: Cursor): readonly Ident[] {
  const parts = [name(cursor)];
  while (accept(cursor, '.')) parts.push(name(cursor));
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

function name(cursor: Cursor): Ident {
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
