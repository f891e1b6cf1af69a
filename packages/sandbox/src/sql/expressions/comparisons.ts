import type { SqlType, SqlValue } from '../../engine.js';
import { incompatibleOperands } from '../messages/values.js';
import { comparisonOf, keyOf, textEqual } from '../types/comparison.js';
import { familyOf, int, isCharacter, typeName } from '../types/type.js';
import { coerced, commonTypeOf } from './coerce.js';
import { type Compilation, memoised, type Predicate, type Run, type Scalar } from './compilation.js';

type ComparisonOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtEq' | 'Gt' | 'GtEq';

const tests: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  Eq: (order) => order === 0,
  NotEq: (order) => order !== 0,
  Lt: (order) => order < 0,
  LtEq: (order) => order <= 0,
  Gt: (order) => order > 0,
  GtEq: (order) => order >= 0,
};

export function isComparison(operator: string): operator is ComparisonOperator {
  return operator in tests;
}

/** Whether two values of one type that are not NULL stand in that order. */
export function testOf(operator: ComparisonOperator, type: SqlType): (one: SqlValue, other: SqlValue) => boolean {
  // Equality of text is far cheaper than its order.
  if (isCharacter(type) && operator === 'Eq') return (one, other) => textEqual(one as string, other as string);
  if (isCharacter(type) && operator === 'NotEq') return (one, other) => !textEqual(one as string, other as string);
  const family = familyOf(type);
  if (
    (operator === 'Eq' || operator === 'NotEq') &&
    (family === 'guid' || family === 'integer' || family === 'float')
  ) {
    const equal = operator === 'Eq';
    return (one, other) => (one === other) === equal;
  }
  const compare = comparisonOf(type);
  const test = tests[operator];
  return (one, other) => test(compare(one, other));
}

export function compileComparison(operator: ComparisonOperator, left: Scalar, right: Scalar): Predicate {
  const type = comparableType(left, right, operator);
  const one = coerced(left, type).evaluate;
  const other = coerced(right, type).evaluate;
  const test = testOf(operator, type);
  return (run) => {
    const a = one(run);
    if (a === null) return null;
    const b = other(run);
    return b === null ? null : test(a, b);
  };
}

/** The type in which two values are compared; throws 206 or 402 where there is none. */
export function comparableType(left: Scalar, right: Scalar, operator = 'Eq'): SqlType {
  const type = commonTypeOf([left, right]) ?? int;
  const clash =
    (left.type.kind === 'date' && right.type.kind === 'time') ||
    (left.type.kind === 'time' && right.type.kind === 'date');
  if (clash) throw incompatibleOperands(typeName(left.type), typeName(right.type), operatorNames[operator] ?? operator);
  return type;
}

const operatorNames: Readonly<Record<string, string>> = {
  Eq: 'equal to',
  NotEq: 'not equal to',
  Lt: 'less than',
  LtEq: 'less than or equal to',
  Gt: 'greater than',
  GtEq: 'greater than or equal to',
};

type Keys = { readonly has: ReadonlySet<unknown>; readonly hasNull: boolean };

/**
 * `value IN (...)`: true where one is equal, else unknown where one is NULL. Literals and variables are looked up, once put
 * into a set; only what changes from row to row is compared.
 */
export function compileInList(value: Scalar, items: readonly Scalar[], compilation: Compilation): Predicate {
  const type = commonTypeOf([value, ...items]) ?? int;
  const subject = coerced(value, type).evaluate;
  const converted = items.map((item) => coerced(item, type));
  const fixed = converted.filter(({ isLiteral, isFixed }) => isLiteral === true || isFixed === true);
  const others = converted.filter((item) => !fixed.includes(item));
  const key = keyOf(type);
  const equal = testOf('Eq', type);
  const keysOf = memoised(
    compilation,
    (run: Run): Keys =>
      keysIn(
        fixed.map(({ evaluate }) => evaluate(run)),
        key,
      ),
  );
  return (run) => {
    const wanted = subject(run);
    if (wanted === null) return null;
    const keys = keysOf(run);
    if (keys.has.has(key(wanted))) return true;
    let unknown = keys.hasNull;
    for (const item of others) {
      const candidate = item.evaluate(run);
      if (candidate === null) unknown = true;
      else if (equal(wanted, candidate)) return true;
    }
    return unknown ? null : false;
  };
}

function keysIn(values: readonly SqlValue[], key: (value: SqlValue) => unknown): Keys {
  const present = values.filter((value) => value !== null);
  return { has: new Set(present.map(key)), hasNull: present.length < values.length };
}

/** One element of a LIKE pattern. */
type Element = { readonly kind: 'many' } | { readonly kind: 'one'; matches(char: string): boolean };

/** Whether a text matches a LIKE pattern: `%`, `_`, `[a-f]`, `[^a]` and an escape character. Case does not count. */
export function likeMatcher(pattern: string, escapeWith: string | undefined): (text: string) => boolean {
  const elements = elementsOf([...pattern.toLowerCase()], escapeWith?.toLowerCase());
  return elements === undefined ? () => false : (text) => matches([...text.toLowerCase()], elements);
}

/** Goes back to the last `%` only, which is enough and never takes more than text x pattern. */
function matches(text: readonly string[], elements: readonly Element[]): boolean {
  let at = 0;
  let element = 0;
  let resumeElement = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const current = elements[element];
    if (current?.kind === 'many') {
      resumeElement = element;
      resumeAt = at;
      element += 1;
    } else if (current?.matches(text[at] ?? '')) {
      at += 1;
      element += 1;
    } else if (resumeElement >= 0) {
      resumeAt += 1;
      at = resumeAt;
      element = resumeElement + 1;
    } else {
      return false;
    }
  }
  return elements.slice(element).every(({ kind }) => kind === 'many');
}

/** Undefined where a bracket is not closed or the escape character stands last: then nothing matches. */
function elementsOf(pattern: readonly string[], escapeWith: string | undefined): readonly Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === escapeWith) {
      at += 1;
      const escaped = pattern[at];
      if (escaped === undefined) return undefined;
      elements.push(exactly(escaped));
    } else if (char === '%') {
      if (elements.at(-1)?.kind !== 'many') elements.push({ kind: 'many' });
    } else if (char === '_') {
      elements.push({ kind: 'one', matches: () => true });
    } else if (char === '[') {
      const set = setAt(pattern, at, escapeWith);
      if (set === undefined) return undefined;
      elements.push(set.element);
      at = set.end;
    } else {
      elements.push(exactly(char));
    }
  }
  return elements;
}

function exactly(char: string): Element {
  return { kind: 'one', matches: (other) => other === char };
}

/** A set such as `[a-f0]`; its closing bracket is at `end`. */
function setAt(pattern: readonly string[], start: number, escapeWith: string | undefined) {
  let at = start + 1;
  const negated = pattern[at] === '^';
  if (negated) at += 1;
  const singles = new Set<string>();
  const ranges: (readonly [string, string])[] = [];
  for (; at < pattern.length && pattern[at] !== ']'; at += 1) {
    if (pattern[at] === escapeWith) at += 1;
    const char = pattern[at] ?? '';
    const last = pattern[at + 2];
    if (pattern[at + 1] === '-' && last !== undefined && last !== ']') {
      ranges.push([char, last]);
      at += 2;
    } else {
      singles.add(char);
    }
  }
  if (at >= pattern.length) return undefined;
  const contains = (char: string) => singles.has(char) || ranges.some(([low, high]) => char >= low && char <= high);
  const element: Element = { kind: 'one', matches: (char) => contains(char) !== negated };
  return { element, end: at };
}
