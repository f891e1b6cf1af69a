/** Bytes of a decimal's value on the wire, sign included (MS-TDS 2.2.5.5.1.6). */
export function decimalLength(precision: number): number {
  if (precision <= 9) {
    return 5;
  }
  if (precision <= 19) {
    return 9;
  }
  return precision <= 28 ? 13 : 17;
}

/** The number of text such as `-12.50` in units of 10^-scale, rounded half away from zero; undefined for other text. */
export function unscaledDecimal(text: string, scale: number): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (match === null || whole.length + fraction.length === 0) {
    return undefined;
  }
  const kept = BigInt(`0${whole}${fraction.slice(0, scale).padEnd(scale, '0')}`);
  const rounded = fraction.charAt(scale) >= '5' ? kept + 1n : kept;
  return sign === '-' ? -rounded : rounded;
}

/** The text of a number in units of 10^-scale, with all its decimals: `-12.50`. */
export function decimalText(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const split = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, split)}${scale > 0 ? `.${digits.slice(split)}` : ''}`;
}
