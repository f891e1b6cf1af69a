import type { SqlValue } from '../../engine.js';
import { coerced } from '../expressions/coerce.js';
import type { Place, Run, Scalar } from '../expressions/compilation.js';
import { compileScalar } from '../expressions/compile.js';
import type { Expression } from '../parse/ast.js';
import { SqlError, sqlError } from '../sql-error.js';
import { familyOf, int, nvarchar } from '../types/type.js';
import { isCaught, type Step } from './execution.js';
import { type PreparedPart, ThrownError } from './prepared-statement.js';

export function printStep(part: PreparedPart<Scalar>, line: number): Step {
  return (execution) => {
    const { inner, run } = part.start(execution);
    const text = inner.evaluate(run);
    execution.reply.message({
      number: 0,
      state: 1,
      class: 0,
      text: text === null || text === '' ? ' ' : String(text),
      line,
    });
    execution.session.error = 0;
    execution.session.rowCount = 0;
    return 'next';
  };
}

export function compilePrinted(expression: Expression, place: Place): Scalar {
  return coerced(compileScalar(expression, place), nvarchar(4000), { explicit: true });
}

/** The values of RAISERROR: message or number, severity, state, arguments. */
interface RaiserrorParts {
  readonly message: Scalar;
  readonly severity: Scalar;
  readonly state: Scalar;
  readonly rest: readonly Scalar[];
}

export function compileRaiserror(expressions: readonly Expression[], place: Place): RaiserrorParts {
  const [message, severity, state, ...rest] = expressions.map((expression) => compileScalar(expression, place));
  if (message === undefined || severity === undefined || state === undefined)
    throw sqlError(102, 15, 1, "Incorrect syntax near ')'.");
  return { message, severity: coerced(severity, int), state: coerced(state, int), rest };
}

export function raiserrorStep(part: PreparedPart<RaiserrorParts>, line: number, setError: boolean): Step {
  return (execution) => {
    const { inner, run } = part.start(execution);
    const { session, reply } = execution;
    const severity = Math.min(Math.max(numberOf(inner.severity, run), 0), 25);
    const state = Math.min(Math.max(numberOf(inner.state, run), 0), 255);
    if (severity > 18) {
      throw sqlError(
        2754,
        16,
        1,
        'Error severity levels greater than 18 can only be specified by members of the sysadmin role, using the WITH LOG option.',
      );
    }
    const written = inner.message.evaluate(run);
    const isNumber = familyOf(inner.message.type) === 'integer';
    const raised = {
      number: isNumber ? 18_054 : 50_000,
      state,
      class: severity,
      text: isNumber
        ? `Error ${String(written)}, severity ${severity}, state ${state} was raised, but no message with that error number was found in sys.messages. If error is larger than 50000, make sure the user-defined message is added using sp_addmessage.`
        : formattedMessage(
            String(written ?? ''),
            inner.rest.map(({ evaluate }) => evaluate(run)),
          ),
      line,
    };
    if (severity > 10 && isCaught(execution)) throw new SqlError(raised);
    session.error = severity > 10 || setError ? raised.number : 0;
    session.rowCount = 0;
    reply.message(severity > 10 ? raised : { ...raised, class: severity === 10 ? 0 : severity });
    if (severity > 10) reply.done({ failed: true });
    return 'next';
  };
}

const numberOf = ({ evaluate }: Scalar, run: Run): number => Number(evaluate(run) ?? 0);

/** THROW number, message, state; or alone, to pass on what CATCH has caught. */
export function throwStep(part: PreparedPart<readonly Scalar[]>, line: number): Step {
  return (execution) => {
    const { inner, run } = part.start(execution);
    const [number, text, state] = inner.map(({ evaluate }): SqlValue => evaluate(run));
    if (number === undefined) {
      const { caught } = execution.session;
      if (caught === undefined) {
        throw sqlError(
          10_704,
          15,
          1,
          'To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.',
        );
      }
      throw new ThrownError(caught);
    }
    if (Number(number) < 50_000) {
      throw sqlError(
        35_100,
        16,
        10,
        `Error number ${String(number)} in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.`,
      );
    }
    throw new ThrownError({
      number: Number(number),
      state: Number(state ?? 0),
      class: 16,
      text: String(text ?? ''),
      line,
    });
  };
}

export function compileThrow(expressions: readonly Expression[], place: Place): readonly Scalar[] {
  if (expressions.length !== 0 && expressions.length !== 3)
    throw sqlError(102, 15, 1, "Incorrect syntax near 'THROW'.");
  return expressions.map((expression, index) =>
    coerced(compileScalar(expression, place), index === 1 ? nvarchar(2048) : int),
  );
}

const specification = /%%|%([-+0 #]*)(\*|\d+)?(?:\.(\*|\d+))?(?:h|l|I64)?([diouxXs])/g;

/** The text of RAISERROR with its arguments put in, as C's printf does: %d, %i, %u, %o, %x, %X and %s. */
function formattedMessage(text: string, args: readonly SqlValue[]): string {
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
