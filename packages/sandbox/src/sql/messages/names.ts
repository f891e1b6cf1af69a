import { type SqlError, sqlError } from '../sql-error.js';

/*
 * The errors of SQL Server with their number, severity, state and text, by what is wrong: names, syntax, values, procedures. Each
 * is made here and nowhere else.
 */

export const invalidObject = (name: string): SqlError => sqlError(208, 16, 1, `Invalid object name '${name}'.`);

export const invalidColumn = (name: string): SqlError => sqlError(207, 16, 1, `Invalid column name '${name}'.`);

export const ambiguousColumn = (name: string): SqlError => sqlError(209, 16, 1, `Ambiguous column name '${name}'.`);

export const unboundIdentifier = (name: string): SqlError =>
  sqlError(4104, 16, 1, `The multi-part identifier "${name}" could not be bound.`);

export const unboundPrefix = (name: string): SqlError =>
  sqlError(107, 15, 1, `The column prefix '${name}' does not match with a table name or alias name used in the query.`);

export const duplicateSource = (name: string): SqlError =>
  sqlError(1011, 16, 1, `The correlation name '${name}' is specified multiple times in a FROM clause.`);

export const unnamedColumn = (position: number, table: string): SqlError =>
  sqlError(8155, 16, 2, `No column name was specified for column ${position} of '${table}'.`);

export const duplicateColumn = (name: string, table: string): SqlError =>
  sqlError(8156, 16, 1, `The column '${name}' was specified multiple times for '${table}'.`);

export const moreColumnsThanNames = (table: string): SqlError =>
  sqlError(8158, 16, 1, `'${table}' has more columns than were specified in the column list.`);

export const fewerColumnsThanNames = (table: string): SqlError =>
  sqlError(8159, 16, 1, `'${table}' has fewer columns than were specified in the column list.`);

export const unknownFunction = (name: string): SqlError =>
  sqlError(195, 15, 10, `'${name}' is not a recognized built-in function name.`);

export const unknownUserFunction = (name: string): SqlError =>
  sqlError(
    4121,
    16,
    1,
    `Cannot find either column "${name.split('.')[0] ?? name}" or the user-defined function or aggregate "${name}", or the name is ambiguous.`,
  );

export const wrongArgumentCount = (name: string, count: string): SqlError =>
  sqlError(174, 15, 1, `The ${name} function requires ${count} argument(s).`);

export const argumentCountRange = (name: string, from: number, to: number): SqlError =>
  sqlError(189, 15, 1, `The ${name} function requires ${from} to ${to} arguments.`);

export const unknownDatepart = (name: string, functionName: string): SqlError =>
  sqlError(155, 15, 1, `'${name}' is not a recognized ${functionName} option.`);

export const unsupportedDatepart = (part: string, functionName: string, type: string): SqlError =>
  sqlError(
    9810,
    16,
    1,
    `The datepart ${part} is not supported by date function ${functionName} for data type ${type}.`,
  );

export const unknownDatabase = (name: string): SqlError =>
  sqlError(911, 16, 1, `Database '${name}' does not exist. Make sure that the name is entered correctly.`);

export const orderByOutOfRange = (position: number): SqlError =>
  sqlError(
    108,
    16,
    1,
    `The ORDER BY position number ${position} is out of range of the number of items in the select list.`,
  );

export const orderByConstant = (position: number): SqlError =>
  sqlError(408, 16, 1, `A constant expression was encountered in the ORDER BY list, position ${position}.`);

export const orderByNotSelected = (): SqlError =>
  sqlError(145, 15, 1, 'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.');

export const orderByNotInUnion = (): SqlError =>
  sqlError(
    104,
    16,
    1,
    'ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.',
  );

export const orderByInSubquery = (): SqlError =>
  sqlError(
    1033,
    15,
    1,
    'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.',
  );

export const unequalUnion = (): SqlError =>
  sqlError(
    205,
    16,
    1,
    'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
  );

export const notGrouped = (name: string, clause: 'select list' | 'HAVING clause' | 'ORDER BY clause'): SqlError =>
  clause === 'HAVING clause'
    ? sqlError(
        8121,
        16,
        1,
        `Column '${name}' is invalid in the HAVING clause because it is not contained in either an aggregate function or the GROUP BY clause.`,
      )
    : clause === 'ORDER BY clause'
      ? sqlError(
          8127,
          16,
          1,
          `Column "${name}" is invalid in the ORDER BY clause because it is not contained in either an aggregate function or the GROUP BY clause.`,
        )
      : sqlError(
          8120,
          16,
          1,
          `Column '${name}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`,
        );

export const aggregateInWhere = (): SqlError =>
  sqlError(
    147,
    15,
    1,
    'An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.',
  );

export const nestedAggregate = (): SqlError =>
  sqlError(130, 16, 1, 'Cannot perform an aggregate function on an expression containing an aggregate or a subquery.');

export const windowedOutsideSelect = (): SqlError =>
  sqlError(4108, 15, 1, 'Windowed functions can only appear in the SELECT or ORDER BY clauses.');

export const onlyOneSubqueryColumn = (): SqlError =>
  sqlError(
    116,
    16,
    1,
    'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
  );

export const moreThanOneValue = (): SqlError =>
  sqlError(
    512,
    16,
    1,
    'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.',
  );

export const unselectable = (): SqlError => sqlError(263, 16, 1, 'Must specify table to select from.');
