import type { SqlValue } from '../../sql-value.js';
import { sqlError } from '../sql-error.js';

const specification = /%%|%([-+0 #]*)(\*|\d+)?(?:\.(\*|\d+))?(?:h|l|I64)?([diouxXs])/g;

/** The text of RAISERROR with its arguments put in, as C's printf does: %d, %i, %u, %o, %x, %X and %s. */
export function formattedMessage(text: string, args: readonly SqlValue[]): string {
  let next = 0;
  const take = (): SqlValue => args[next++] ?? null;
  return text
    .replace(
      specification,
      (whole, flags: string, width: string | undefined, precision: string | undefined, kind: string) => {
        if (whole === '%%') return '%';
        const wide = width === '*' ? Number(take() ?? 0) : Number(width ?? 0);
        const precise =
          precision === '*' ? Number(take() ?? 0) : precision === undefined ? undefined : Number(precision);
        const value = take();
        if (value === null) return '(null)'.padStart(wide);
        return padded(kind === 's' ? shortened(value, precise) : numberText(value, kind, flags), flags, wide);
      },
    )
    .slice(0, 2047);
}

function shortened(value: SqlValue, precision: number | undefined): string {
  if (typeof value !== 'string') {
    throw sqlError(
      2786,
      16,
      1,
      'The data type of substitution parameter 1 does not match the expected type of the format specification.',
    );
  }
  return precision === undefined ? value : value.slice(0, precision);
}

function numberText(value: SqlValue, kind: string, flags: string): string {
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    throw sqlError(
      2786,
      16,
      1,
      'The data type of substitution parameter 1 does not match the expected type of the format specification.',
    );
  }
  const whole = BigInt(value);
  const unsigned = whole < 0n ? BigInt.asUintN(32, whole) : whole;
  switch (kind) {
    case 'x':
      return (flags.includes('#') ? '0x' : '') + unsigned.toString(16);
    case 'X':
      return (flags.includes('#') ? '0X' : '') + unsigned.toString(16).toUpperCase();
    case 'o':
      return unsigned.toString(8);
    case 'u':
      return String(unsigned);
    default:
      return `${flags.includes('+') && whole >= 0n ? '+' : ''}${whole}`;
  }
}

function padded(text: string, flags: string, width: number): string {
  if (flags.includes('-')) return text.padEnd(width);
  return flags.includes('0') && /\d/.test(text) ? text.padStart(width, '0') : text.padStart(width);
}
