import { type SqlError, sqlError } from '../sql-error.js';

export const conversionFailed = (from: string, value: string, to: string): SqlError =>
  sqlError(245, 16, 1, `Conversion failed when converting the ${from} value '${value}' to data type ${to}.`);

export const errorConverting = (from: string, to: string): SqlError =>
  sqlError(8114, 16, 5, `Error converting data type ${from} to ${to}.`);

export const stringOverflowsInteger = (from: string, value: string, to: 'tinyint' | 'smallint' | 'int'): SqlError =>
  to === 'int'
    ? sqlError(248, 16, 1, `The conversion of the ${from} value '${value}' overflowed an int column.`)
    : sqlError(
        244,
        16,
        1,
        `The conversion of the ${from} value '${value}' overflowed an ${to === 'tinyint' ? 'INT1' : 'INT2'} column. Use a larger integer column.`,
      );

export const overflow = (from: string, to: string): SqlError =>
  sqlError(8115, 16, 2, `Arithmetic overflow error converting ${from} to data type ${to}.`);

export const overflowOfValue = (to: string, value: string): SqlError =>
  sqlError(220, 16, 1, `Arithmetic overflow error for data type ${to}, value = ${value}.`);

export const overflowOfFloat = (to: string, value: number): SqlError =>
  sqlError(232, 16, 3, `Arithmetic overflow error for type ${to}, value = ${value.toFixed(6)}.`);

export const invalidFloat = (): SqlError => sqlError(3623, 16, 1, 'An invalid floating point operation occurred.');

export const divideByZero = (): SqlError => sqlError(8134, 16, 1, 'Divide by zero error encountered.');

export const notAGuid = (): SqlError =>
  sqlError(8169, 16, 2, 'Conversion failed when converting from a character string to uniqueidentifier.');

export const guidNeedsSpace = (): SqlError =>
  sqlError(8170, 16, 2, 'Insufficient result space to convert uniqueidentifier value to char.');

export const notADate = (): SqlError =>
  sqlError(241, 16, 1, 'Conversion failed when converting date and/or time from character string.');

export const dateOutOfRange = (from: string, to: string): SqlError =>
  sqlError(242, 16, 3, `The conversion of a ${from} data type to a ${to} data type resulted in an out-of-range value.`);

export const dateOverflow = (type: string): SqlError =>
  sqlError(517, 16, 1, `Adding a value to a '${type}' column caused an overflow.`);

export const datediffOverflow = (name: string): SqlError =>
  sqlError(
    535,
    16,
    0,
    `The ${name.toLowerCase()} function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use ${name.toLowerCase()} with a less precise datepart.`,
  );

export const operandClash = (one: string, other: string): SqlError =>
  sqlError(206, 16, 2, `Operand type clash: ${one} is incompatible with ${other}`);

export const explicitConversion = (from: string, to: string): SqlError =>
  sqlError(529, 16, 2, `Explicit conversion from data type ${from} to ${to} is not allowed.`);

export const implicitConversion = (from: string, to: string): SqlError =>
  sqlError(
    257,
    16,
    3,
    `Implicit conversion from data type ${from} to ${to} is not allowed. Use the CONVERT function to run this query.`,
  );

export const invalidStyle = (style: number, type: string): SqlError =>
  sqlError(281, 16, 1, `${style} is not a valid style number when converting from ${type} to a character string.`);

export const invalidOperand = (type: string, operator: string): SqlError =>
  sqlError(8117, 16, 1, `Operand data type ${type} is invalid for ${operator} operator.`);

export const incompatibleOperands = (one: string, other: string, operator: string): SqlError =>
  sqlError(402, 16, 1, `The data types ${one} and ${other} are incompatible in the ${operator} operator.`);

export const invalidArgument = (type: string, position: number, name: string): SqlError =>
  sqlError(8116, 16, 1, `Argument data type ${type} is invalid for argument ${position} of ${name} function.`);

export const invalidLength = (name: string): SqlError =>
  sqlError(537, 16, 3, `Invalid length parameter passed to the ${name} function.`);

export const negativeCount = (clause: string): SqlError =>
  clause === 'TOP'
    ? sqlError(127, 15, 1, 'A TOP N or FETCH rowcount value may not be negative.')
    : clause === 'OFFSET'
      ? sqlError(10742, 15, 1, 'The offset specified in a OFFSET clause may not be negative.')
      : sqlError(10744, 15, 1, 'The number of rows provided for a FETCH clause must be greater then zero.');

export const countNotInteger = (): SqlError =>
  sqlError(
    1060,
    15,
    1,
    'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.',
  );

export const onlyNullInCase = (): SqlError =>
  sqlError(
    8133,
    16,
    1,
    'At least one of the result expressions in a CASE specification must be an expression other than the NULL constant.',
  );

export const onlyNullInCoalesce = (): SqlError =>
  sqlError(
    4127,
    16,
    1,
    'At least one of the arguments to COALESCE must be an expression that is not the NULL constant.',
  );

export const nullifOfNull = (): SqlError =>
  sqlError(
    4151,
    16,
    1,
    'The type of the first argument to NULLIF cannot be the NULL constant because the type of the first argument has to be known.',
  );

export const invalidTimeZone = (name: string): SqlError =>
  sqlError(9820, 16, 1, `The time zone parameter '${name}' provided to AT TIME ZONE clause is invalid.`);

export const invalidOffset = (name: string): SqlError =>
  sqlError(9812, 16, 0, `The timezone provided to builtin function ${name} is invalid.`);
