import { type SqlError, sqlError } from '../sql-error.js';

export const unknownProcedure = (name: string): SqlError =>
  sqlError(2812, 16, 62, `Could not find stored procedure '${name}'.`);

export const missingParameter = (procedure: string, parameter: string): SqlError =>
  sqlError(
    201,
    16,
    4,
    `Procedure or function '${procedure}' expects parameter '${parameter}', which was not supplied.`,
  );

export const tooManyArguments = (procedure: string): SqlError =>
  sqlError(8144, 16, 2, `Procedure or function ${procedure} has too many arguments specified.`);

export const unknownParameter = (procedure: string, parameter: string): SqlError =>
  sqlError(8145, 16, 1, `${parameter} is not a parameter for procedure ${procedure}.`);

export const parameterTwice = (parameter: string): SqlError =>
  sqlError(8143, 16, 1, `Parameter '${parameter}' was supplied multiple times.`);

export const positionalAfterNamed = (position: number): SqlError =>
  sqlError(
    119,
    15,
    1,
    `Must pass parameter number ${position} and subsequent parameters as '@name = value'. After the form '@name = value' has been used, all subsequent parameters must be passed in the form '@name = value'.`,
  );

export const notAnOutput = (parameter: string): SqlError =>
  sqlError(
    8162,
    16,
    2,
    `The formal parameter "${parameter}" was not declared as an OUTPUT parameter, but the actual parameter passed in requested output.`,
  );

export const queryExpectsParameter = (query: string, parameter: string): SqlError =>
  sqlError(
    8178,
    16,
    1,
    `The parameterized query '${query}' expects the parameter '${parameter}', which was not supplied.`,
  );

export const ntextExpected = (parameter: string): SqlError =>
  sqlError(214, 16, 2, `Procedure expects parameter '${parameter}' of type 'ntext/nchar/nvarchar'.`);

export const unknownHandle = (handle: number): SqlError =>
  sqlError(8179, 16, 2, `Could not find prepared statement with handle ${handle}.`);

export const nestingLimit = (): SqlError =>
  sqlError(217, 16, 1, 'Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).');

export const notInTransaction = (word: 'COMMIT' | 'ROLLBACK'): SqlError =>
  word === 'COMMIT'
    ? sqlError(3902, 16, 1, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.')
    : sqlError(3903, 16, 1, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.');

export const lockNotHeld = (principal: string, resource: string): SqlError =>
  sqlError(
    1223,
    16,
    1,
    `Cannot release the application lock (Database Principal: '${principal}', Resource: '${resource}') because it is not currently held.`,
  );

export const invalidLockResource = (): SqlError =>
  sqlError(1224, 16, 5, 'An invalid application lock resource was passed to xp_userlock.');

export const invalidLockMode = (): SqlError =>
  sqlError(1225, 16, 3, 'An invalid application lock mode was passed to applock_test.');

export const invalidLockOwner = (name: string): SqlError =>
  sqlError(1226, 16, 1, `An invalid application lock owner was passed to ${name}.`);

export const invalidLockTimeout = (): SqlError =>
  sqlError(1227, 16, 2, 'An invalid application lock time-out was passed to xp_userlock.');

export const notInUserTransaction = (): SqlError =>
  sqlError(3918, 16, 2, 'The statement or function must be executed in the context of a user transaction.');
