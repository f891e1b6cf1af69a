import { choice } from '../expressions/case.js';
import type { Predicate, Scalar } from '../expressions/scalar.js';
import type { Place } from '../expressions/scope.js';
import {
  aggregateInWhere,
  argumentCountRange,
  unknownFunction,
  unknownUserFunction,
  windowedOutsideSelect,
  wrongArgumentCount,
} from '../messages/names.js';
import { syntaxNear } from '../messages/syntax.js';
import type { Expression, FunctionCall } from '../parse/ast.js';
import { isAggregate } from '../query/aggregates.js';
import { notInSandbox } from '../sql-error.js';
import { lockFunctions } from './application-lock.js';
import { binaryFunctions } from './binary.js';
import type { BuiltIn } from './built-in.js';
import { concatFunctions } from './concat.js';
import { datepartNamed } from './dateparts.js';
import { dateFunctions, momentFunctions } from './dates.js';
import { errorFunctions } from './errors.js';
import { identityFunctions } from './identity.js';
import { mathematicsFunctions } from './mathematics.js';
import { metadataFunctions } from './metadata.js';
import { nullFunctions } from './nulls.js';
import { textFunctions } from './text.js';

const builtIns = new Map<string, BuiltIn>(
  [
    textFunctions,
    concatFunctions,
    nullFunctions,
    mathematicsFunctions,
    binaryFunctions,
    momentFunctions,
    identityFunctions,
    metadataFunctions,
    errorFunctions,
    lockFunctions,
  ].flatMap((functions) => Object.entries(functions)),
);

/** Functions that stand only with OVER. */
const ranking = ['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'NTILE', 'LAG', 'LEAD', 'FIRST_VALUE', 'LAST_VALUE'];

/** Compiles the arguments of a call. */
export interface ArgumentCompiler {
  scalar(expression: Expression): Scalar;
  predicate(expression: Expression): Predicate;
}

/** A function call; the library has a shape of its own for some. Throws 195 for a name that is none. */
export function compileFunction(expression: Expression, place: Place, compile: ArgumentCompiler): Scalar {
  if ('Function' in expression) return compileCall(expression.Function, place, compile);
  if ('Floor' in expression) return compileBuiltIn('FLOOR', [expression.Floor.expr], place, compile);
  if ('Ceil' in expression) throw unknownFunction('CEIL');
  if ('Substring' in expression) {
    const { expr, substring_from: from, substring_for: length } = expression.Substring;
    return compileBuiltIn(
      'SUBSTRING',
      [expr, from, length].filter((part) => part !== undefined),
      place,
      compile,
    );
  }
  if ('Trim' in expression) {
    const { expr, trim_what: what, trim_where: where } = expression.Trim;
    if (where !== undefined && where !== 'Both') throw notInSandbox(`TRIM with ${where.toUpperCase()}`);
    return compileBuiltIn('TRIM', what === undefined ? [expr] : [expr, what], place, compile);
  }
  const [tag = ''] = Object.keys(expression);
  // Conditions where a value must stand.
  if (/^(Is|In|Like|Between|Exists|AnyOp|AllOp)/.test(tag)) throw syntaxNear(tag.replace(/^Is.*/, 'IS').toUpperCase());
  throw notInSandbox(`the expression ${tag}`);
}

function compileCall(call: FunctionCall, place: Place, compile: ArgumentCompiler): Scalar {
  const parts = call.name.map(({ Identifier }) => Identifier.value);
  const name = parts.at(-1)?.toUpperCase() ?? '';
  if (parts.length > 1) throw unknownUserFunction(parts.join('.'));
  if (call.over !== undefined) {
    if (place.window === undefined) throw windowedOutsideSelect();
    return place.window(call);
  }
  if (isAggregate(name)) {
    if (place.grouping === undefined) throw aggregateInWhere();
    return place.grouping.aggregate(call);
  }
  if (ranking.includes(name)) throw syntaxNear(parts[0] ?? name);
  return compileBuiltIn(name, argumentsOf(call), place, compile, parts[0]);
}

function compileBuiltIn(
  name: string,
  args: readonly Expression[],
  place: Place,
  compile: ArgumentCompiler,
  written = name,
): Scalar {
  const dateFunction = dateFunctions[name];
  if (dateFunction !== undefined) {
    checkCount(name, args.length, dateFunction.from + 1, dateFunction.to + 1);
    const [part, ...rest] = args;
    const partName = part !== undefined && 'Identifier' in part ? part.Identifier.value : '';
    const values = rest.map(compile.scalar);
    return dateFunction.compile(datepartNamed(partName, name), values, name);
  }
  if (name === 'IIF') {
    checkCount(name, args.length, 3, 3);
    const [test, yes, no] = args;
    if (test === undefined || yes === undefined || no === undefined) throw wrongArgumentCount('iif', '3');
    return choice([compile.predicate(test)], [compile.scalar(yes)], compile.scalar(no));
  }
  const found = builtIns.get(name);
  if (found === undefined) throw unknownFunction(written);
  checkCount(name, args.length, found.from, found.to);
  return found.compile(
    args.map(compile.scalar),
    place.compilation,
    name,
  );
}

function checkCount(name: string, count: number, from: number, to: number): void {
  if (count >= from && count <= to) return;
  throw from === to
    ? wrongArgumentCount(name.toLowerCase(), String(from))
    : argumentCountRange(name.toLowerCase(), from, to);
}

function argumentsOf({ args }: FunctionCall): readonly Expression[] {
  if (args === 'None') return [];
  if (!('List' in args)) throw notInSandbox('a query as argument of a function');
  return args.List.args.map(({ Unnamed }) => {
    if (Unnamed === 'Wildcard') throw syntaxNear('*');
    return Unnamed.Expr;
  });
}
