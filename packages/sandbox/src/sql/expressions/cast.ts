import type { SqlType } from '../../engine.js';
import { unknownType } from '../messages/syntax.js';
import type { ConvertExpression, DataType, Expression } from '../parse/ast.js';
import { notInSandbox, SqlError } from '../sql-error.js';
import { typeNamed } from '../types/type.js';
import { coerced, nullLiteral } from './coerce.js';
import type { Scalar } from './compilation.js';

export interface CastExpression {
  readonly kind: string;
  readonly expr: Expression;
  readonly data_type: DataType;
}

export function compileCast(
  { kind, expr, data_type: written }: CastExpression,
  scalarOf: (operand: Expression) => Scalar,
): Scalar {
  if (kind === 'DoubleColon') throw notInSandbox('the operator ::');
  return castTo(scalarOf(expr), castType(written), kind !== 'Cast');
}

export function compileConvert(
  { is_try: attempt, expr, data_type: written, styles }: ConvertExpression,
  scalarOf: (operand: Expression) => Scalar,
): Scalar {
  const value = scalarOf(expr);
  const type = castType(written);
  const [styleExpression] = styles;
  if (styleExpression === undefined) return castTo(value, type, attempt);
  const style = scalarOf(styleExpression);
  if (style.isNull) return castTo({ ...value, isNull: true }, type, attempt);
  if (style.isLiteral) return castTo(value, type, attempt, Number(style.evaluate(noRun) ?? 0));
  // The style is known only in the run: the conversions are made as styles come.
  const byStyle = new Map<number, Scalar>();
  return {
    type,
    nullable: true,
    evaluate(run) {
      const chosen = style.evaluate(run);
      if (chosen === null) return null;
      const number = Number(chosen);
      const known = byStyle.get(number) ?? castTo(value, type, attempt, number);
      byStyle.set(number, known);
      return known.evaluate(run);
    },
  };
}

/** A literal asks nothing of its run. */
const noRun = {} as Parameters<Scalar['evaluate']>[0];

/** With `attempt` a value that does not convert becomes NULL; a pair of types that never converts stays an error. */
export function castTo(value: Scalar, type: SqlType, attempt: boolean, style = 0): Scalar {
  if (value.isNull) return { ...nullLiteral, type, isNull: false };
  const cast = coerced(value, type, { explicit: true, style });
  if (!attempt) return cast;
  return {
    type,
    nullable: true,
    evaluate(run) {
      const inner = value.evaluate(run);
      try {
        return inner === null ? null : cast.evaluate(run);
      } catch (error) {
        if (error instanceof SqlError) return null;
        throw error;
      }
    },
  };
}

/** The type that the grammar library found in CAST or CONVERT. */
function castType(written: DataType): SqlType {
  const [variant, body] =
    typeof written === 'string' ? [written, undefined] : (Object.entries(written)[0] ?? ['', undefined]);
  const name = variant === 'Custom' ? customName(body) : (variantNames[variant] ?? variant.toLowerCase());
  const args = variant === 'Custom' ? customArguments(body) : argumentsOf(body);
  const type = typeNamed(name, args, 'cast');
  if (type === 'unsupported') throw notInSandbox(`the type ${name}`);
  if (type === undefined) throw unknownType(name);
  return type;
}

const variantNames: Readonly<Record<string, string>> = {
  DoublePrecision: 'double precision',
  CharacterVarying: 'varchar',
  CharVarying: 'varchar',
  Character: 'char',
};

function customName(body: unknown): string {
  const [parts] = body as readonly [readonly { readonly Identifier: { readonly value: string } }[]];
  return parts
    .map(({ Identifier }) => Identifier.value)
    .join('.')
    .replace(/^sys\./i, '');
}

function customArguments(body: unknown): readonly string[] {
  return (body as readonly [unknown, readonly string[]])[1];
}

/** A number, `Max`, or an object around numbers. */
function argumentsOf(body: unknown): readonly string[] {
  if (typeof body === 'number') return [String(body)];
  if (body === 'Max') return ['max'];
  if (Array.isArray(body)) return body.flatMap((part: unknown) => (typeof part === 'number' ? [String(part)] : []));
  if (typeof body !== 'object' || body === null) return [];
  const inner: unknown = Object.values(body)[0];
  return typeof inner === 'object' && inner !== null && 'length' in inner && !Array.isArray(inner)
    ? [String(inner.length)]
    : argumentsOf(inner);
}
