import type { SqlMessage } from '../../engine.js';

/*
 * The errors that SSISDB's procedures raise, by their numbers. The sentences are the sandbox's own: a client must go by
 * the number, for the server says it in the session's language.
 */

function error(number: number, text: string, state = 1): SqlMessage {
  return { number, state, class: 16, text };
}

export const nullParameter = (name: string) => error(27100, `The value of the parameter '${name}' must not be NULL.`);
export const invalidValue = (name: string, state = 1) =>
  error(27101, `The value given for '${name}' is not valid.`, state);
export const executionNotFound = (id: number) =>
  error(27103, `The execution ${id} does not exist, or the login may not use it.`);
export const rowToUpdateMissing = (what: string, state = 1) =>
  error(27112, `The row of '${what}' that was to be updated is missing.`, state);
export const alreadyStarted = () => error(27121, 'The execution has been started already.');
export const sqlLoginRefused = (state = 1) =>
  error(27123, 'The operation is not open to a SQL Server login. Use a Windows login.', state);
export const notStoppable = (id: number) =>
  error(27124, `The operation ${id} does not exist or does not run now: it cannot be stopped.`);
export const stoppingAlready = () => error(27126, 'The operation is being stopped already.');
export const someNull = (state = 1) => error(27138, 'A parameter that needs a value is NULL.', state);
export const activeOperations = () => error(27139, 'The property cannot be changed while operations are running.');
export const notInRole = () => error(27140, "The operation needs membership of 'ssis_admin' or 'sysadmin'.");
export const operationNotFound = (id: number) =>
  error(27143, `The operation ${id} does not exist, or the login may not use it.`, 6);
export const packageNotFound = () => error(27146, 'The package does not exist, or the login may not see it.');
export const projectChanged = () => error(27150, 'The project was deployed again after the execution was made.');
export const singleUserNeeded = (property: string) =>
  error(27162, `'${property}' can be changed only while the database is in single user mode.`);
export const executionDenied = (project: string) => error(27178, `The login may not execute the project '${project}'.`);
export const parameterValueMissing = () => error(27184, 'A required parameter of the package has no value.');
export const referenceNotFound = (id: number) => error(27208, `The environment reference ${id} does not exist.`);
export const invalidLoggingLevel = (level: number) => error(27217, `${level} is not a logging level.`);
export const loggingLevelNotFound = (name: string) =>
  error(27237, `The customized logging level '${name}' does not exist.`);
export const noCustomizedLevel = () => error(27241, 'No customized logging level is set.');
export const workerNotFound = (id: string) => error(27243, `There is no Scale Out Worker with the id ${id}.`);
export const openToAnyWorker = () =>
  error(27251, 'The execution is open to any worker: single workers cannot be added to it.');
export const notScaleOut = () => error(27255, 'The execution was not made for Scale Out: it has no job.');
export const notSysadmin = () => error(27260, 'Scale Out can be enabled only by a member of sysadmin.');
export const noMaster = () => error(27261, "The Scale Out Master is not installed on the server's machine.");

/** What the system's own procedures say. */
export const propertyExists = (name: string) =>
  error(15233, `Property cannot be added. Property '${name}' already exists for 'object specified'.`);
export const propertyMissing = (name: string) =>
  error(15217, `Property cannot be updated or deleted. Property '${name}' does not exist for 'object specified'.`);
export const objectInvalid = (object: string) =>
  error(
    15135,
    `Object is invalid. Extended properties are not permitted on '${object}', or the object does not exist.`,
    8,
  );
export const notPermitted = () => error(15247, 'User does not have permission to perform this action.');
export const invalidOption = (procedure: string) =>
  error(15600, `An invalid parameter or option was specified for procedure '${procedure}'.`);
export const valueTooLarge = () =>
  error(15097, 'The size associated with an extended property cannot be more than 7,500 bytes.');

/** What the engine itself says. */
export const truncated = (column: string, value: string) =>
  error(
    2628,
    `String or binary data would be truncated in table 'SSISDB.internal.worker_agents', column '${column}'. ` +
      `Truncated value: '${value}'.`,
  );
export const statementTerminated = (): SqlMessage => ({
  number: 3621,
  state: 0,
  class: 0,
  text: 'The statement has been terminated.',
});
export const nullValue = (column: string, table: string) =>
  error(
    515,
    `Cannot insert the value NULL into column '${column}', table 'SSISDB.internal.${table}'; column does not allow nulls. UPDATE fails.`,
    2,
  );
export const duplicateKey = (key: string): SqlMessage => ({
  number: 2627,
  state: 1,
  class: 14,
  text:
    "Violation of PRIMARY KEY constraint 'PK_Job_Worker_Agents'. Cannot insert duplicate key in object " +
    `'internal.job_worker_agents'. The duplicate key value is (${key}).`,
});
export const notAnInteger = (value: string) =>
  error(245, `Conversion failed when converting the nvarchar value '${value}' to data type int.`);
export const userMessage = (text: string) => error(50000, text);
export const information = (text: string): SqlMessage => ({ number: 0, state: 1, class: 0, text });
export const loginInUse = (login: string) =>
  error(15434, `Could not drop login '${login}' as the user is currently logged in.`);
export const loginExists = (login: string) => error(15025, `The server principal '${login}' already exists.`);
