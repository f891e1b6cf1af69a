import { overflow } from '../messages/values.js';

/** A decimal as a whole number of units of 10^-scale: exact at any size. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Of a text such as `-12.50`, which must be a decimal. */
export function decimalOf(text: string): Decimal {
  const point = text.indexOf('.');
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

export function decimalText({ units, scale }: Decimal): string {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${negative ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`}`;
}

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** To another scale, half away from zero as SQL Server rounds. */
export function rescale({ units, scale }: Decimal, to: number): Decimal {
  if (to === scale) return { units, scale };
  if (to > scale) return { units: units * power(to - scale), scale: to };
  return { units: divideRounded(units, power(scale - to)), scale: to };
}

/** To a scale, cut off rather than rounded. */
export function truncated({ units, scale }: Decimal, to: number): Decimal {
  return to >= scale ? rescale({ units, scale }, to) : { units: units / power(scale - to), scale: to };
}

export function divideRounded(units: bigint, divisor: bigint): bigint {
  const quotient = units / divisor;
  const rest = units - quotient * divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < (divisor < 0n ? -divisor : divisor)) return quotient;
  return units < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** The text of a value in decimal(precision, scale); 8115 where it has too many digits before the point. */
export function fitted(value: Decimal, precision: number, scale: number, from: string): string {
  const { units } = rescale(value, scale);
  const limit = power(precision);
  if (units >= limit || units <= -limit) throw overflow(from, 'numeric');
  return decimalText({ units, scale });
}

/** Of a number that is finite; as many digits as tell it from its neighbours. */
export function decimalOfNumber(value: number): Decimal {
  const text = String(value);
  const [mantissa = '0', exponentText = '0'] = text.split('e');
  const { units, scale } = decimalOf(mantissa);
  const exponent = Number(exponentText) - scale;
  return exponent >= 0 ? { units: units * power(exponent), scale: 0 } : { units, scale: -exponent };
}

export function aligned(one: Decimal, other: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(one.scale, other.scale);
  return [rescale(one, scale).units, rescale(other, scale).units, scale];
}
