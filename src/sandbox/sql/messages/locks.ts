import { type SqlError, sqlError } from '../sql-error.js';

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
