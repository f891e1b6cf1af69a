import type { SqlType } from '../../sql-value.js';
import { type ConversionOptions, conversion } from '../types/conversion.js';
import { sameType } from '../types/family.js';
import { commonType } from '../types/precedence.js';
import { decimal } from '../types/type-name.js';
import { literal, type Scalar } from './scalar.js';

/** The value in another type. A literal is converted once; where that fails, the error waits for the run. */
export function coerced(scalar: Scalar, type: SqlType, options?: ConversionOptions): Scalar {
  if (scalar.isNull) return { ...scalar, type };
  if (sameType(scalar.type, type) && options?.style === undefined) return scalar;
  const convert = conversion(scalar.type, type, options);
  const { evaluate } = scalar;
  const result: Scalar = {
    type,
    nullable: scalar.nullable,
    isFixed: scalar.isFixed ?? false,
    evaluate(run) {
      const value = evaluate(run);
      return value === null ? null : convert(value);
    },
  };
  if (scalar.isLiteral !== true) return result;
  try {
    return literal(type, result.evaluate(noRun));
  } catch {
    return result;
  }
}

/** A literal asks nothing of its run. */
const noRun = {} as Parameters<Scalar['evaluate']>[0];

/** The type that all of these become where they stand together; NULL takes any. */
export function commonTypeOf(scalars: readonly Scalar[]): SqlType | undefined {
  const typed = scalars.filter(({ isNull }) => isNull !== true);
  const withDecimal = typed.some(({ type }) => type.kind === 'decimal');
  return typed
    .map(({ type, digits }) => (withDecimal && digits !== undefined ? decimal(digits, 0) : type))
    .reduce<SqlType | undefined>((common, type) => (common === undefined ? type : commonType(common, type)), undefined);
}
