import type { Expression } from '../parse/ast.js';

type Operation = Extract<Expression, { readonly BinaryOp: unknown }>['BinaryOp'];

const additive = new Set(['Plus', 'Minus', 'BitwiseAnd', 'BitwiseOr', 'BitwiseXor']);

/**
 * In T-SQL `+`, `-`, `&`, `^` and `|` bind equally and from the left; the grammar library has an order among them. Gives the
 * operation as T-SQL means it; one without bit operators is so already.
 */
export function leftToRight(operation: Operation): Operation {
  if (!additive.has(operation.op)) return operation;
  const operands: Expression[] = [];
  const operators: string[] = [];

  function gather(expression: Expression): void {
    if ('BinaryOp' in expression && additive.has(expression.BinaryOp.op)) {
      gather(expression.BinaryOp.left);
      operators.push(expression.BinaryOp.op);
      gather(expression.BinaryOp.right);
    } else {
      operands.push(expression);
    }
  }

  gather({ BinaryOp: operation });
  if (!operators.some((operator) => operator.startsWith('Bitwise'))) return operation;
  const [first, ...rest] = operands;
  if (first === undefined) return operation;
  const tree = rest.reduce<Expression>(
    (left, right, index) => ({ BinaryOp: { left, op: operators[index] ?? operation.op, right } }),
    first,
  );
  return 'BinaryOp' in tree ? tree.BinaryOp : operation;
}
