import type { Place, VariableTable } from '../expressions/compilation.js';
import { compilePredicate } from '../expressions/compile.js';
import { breakOutsideLoop, returnWithValue } from '../messages/syntax.js';
import type { Statement } from '../parse/statement.js';
import type { SessionState } from '../session-state.js';
import { atLine, SqlError } from '../sql-error.js';
import {
  blockStep,
  compileWaitTime,
  ifStep,
  refusedStep,
  returnStep,
  tryStep,
  waitStep,
  whileStep,
} from './control-steps.js';
import { compileCall, executeStep, executeTextStep } from './execute-step.js';
import type { Step } from './execution.js';
import {
  compilePrinted,
  compileRaiserror,
  compileThrow,
  printStep,
  raiserrorStep,
  throwStep,
} from './message-steps.js';
import { CompileError, guarded, type PreparedPart, preparedPart } from './prepared-statement.js';
import { assignmentStep, compileAssignment, compileInitialValues, compileResult, queryStep } from './query-step.js';
import { optionStep, securityStep, transactionStep, useStep } from './session-steps.js';

/*
 * Statements as steps: each is compiled to a function that runs it and says where to go on (execution.ts). How an error ends a
 * statement, a text or the batch is in prepared-statement.ts.
 */

export interface StatementContext {
  readonly variables: VariableTable;
  /** Compiles ahead, for its errors to show before anything runs; undefined where the database is not known yet. */
  readonly ahead: SessionState | undefined;
  readonly inLoop: boolean;
}

/** SQL Server, too, waits with a missing table until the statement runs (deferred name resolution). */
const deferred: ReadonlySet<number> = new Set([208, 229, 916]);

/** Compiles a statement; throws what is wrong with it whatever the data. */
export function compileStatement(statement: Statement, context: StatementContext): Step {
  const { line } = statement;
  const part = <Inner>(make: (place: Place) => Inner): PreparedPart<Inner> => {
    const prepared = preparedPart(context.variables, make);
    if (context.ahead !== undefined) compileAhead(prepared, context.ahead, line);
    return prepared;
  };
  switch (statement.kind) {
    case 'if':
    case 'while':
    case 'block':
    case 'try':
      return compileControl(statement, context, part);
    case 'break':
    case 'continue': {
      const { kind } = statement;
      if (!context.inLoop) throw atLine(breakOutsideLoop(kind.toUpperCase()), line);
      return () => kind;
    }
    default:
      return guarded(
        atPlace(() => compileSimple(statement, context, part), line),
        line,
        statement.kind === 'option',
      );
  }
}

type MakePart = <Inner>(make: (place: Place) => Inner) => PreparedPart<Inner>;

type Control = Extract<Statement, { readonly kind: 'if' | 'while' | 'block' | 'try' }>;
type Simple = Exclude<Statement, Control | { readonly kind: 'break' | 'continue' }>;

function compileControl(statement: Control, context: StatementContext, part: MakePart): Step {
  const inner = (body: Statement) => compileStatement(body, context);
  const { line } = statement;
  switch (statement.kind) {
    case 'if': {
      const condition = part((place) => compilePredicate(statement.condition, place));
      const then = inner(statement.then);
      return guarded(ifStep(condition, then, statement.otherwise && inner(statement.otherwise)), line);
    }
    case 'while': {
      const condition = part((place) => compilePredicate(statement.condition, place));
      return guarded(whileStep(condition, compileStatement(statement.body, { ...context, inLoop: true })), line);
    }
    case 'block':
      return blockStep(statement.body.map(inner));
    case 'try':
      return tryStep(statement.body.map(inner), statement.handler.map(inner));
  }
}

function compileSimple(statement: Simple, { variables }: StatementContext, part: MakePart): Step {
  switch (statement.kind) {
    case 'query':
      return queryStep(part((place) => compileResult(statement.query, place)));
    case 'declare':
      for (const { name, type } of statement.variables) variables.declare(name, type);
      return statement.variables.every(({ value }) => value === undefined)
        ? () => 'next'
        : assignmentStep(part((place) => compileInitialValues(statement.variables, place)));
    case 'assign':
      return assignmentStep(part((place) => compileAssignment(statement, place)));
    case 'option':
      return optionStep(statement.names, statement.value, variables);
    case 'use':
      return useStep(statement.database);
    case 'execute':
      return executeStep(part((place) => compileCall(statement, place)));
    case 'executeText':
      return executeTextStep(part((place) => compilePrinted(statement.text, place)));
    case 'print':
      return printStep(
        part((place) => compilePrinted(statement.text, place)),
        statement.line,
      );
    case 'raiserror':
      return raiserrorStep(
        part((place) => compileRaiserror(statement.arguments, place)),
        statement.line,
        statement.setError,
      );
    case 'throw':
      return throwStep(
        part((place) => compileThrow(statement.arguments, place)),
        statement.line,
      );
    case 'return':
      if (statement.status !== undefined) throw returnWithValue();
      return returnStep;
    case 'wait':
      return waitStep(
        part((place) => compileWaitTime(statement.time, place)),
        statement.until,
      );
    case 'transaction':
      return transactionStep(statement);
    case 'security':
      return securityStep(statement.change);
    case 'refused':
      return refusedStep(statement);
  }
}

function compileAhead(part: PreparedPart<unknown>, session: SessionState, line: number): void {
  try {
    part.compile(session);
  } catch (error) {
    if (!(error instanceof SqlError) || !deferred.has(error.detail.number))
      throw error instanceof SqlError ? atLine(error, line) : error;
  }
}

function atPlace<Value>(make: () => Value, line: number): Value {
  try {
    return make();
  } catch (error) {
    throw error instanceof SqlError ? new CompileError(atLine(error, line).detail) : error;
  }
}
