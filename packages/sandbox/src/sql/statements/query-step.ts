import type { SqlValue } from '../../engine.js';
import { compileArithmetic } from '../expressions/arithmetic.js';
import { coerced } from '../expressions/coerce.js';
import type { CompiledQuery, Place, Scalar } from '../expressions/compilation.js';
import { compileScalar } from '../expressions/compile.js';
import { cannotAssignDefault } from '../messages/syntax.js';
import type { Query, Select } from '../parse/ast.js';
import type { AssignStatement, Declaration } from '../parse/statement.js';
import { compileQuery } from '../query/query.js';
import { conversion } from '../types/conversion.js';
import { type Execution, type Flow, isCaught, type Step } from './execution.js';
import type { PreparedPart } from './prepared-statement.js';

/** Rows after which the client is waited for. */
const batchOfRows = 1000;

interface CompiledResult {
  readonly query: CompiledQuery;
  /** Where the query assigns: what takes the values of a row. */
  readonly assign: ((row: readonly SqlValue[], variables: SqlValue[]) => void) | undefined;
}

/** A SELECT that gives rows, or one that puts them into variables. */
export function compileResult(query: Query, place: Place): CompiledResult {
  const { compilation } = place;
  const select = 'Select' in query.body ? query.body.Select : undefined;
  const targets = select === undefined ? [] : assignmentTargets(select);
  if (select === undefined || targets.length === 0)
    return { query: compileQuery(query, { compilation }), assign: undefined };
  if (targets.length < select.projection.length) throw cannotAssignDefault();
  const variables = targets.map((name) => compilation.variables.get(name));
  const projection = select.projection.map((item) =>
    'ExprWithAlias' in item ? { UnnamedExpr: item.ExprWithAlias.expr } : item,
  );
  const compiled = compileQuery({ ...query, body: { Select: { ...select, projection } } }, { compilation });
  const converts = variables.map(({ type }, index) => {
    const column = compiled.columns[index];
    return column === undefined || column.isNull ? undefined : conversion(column.type, type);
  });
  return {
    query: compiled,
    assign(row, values) {
      variables.forEach((variable, index) => {
        const value = row[index] ?? null;
        values[variable.index] = value === null ? null : (converts[index]?.(value) ?? null);
      });
    },
  };
}

function assignmentTargets({ projection }: Select): readonly string[] {
  return projection.flatMap((item) => {
    const name = 'ExprWithAlias' in item ? item.ExprWithAlias.alias : undefined;
    return name?.value.startsWith('@') && name.quote_style === undefined ? [name.value] : [];
  });
}

export function queryStep(part: PreparedPart<CompiledResult>): Step {
  return (execution) => {
    const { inner, run } = part.start(execution);
    const { session, reply } = execution;
    if (session.options.implicitTransactions && session.transactionCount === 0 && run.tables.length > 0) {
      session.transactionCount = 1;
    }
    const limit = session.options.rowCount === 0 ? Number.POSITIVE_INFINITY : session.options.rowCount;
    let count = 0;
    const take = (row: readonly SqlValue[]): boolean => {
      count += 1;
      if (inner.assign === undefined) reply.row(row);
      else inner.assign(row, execution.variables);
      return count < limit;
    };
    if (inner.assign === undefined) reply.columns(inner.query.columns);
    try {
      if (!session.options.formatOnly) inner.query.run(run, take);
    } catch (error) {
      // A TRY block takes the error, but the rows that were sent need an end.
      if (inner.assign === undefined && isCaught(execution)) reply.done({ rowCount: count });
      throw error;
    }
    return finish(execution, count, inner.assign === undefined);
  };
}

function finish({ session, reply }: Execution, count: number, hasRows: boolean): Flow | Promise<Flow> {
  session.rowCount = count;
  session.error = 0;
  if (!session.options.noCount) reply.done({ rowCount: count });
  else if (hasRows) reply.done();
  if (count < batchOfRows || reply.drained === undefined) return 'next';
  return reply.drained().then(() => 'next');
}

/** A variable's place and its new value. */
interface Assignment {
  readonly index: number;
  readonly value: Scalar;
}

const operators: Readonly<Record<string, Parameters<typeof compileArithmetic>[0]>> = {
  '+': 'Plus',
  '-': 'Minus',
  '*': 'Multiply',
  '/': 'Divide',
  '%': 'Modulo',
  '&': 'BitwiseAnd',
  '|': 'BitwiseOr',
  '^': 'BitwiseXor',
};

export function compileAssignment({ variable, operator, value }: AssignStatement, place: Place): readonly Assignment[] {
  const { type, index } = place.compilation.variables.get(variable);
  const written = compileScalar(value, place);
  const name = operator === undefined ? undefined : operators[operator];
  const scalar =
    name === undefined
      ? written
      : compileArithmetic(name, compileScalar({ Identifier: { value: variable } }, place), written);
  return [{ index, value: coerced(scalar, type) }];
}

/** The initial values of a DECLARE; its variables are declared already. */
export function compileInitialValues(variables: readonly Declaration[], place: Place): readonly Assignment[] {
  return variables.flatMap(({ name, value }) => {
    if (value === undefined) return [];
    const { type, index } = place.compilation.variables.get(name);
    return [{ index, value: coerced(compileScalar(value, place), type) }];
  });
}

export function assignmentStep(part: PreparedPart<readonly Assignment[]>): Step {
  return (execution) => {
    const { inner, run } = part.start(execution);
    for (const { index, value } of inner) execution.variables[index] = value.evaluate(run);
    execution.session.error = 0;
    execution.session.rowCount = 1;
    return 'next';
  };
}
