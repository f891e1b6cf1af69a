import type { SqlType } from '../../engine.js';
import { syntaxNear } from '../messages/syntax.js';
import type { Literal } from '../parse/ast.js';
import { type ConversionOptions, conversion } from '../types/conversion.js';
import { commonType } from '../types/precedence.js';
import { decimal, float, int, nvarchar, sameType, varbinary, varchar } from '../types/type.js';
import { literal, type Scalar } from './compilation.js';

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

export const nullLiteral: Scalar = { type: int, nullable: true, evaluate: () => null, isNull: true, isLiteral: true };

export function compileLiteral(value: Literal): Scalar {
  if (value === 'Null') return nullLiteral;
  if ('Number' in value) return numberLiteral(value.Number[0]);
  if ('SingleQuotedString' in value) return textLiteral(value.SingleQuotedString, varchar, 8000);
  if ('NationalStringLiteral' in value) return textLiteral(value.NationalStringLiteral, nvarchar, 4000);
  if ('HexStringLiteral' in value) {
    const hex = value.HexStringLiteral;
    const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
    return literal(varbinary(Math.max(1, bytes.length)), bytes);
  }
  throw syntaxNear(String(Object.values(value)[0]));
}

function textLiteral(text: string, type: (length: number | 'max') => SqlType, limit: number): Scalar {
  return literal(type(text.length > limit ? 'max' : Math.max(1, text.length)), text);
}

/** Whole numbers are int where they fit, else decimal, never bigint; with a point decimal, with an exponent float. */
export function numberLiteral(text: string): Scalar {
  if (/e/i.test(text)) return literal(float, Number(text));
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = whole.replace(/^0+/, '');
  const value = Number(text);
  if (!text.includes('.') && value <= 2_147_483_647 && value >= -2_147_483_648) {
    return { ...literal(int, value), digits: Math.max(1, digits.length) };
  }
  const precision = Math.max(1, digits.length + fraction.length);
  if (precision > 38) throw syntaxNear(text);
  return literal(
    decimal(precision, fraction.length),
    `${negative ? '-' : ''}${digits || '0'}${fraction === '' ? '' : `.${fraction}`}`,
  );
}
