import { type SqlError, sqlError } from '../sql-error.js';

/** Numbers, classes, states and texts as SQL Server's sys.messages has them. */

export const syntaxNear = (text: string): SqlError => sqlError(102, 15, 1, `Incorrect syntax near '${text}'.`);

export const keywordNear = (word: string): SqlError =>
  sqlError(156, 15, 1, `Incorrect syntax near the keyword '${word}'.`);

export const commonTableAfterStatement = (): SqlError =>
  sqlError(
    319,
    15,
    1,
    "Incorrect syntax near the keyword 'with'. If this statement is a common table expression, an xmlnamespaces clause or a change tracking context clause, the previous statement must be terminated with a semicolon.",
  );

export const unclosedString = (start: string): SqlError =>
  sqlError(105, 15, 1, `Unclosed quotation mark after the character string '${start}'.`);

export const unclosedComment = (): SqlError => sqlError(113, 15, 1, "Missing end comment mark '*/'.");

export const nestedTooDeeply = (): SqlError =>
  sqlError(
    191,
    15,
    1,
    'Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller queries.',
  );

export const notBoolean = (near: string): SqlError =>
  sqlError(
    4145,
    15,
    1,
    `An expression of non-boolean type specified in a context where a condition is expected, near '${near}'.`,
  );

export const undeclaredVariable = (name: string): SqlError =>
  sqlError(137, 15, 2, `Must declare the scalar variable "${name}".`);

export const redeclaredVariable = (name: string): SqlError =>
  sqlError(
    134,
    15,
    1,
    `The variable name '${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`,
  );

export const unknownType = (name: string): SqlError =>
  sqlError(243, 16, 1, `Type ${name} is not a defined system type.`);

export const unknownParameterType = (position: number, name: string): SqlError =>
  sqlError(2715, 16, 3, `Column, parameter, or variable #${position}: Cannot find data type ${name}.`);

export const cannotAssignDefault = (): SqlError =>
  sqlError(
    141,
    15,
    1,
    'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
  );

export const unknownSetOption = (name: string): SqlError =>
  sqlError(195, 15, 5, `'${name}' is not a recognized SET option.`);

export const breakOutsideLoop = (word: string): SqlError =>
  word === 'BREAK'
    ? sqlError(135, 15, 1, 'Cannot use a BREAK statement outside the scope of a WHILE statement.')
    : sqlError(136, 15, 1, 'Cannot use a CONTINUE statement outside the scope of a WHILE statement.');

export const returnWithValue = (): SqlError =>
  sqlError(178, 15, 1, 'A RETURN statement with a return value cannot be used in this context.');
