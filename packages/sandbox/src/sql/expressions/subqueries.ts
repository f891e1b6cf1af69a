import type { SqlValue } from '../../engine.js';
import { moreThanOneValue, onlyOneSubqueryColumn } from '../messages/names.js';
import type { Expression, Query } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { keyOf } from '../types/comparison.js';
import { nullableConversion } from '../types/conversion.js';
import { int } from '../types/type.js';
import { coerced, commonTypeOf } from './coerce.js';
import { isComparison, testOf } from './comparisons.js';
import { type CompiledQuery, memoised, type Place, type Predicate, type Run, type Scalar } from './compilation.js';

/** What a subquery gives; once for the whole run where it does not depend on the row around it. */
function oncePerRun<Value>(query: CompiledQuery, place: Place, evaluate: (run: Run) => Value): (run: Run) => Value {
  return query.correlated ? evaluate : memoised(place.compilation, evaluate);
}

function compileNested(query: Query, { compilation, scope }: Place): CompiledQuery {
  return compilation.compileQuery(query, { compilation, outer: scope, nested: true });
}

function compileColumnQuery(query: Query, place: Place) {
  const compiled = compileNested(query, place);
  const [column] = compiled.columns;
  if (column === undefined || compiled.columns.length !== 1) throw onlyOneSubqueryColumn();
  return { compiled, column };
}

export function compileScalarSubquery(query: Query, place: Place): Scalar {
  const { compiled, column } = compileColumnQuery(query, place);
  const evaluate = (run: Run): SqlValue => {
    let result: SqlValue = null;
    let count = 0;
    compiled.run(run, ([value = null]) => {
      count += 1;
      if (count > 1) throw moreThanOneValue();
      result = value;
      return true;
    });
    return result;
  };
  return { type: column.type, nullable: true, evaluate: oncePerRun(compiled, place, evaluate) };
}

export function compileExists(query: Query, place: Place): Predicate {
  const whole = compileNested(query, place);
  const bare = withoutValues(query);
  const compiled = bare === undefined ? whole : compileNested(bare, place);
  return oncePerRun(compiled, place, (run) => {
    let found = false;
    compiled.run(run, () => {
      found = true;
      return false;
    });
    return found;
  });
}

/** EXISTS asks for rows alone, so what a plain SELECT would compute of them is not. Undefined where that decides on the rows. */
function withoutValues(query: Query): Query | undefined {
  if (!('Select' in query.body) || query.limit_clause !== undefined) return undefined;
  const select = query.body.Select;
  const decides = select.distinct !== undefined || select.top !== undefined || select.having !== undefined;
  if (decides || calls(select.projection) || calls(select.group_by)) return undefined;
  const projection = [{ UnnamedExpr: { Value: { value: 'Null' as const } } }];
  return { ...query, body: { Select: { ...select, projection } } };
}

/** Whether there is a call in the tree, which may be that of an aggregate. */
function calls(tree: unknown): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  return 'Function' in tree || Object.values(tree).some(calls);
}

export function compileInSubquery(value: Scalar, query: Query, place: Place): Predicate {
  const { compiled, column } = compileColumnQuery(query, place);
  const inner: Scalar = { type: column.type, nullable: true, evaluate: () => null, isNull: column.isNull ?? false };
  const type = commonTypeOf([value, inner]) ?? int;
  const key = keyOf(type);
  const subject = coerced(value, type).evaluate;
  const convert = nullableConversion(column.type, type);
  const keysOf = oncePerRun(compiled, place, (run) => {
    const keys = new Set<ReturnType<typeof key>>();
    let hasNull = false;
    compiled.run(run, ([candidate = null]) => {
      const converted = convert(candidate);
      if (converted === null) hasNull = true;
      else keys.add(key(converted));
      return true;
    });
    return { keys, hasNull };
  });
  return (run) => {
    const { keys, hasNull } = keysOf(run);
    if (keys.size === 0 && !hasNull) return false;
    const wanted = subject(run);
    if (wanted === null) return null;
    return keys.has(key(wanted)) ? true : hasNull ? null : false;
  };
}

/** `value > ALL (SELECT ...)`, `value = ANY (SELECT ...)`. */
export function compileQuantified(
  {
    left,
    compare_op: operator,
    right,
  }: { readonly left: Expression; readonly compare_op: string; readonly right: Expression },
  quantifier: 'any' | 'all',
  place: Place,
  scalarOf: (expression: Expression) => Scalar,
): Predicate {
  if (!isComparison(operator) || !('Subquery' in right)) throw notInSandbox('such a comparison with a subquery');
  const value = scalarOf(left);
  const { compiled, column } = compileColumnQuery(right.Subquery, place);
  const inner: Scalar = { type: column.type, nullable: true, evaluate: () => null, isNull: column.isNull ?? false };
  const type = commonTypeOf([value, inner]) ?? int;
  const subject = coerced(value, type).evaluate;
  const convert = nullableConversion(column.type, type);
  const test = testOf(operator, type);
  const decisive = quantifier === 'any';
  return (run) => {
    const wanted = subject(run);
    let result: boolean | null = !decisive;
    compiled.run(run, ([candidate = null]) => {
      const other = convert(candidate);
      if (wanted === null || other === null) result = null;
      else if (test(wanted, other) === decisive) {
        result = decisive;
        return false;
      }
      return true;
    });
    return result;
  };
}
