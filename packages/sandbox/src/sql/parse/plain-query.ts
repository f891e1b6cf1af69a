import type { Expression, FunctionArgument, Ident, Name, OrderItem, Query, Select, SelectItem } from './ast.js';
import {
  accept,
  type Cursor,
  dataType,
  expect,
  list,
  literal,
  name,
  nesting,
  next,
  notPlain,
  qualified,
} from './plain-tokens.js';
import { isSymbol, isWord, type Token } from './reader.js';

/*
 * A reader for plain queries and expressions. Most of what clients send is so plain that the grammar library, whose loading
 * costs a third of a second, has nothing to add. What is read here has the same tree as the library gives (a test compares
 * them); everything else, each fault too, is left to the library. So nothing may be accepted here that is not certain.
 */

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
  // Of `IN ((SELECT ...))` the library makes all rows of the query, not a list of one value.
  if (isSymbol(next(cursor), '(') && isWord(afterParentheses(cursor), 'SELECT')) throw notPlain;
  const inside = isWord(next(cursor), 'SELECT')
    ? { InSubquery: { expr, subquery: query(cursor), negated } }
    : { InList: { expr, list: list(cursor, primary), negated } };
  expect(cursor, ')');
  return inside;
}

/** The first token that opens no parenthesis. */
function afterParentheses(cursor: Cursor): Token | undefined {
  let ahead = 0;
  while (isSymbol(next(cursor, ahead), '(')) ahead += 1;
  return next(cursor, ahead);
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
      if (/^@+$/.test(token.text)) throw notPlain;
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

export function argument(cursor: Cursor): FunctionArgument {
  return { Unnamed: accept(cursor, '*') ? 'Wildcard' : { Expr: primary(cursor) } };
}

const nameOf = (parts: readonly Ident[]): Name => parts.map((part) => ({ Identifier: part }));
