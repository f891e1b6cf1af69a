import type { SqlType, SqlValue } from '../../engine.js';
import type { Place, Predicate, Run, Scalar } from '../expressions/compilation.js';
import {
  aggregateInWhere,
  argumentCountRange,
  unknownFunction,
  unknownUserFunction,
  windowedOutsideSelect,
  wrongArgumentCount,
} from '../messages/names.js';
import { syntaxNear, undeclaredVariable } from '../messages/syntax.js';
import type { Expression, FunctionCall } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { int, nvarchar, smallint } from '../types/type.js';
import { isAggregate } from './aggregates.js';
import { binaryFunctions } from './binary.js';
import type { BuiltIn } from './built-in.js';
import { choice, nullFunctions } from './conditional.js';
import { datepartNamed } from './dateparts.js';
import { dateFunctions, momentFunctions } from './dates.js';
import { mathematicsFunctions } from './mathematics.js';
import { metadataFunctions } from './metadata.js';
import { errorFunctions, identityFunctions, lockFunctions } from './session.js';
import { concatFunctions, textFunctions } from './text.js';

/*
 * Functions by what they are about: text, numbers, dates, NULL, the session, metadata, aggregates. A new one goes into the table of
 * its file; this one finds it, and says of all others that they are not there.
 */

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
interface ArgumentCompiler {
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
  return found.compile(args.map(compile.scalar), place.compilation, name);
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

type Global = readonly [type: SqlType, evaluate: (run: Run) => SqlValue];

/** The bits of @@OPTIONS (user options of the server configuration). */
const optionBits: Readonly<Record<string, number>> = {
  IMPLICIT_TRANSACTIONS: 2,
  CURSOR_CLOSE_ON_COMMIT: 4,
  ANSI_WARNINGS: 8,
  ANSI_PADDING: 16,
  ANSI_NULLS: 32,
  ARITHABORT: 64,
  ARITHIGNORE: 128,
  QUOTED_IDENTIFIER: 256,
  NOCOUNT: 512,
  ANSI_NULL_DFLT_ON: 1024,
  ANSI_NULL_DFLT_OFF: 2048,
  CONCAT_NULL_YIELDS_NULL: 4096,
  NUMERIC_ROUNDABORT: 8192,
  XACT_ABORT: 16384,
};

function optionsOf({ session: { options } }: Run): number {
  const on = new Set(options.switches);
  if (options.implicitTransactions) on.add('IMPLICIT_TRANSACTIONS');
  if (options.quotedIdentifier) on.add('QUOTED_IDENTIFIER');
  if (options.noCount) on.add('NOCOUNT');
  if (options.xactAbort) on.add('XACT_ABORT');
  return [...on].reduce((sum, name) => sum + (optionBits[name] ?? 0), 0);
}

/** `16.0.1000.6` as @@MICROSOFTVERSION has it: major in the high byte, minor in the next, build in the rest. */
function microsoftVersion({ session }: Run): number {
  const version = session.database.serverProperty('ProductVersion')?.value;
  const [major = 0, minor = 0, build = 0] = String(version ?? '')
    .split('.')
    .map(Number);
  return major * 2 ** 24 + minor * 2 ** 16 + build;
}

const globals: Readonly<Record<string, Global>> = {
  '@@VERSION': [nvarchar(300), ({ session }) => session.database.versionText],
  '@@SERVERNAME': [nvarchar(128), ({ session }) => session.database.serverName],
  '@@SERVICENAME': [nvarchar(128), ({ session }) => session.database.serverName.split('\\')[1] ?? 'MSSQLSERVER'],
  '@@SPID': [smallint, ({ session }) => session.id],
  '@@ROWCOUNT': [int, ({ session }) => session.rowCount],
  '@@ERROR': [int, ({ session }) => session.error],
  '@@TRANCOUNT': [int, ({ session }) => session.transactionCount],
  '@@IDENTITY': [{ kind: 'decimal', precision: 38, scale: 0 }, () => null],
  '@@LANGUAGE': [nvarchar(128), ({ session }) => session.options.language],
  '@@LANGID': [smallint, () => 0],
  '@@MAX_PRECISION': [{ kind: 'tinyint' }, () => 38],
  '@@MAX_CONNECTIONS': [int, () => 32_767],
  '@@MICROSOFTVERSION': [int, microsoftVersion],
  '@@NESTLEVEL': [int, ({ session }) => session.nestLevel],
  '@@OPTIONS': [int, optionsOf],
  '@@TEXTSIZE': [int, ({ session }) => session.options.textSize],
  '@@LOCK_TIMEOUT': [int, ({ session }) => session.options.lockTimeout],
  '@@DATEFIRST': [{ kind: 'tinyint' }, ({ session }) => session.options.dateFirst],
  '@@PROCID': [int, () => 0],
  '@@DBTS': [{ kind: 'varbinary', length: 8 }, () => new Uint8Array(8)],
  '@@FETCH_STATUS': [int, () => 0],
  '@@CURSOR_ROWS': [int, () => 0],
  '@@TIMETICKS': [int, () => 31_250],
  '@@TOTAL_ERRORS': [int, () => 0],
  '@@CPU_BUSY': [int, () => 0],
  '@@REMSERVER': [nvarchar(128), () => null],
  SYSTEM_USER: [nvarchar(128), ({ session }) => session.loginName],
  SESSION_USER: [nvarchar(128), ({ session }) => session.loginName],
  CURRENT_USER: [nvarchar(128), ({ session }) => session.loginName],
  USER: [nvarchar(128), ({ session }) => session.loginName],
};

/** `@@NAME` or a function without parentheses; undefined for a name that is neither. */
export function compileGlobal(name: string): Scalar | undefined {
  const global = globals[name.toUpperCase()];
  if (global !== undefined) return { type: global[0], nullable: false, evaluate: global[1] };
  if (name.toUpperCase() === 'CURRENT_TIMESTAMP')
    return momentFunctions.CURRENT_TIMESTAMP?.compile([], noCompilation, name);
  if (name.startsWith('@@')) throw undeclaredVariable(name);
  return undefined;
}

/** CURRENT_TIMESTAMP asks nothing of its statement. */
const noCompilation = {} as Parameters<NonNullable<(typeof momentFunctions)['GETDATE']>['compile']>[1];
