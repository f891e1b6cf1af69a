import type { SqlType } from '../../engine.js';
import { coerced } from '../expressions/coerce.js';
import { type Scalar, strict } from '../expressions/compilation.js';
import { invalidArgument, invalidFloat, overflow } from '../messages/values.js';
import { decimalOf, decimalText, fitted, inRange, rescale, truncated } from '../types/numbers.js';
import { decimal, familyOf, float, int, isNumeric, typeName } from '../types/type.js';
import { argument, type BuiltIn, builtIn } from './built-in.js';

/** A number: text becomes float, bit and the small integers int. */
function numeric(args: readonly Scalar[], index: number, name: string): Scalar {
  const scalar = argument(args, index);
  const { kind } = scalar.type;
  if (kind === 'bit') return coerced(scalar, float);
  if (kind === 'tinyint' || kind === 'smallint') return coerced(scalar, int);
  if (isNumeric(scalar.type)) return scalar;
  if (familyOf(scalar.type) !== 'character')
    throw invalidArgument(typeName(scalar.type), index + 1, name.toLowerCase());
  return coerced(scalar, float);
}

/** FLOOR and CEILING: decimals lose their scale. */
function towards(round: (value: number) => number, up: boolean): BuiltIn {
  return builtIn(1, 1, (args, _, name) => {
    const value = numeric(args, 0, name);
    if (value.type.kind === 'decimal') {
      const { precision } = value.type;
      return strict(decimal(precision, 0), [value], ([text]) => {
        const exact = decimalOf(text as string);
        const whole = truncated(exact, 0).units;
        const isExact = rescale({ units: whole, scale: 0 }, exact.scale).units === exact.units;
        const shift = isExact || exact.units > 0n !== up ? 0n : up ? 1n : -1n;
        return decimalText({ units: whole + shift, scale: 0 });
      });
    }
    return strict(value.type, [value], ([number]) => (typeof number === 'number' ? round(number) : (number ?? null)));
  });
}

export const mathematicsFunctions: Readonly<Record<string, BuiltIn>> = {
  FLOOR: towards(Math.floor, false),
  CEILING: towards(Math.ceil, true),
  ABS: builtIn(1, 1, (args, _, name) => {
    const value = numeric(args, 0, name);
    const { kind } = value.type;
    return strict(value.type, [value], ([number]) => {
      if (typeof number === 'string') return number.replace('-', '');
      if (number === -2_147_483_648 && kind === 'int') throw overflow('expression', 'int');
      if (number === -(2n ** 63n)) throw overflow('expression', 'bigint');
      return typeof number === 'bigint' ? (number < 0n ? -number : number) : Math.abs(number as number);
    });
  }),
  ROUND: builtIn(2, 3, (args, _, name) => {
    const value = numeric(args, 0, name);
    const cuts = args.length > 2 ? coerced(argument(args, 2), int) : undefined;
    const values = [value, coerced(argument(args, 1), int), ...(cuts === undefined ? [] : [cuts])];
    const { type } = value;
    return strict(type, values, ([number, digits, cut]) =>
      rounded(number as number | bigint | string, digits as number, Number(cut ?? 0) !== 0, type),
    );
  }),
  SIGN: builtIn(1, 1, (args, _, name) => {
    const value = numeric(args, 0, name);
    return strict(value.type, [value], ([number]) => {
      const sign = Math.sign(Number(number));
      return typeof number === 'bigint' ? BigInt(sign) : typeof number === 'string' ? String(sign) : sign;
    });
  }),
  SQRT: floatFunction(Math.sqrt),
  SQUARE: floatFunction((value) => value * value),
  EXP: floatFunction(Math.exp),
  LOG10: floatFunction(Math.log10),
  PI: builtIn(0, 0, () => ({ type: float, nullable: false, evaluate: () => Math.PI })),
  POWER: builtIn(2, 2, (args, _, name) => {
    const value = numeric(args, 0, name);
    const power = coerced(argument(args, 1), float);
    const raised = strict(float, [coerced(value, float), power], ([base, exponent]) => {
      const result = (base as number) ** (exponent as number);
      if (!Number.isFinite(result)) throw overflow('expression', typeName(value.type));
      return result;
    });
    return coerced(raised, value.type);
  }),
};

function floatFunction(apply: (value: number) => number): BuiltIn {
  return builtIn(1, 1, (args) =>
    strict(float, [coerced(argument(args, 0), float)], ([value]) => {
      const result = apply(value as number);
      if (Number.isNaN(result) || result === Number.NEGATIVE_INFINITY) throw invalidFloat();
      if (!Number.isFinite(result)) throw overflow('expression', 'float');
      return result;
    }),
  );
}

function rounded(
  value: number | bigint | string,
  digits: number,
  cut: boolean,
  type: SqlType,
): number | bigint | string {
  if (typeof value === 'string' && type.kind === 'decimal') {
    const exact = decimalOf(value);
    const to = Math.min(digits, exact.scale);
    if (to >= 0) {
      return fitted(cut ? truncated(exact, to) : rescale(exact, to), type.precision, type.scale, 'expression');
    }
    const whole = roundedWhole(cut ? truncated(exact, 0).units : rescale(exact, 0).units, -to, cut);
    return fitted({ units: whole, scale: 0 }, type.precision, type.scale, 'expression');
  }
  if (typeof value === 'bigint' || type.kind === 'int') {
    const whole = digits >= 0 ? BigInt(value) : roundedWhole(BigInt(value), -digits, cut);
    const kind = typeof value === 'bigint' ? 'bigint' : 'int';
    if (!inRange(whole, kind)) throw overflow('expression', kind);
    return typeof value === 'bigint' ? whole : Number(whole);
  }
  const factor = 10 ** digits;
  const scaled = Number(value) * factor;
  const result = (cut ? Math.trunc(scaled) : Math.sign(scaled) * Math.round(Math.abs(scaled))) / factor;
  return Number.isFinite(result) ? result : Number(value);
}

function roundedWhole(value: bigint, zeros: number, cut: boolean): bigint {
  const unit = 10n ** BigInt(Math.min(zeros, 40));
  const shift = cut ? 0n : value < 0n ? -unit / 2n : unit / 2n;
  return ((value + shift) / unit) * unit;
}
