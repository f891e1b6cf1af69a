import { compileArithmetic } from '../expressions/arithmetic.js';
import { coerced } from '../expressions/coerce.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import type { Scalar } from '../expressions/scalar.js';
import type { Place } from '../expressions/scope.js';
import type { AssignStatement, Declaration } from '../parse/statement.js';
import type { Step } from './execution.js';
import type { PreparedPart } from './prepared-statement.js';

/** A variable's place and its new value. */
export interface Assignment {
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
