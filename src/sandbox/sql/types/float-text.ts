/**
 * A float as CONVERT writes it: six digits by default, 8 with style 1, 16 with 2, and with 3 as many as tell it from its
 * neighbours; with an exponent where it needs one.
 */
export function floatText(value: number, single: boolean, style: number): string {
  if (value === 0) return style === 1 || style === 2 ? withExponent(0, style === 1 ? 8 : 16) : '0';
  switch (style) {
    case 1:
      return withExponent(value, 8);
    case 2:
      return withExponent(value, 16);
    case 3:
      return plain(value, single ? 9 : 17);
    default:
      return plain(value, 6);
  }
}

function withExponent(value: number, digits: number): string {
  return padExponent(value.toExponential(digits - 1));
}

function plain(value: number, digits: number): string {
  const exponential = value.toExponential(digits - 1);
  const exponent = Number(exponential.slice(exponential.indexOf('e') + 1));
  if (exponent < -4 || exponent >= digits) {
    return padExponent(exponential.replace(/\.?0+e/, 'e'));
  }
  const fixed = Number(value.toPrecision(digits)).toFixed(Math.max(0, digits - 1 - exponent));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

/** `1e+006`: at least three digits. */
function padExponent(text: string): string {
  return text.replace(/e([+-])(\d+)$/, (_, sign: string, digits: string) => `e${sign}${digits.padStart(3, '0')}`);
}
