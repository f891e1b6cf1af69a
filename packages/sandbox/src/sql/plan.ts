import type { SqlType } from '../engine.js';
import type { Database } from './database.js';
import { coerced } from './expressions/coerce.js';
import { createVariableTable } from './expressions/compilation.js';
import { compileScalar } from './expressions/compile.js';
import type { Expression } from './parse/ast.js';
import { GrammarMissingError, loadGrammar } from './parse/grammar.js';
import { parseBatch } from './parse/parse-batch.js';
import { type ParameterDeclaration, parseParameters } from './parse/parse-variables.js';
import { tokenize } from './parse/reader.js';
import type { Statement } from './parse/statement.js';
import type { SessionState } from './session-state.js';
import { compileStatement } from './statements/compile-statement.js';
import type { Plan, PlanParameter, Plans } from './statements/execution.js';
import { preparedPart } from './statements/prepared-statement.js';
import { compileResult } from './statements/query-step.js';

/** Throws the first fault of the text, before anything of it has run. The grammar is loaded for the first text that needs it. */
async function compilePlan(text: string, declaration: string, session: SessionState): Promise<Plan> {
  try {
    return compileNow(text, declaration, session);
  } catch (error) {
    if (!(error instanceof GrammarMissingError)) throw error;
    await loadGrammar();
    return compileNow(text, declaration, session);
  }
}

function compileNow(text: string, declaration: string, session: SessionState): Plan {
  const { quotedIdentifier } = session.options;
  const parameters = declaration.trim() === '' ? [] : declaredParameters(declaration, quotedIdentifier);
  const statements = parseBatch(text, quotedIdentifier);
  const variables = createVariableTable();
  for (const { name, type } of parameters) variables.declare(name, type);
  // After USE names mean something else: then each statement is compiled when it runs.
  const ahead = contains(statements, 'use') ? undefined : session;
  const steps = statements.map((statement) => compileStatement(statement, { variables, ahead, inLoop: false }));
  const [only] = statements;
  return {
    parameters: parameters.map(({ name, type, output, value }) => ({
      name,
      key: name.toLowerCase(),
      type,
      output,
      ...(value === undefined ? {} : { defaultOf: defaultValue(value, type) }),
    })),
    variables: variables.all,
    steps,
    setsOptions: contains(statements, 'option'),
    columns:
      only?.kind === 'query' && statements.length === 1
        ? ({ session: own }) => {
            const { query, assign } = preparedPart(variables, (place) => compileResult(only.query, place)).compile(own);
            return assign === undefined ? query.columns : undefined;
          }
        : undefined,
  };
}

/** A default is a constant: it sees no variable. */
function defaultValue(value: Expression, type: SqlType): NonNullable<PlanParameter['defaultOf']> {
  const part = preparedPart(createVariableTable(), (place) => coerced(compileScalar(value, place), type));
  return (execution) => {
    const { inner, run } = part.start(execution);
    return inner.evaluate(run);
  };
}

function declaredParameters(text: string, quotedIdentifier: boolean): readonly ParameterDeclaration[] {
  return parseParameters({ text, tokens: tokenize(text), position: 0, quotedIdentifier });
}

function contains(statements: readonly Statement[], kind: Statement['kind']): boolean {
  return statements.some((statement) => {
    if (statement.kind === kind) return true;
    switch (statement.kind) {
      case 'block':
        return contains(statement.body, kind);
      case 'if':
        return contains([statement.then, ...(statement.otherwise === undefined ? [] : [statement.otherwise])], kind);
      case 'while':
        return contains([statement.body], kind);
      case 'try':
        return contains([...statement.body, ...statement.handler], kind);
      default:
        return false;
    }
  });
}

const mostPlans = 500;
/** A text that is longer is compiled each time: it is hardly the same twice. */
const longestText = 65_536;

const plansOf = new WeakMap<Database, Plans>();

export function plansFor(database: Database): Plans {
  const known = plansOf.get(database);
  if (known !== undefined) return known;
  const plans = createPlans();
  plansOf.set(database, plans);
  return plans;
}

function createPlans(): Plans {
  // In order of last use: a Map keeps the order of insertion.
  const byText = new Map<string, Plan>();
  return {
    async get(text, declaration, session) {
      const { context, options } = session;
      const key = `${options.quotedIdentifier ? 1 : 0}${context.database}\0${declaration}\0${text}`;
      const known = byText.get(key);
      if (known !== undefined) {
        byText.delete(key);
        byText.set(key, known);
        return known;
      }
      const plan = await compilePlan(text, declaration, session);
      if (key.length <= longestText) byText.set(key, plan);
      if (byText.size > mostPlans) {
        for (const oldest of byText.keys()) {
          byText.delete(oldest);
          break;
        }
      }
      return plan;
    },
  };
}
