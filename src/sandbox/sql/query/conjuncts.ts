import { resolveColumn } from '../expressions/columns.js';
import type { Scope } from '../expressions/scope.js';
import type { Expression } from '../parse/ast.js';

/** One of the conditions that AND joins, with the slots of the rows it reads. */
export interface Conjunct {
  readonly expression: Expression;
  readonly slots: Slots;
}

/** `own`: of the query's own sources; `outer`: it reads rows of a query around it; `opaque`: nobody knows. */
export interface Slots {
  readonly own: ReadonlySet<number>;
  readonly outer: boolean;
  readonly opaque: boolean;
}

export function conjunctsOf(expression: Expression | undefined, scope: Scope): readonly Conjunct[] {
  if (expression === undefined) return [];
  if ('Nested' in expression) return conjunctsOf(expression.Nested, scope);
  if ('BinaryOp' in expression && expression.BinaryOp.op === 'And') {
    return [...conjunctsOf(expression.BinaryOp.left, scope), ...conjunctsOf(expression.BinaryOp.right, scope)];
  }
  return [{ expression, slots: slotsOf(expression, scope) }];
}

/** The rows that an expression reads. A subquery is opaque: it may read any. */
export function slotsOf(expression: Expression, scope: Scope): Slots {
  const own = new Set<number>();
  let outer = false;
  let opaque = false;

  function readColumn(parts: readonly string[]): void {
    try {
      const { source, own: isOwn } = resolveColumn(parts, scope);
      if (isOwn) own.add(source.slot);
      else outer = true;
    } catch {
      // A part of a date, a type, or a fault that compiling will report.
    }
  }

  function visit(node: unknown): void {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === 'Identifier') readColumn([(value as { readonly value: string }).value]);
      else if (key === 'CompoundIdentifier')
        readColumn((value as readonly { value: string }[]).map((part) => part.value));
      else if (key === 'Subquery' || key === 'subquery') opaque = true;
      else if (key !== 'name' && key !== 'data_type' && key !== 'span') visit(value);
    }
  }

  visit(expression);
  return { own, outer, opaque };
}

/** Whether all that the conjunct reads is among these slots or further out. */
export function isCovered({ slots }: Conjunct, available: ReadonlySet<number>): boolean {
  return !slots.opaque && [...slots.own].every((slot) => available.has(slot));
}
