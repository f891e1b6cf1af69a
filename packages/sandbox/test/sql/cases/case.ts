/*
 * What T-SQL gives for batches, as SQL Server's documentation has it. The list in this folder is run against our own server,
 * and against any that SCALEOUT_TEST_SQL names (see CONTRIBUTING.md). A case needs a login and nothing else: no object, no
 * right, no language or collation of its own, and it leaves nothing behind. A new one goes to the file of its concept; what
 * it expects comes from the page that the group names, never from what our server answers.
 */

/** A number for whole numbers and floats; text for bigint, decimal, dates and identifiers; `0x0A` for bytes. */
export type Expected = string | number | boolean | null;

/** What one batch gives. What is left out is not looked at, but for errors: none are expected then. */
export interface ExpectedReply {
  /** The type of each column of each result: `varchar(3)`, `decimal(5,2)`. */
  readonly types?: readonly (readonly string[])[];
  readonly names?: readonly (readonly string[])[];
  /** The rows of each result. */
  readonly results?: readonly (readonly (readonly Expected[])[])[];
  readonly errors?: readonly ExpectedError[];
  /** The texts of PRINT and of errors up to severity 10. */
  readonly printed?: readonly string[];
  /** Of each statement that counts rows. */
  readonly counts?: readonly number[];
}

export interface ExpectedError {
  readonly number: number;
  readonly severity?: number;
  readonly state?: number;
  readonly line?: number;
  /** The whole text, or a pattern where it holds what is not known, such as names of this server. */
  readonly text?: string | RegExp;
}

export interface Turn extends ExpectedReply {
  /** Which of the two connections sends it; the first unless told otherwise. */
  readonly by?: 'one' | 'other';
  readonly batch: string;
  /** The next turn begins before this one has ended. */
  readonly meanwhile?: true;
}

/** What a server must be for a case to hold there. */
export interface Needs {
  /** The first version that has it. */
  readonly since?: 2012 | 2016 | 2017 | 2019 | 2022;
  /** The default collation does not tell `a` from `A`. */
  readonly ignoresCase?: true;
  /** Why only the sandbox can pass: skipped with this reason elsewhere. */
  readonly onlySandbox?: string;
}

export interface SqlCase extends Needs {
  readonly name: string;
  readonly turns: readonly Turn[];
}

export interface SqlGroup {
  readonly title: string;
  /** The page of learn.microsoft.com/sql that says so, or how else it is known. */
  readonly source: string;
  readonly cases: readonly SqlCase[];
}

type ValueCase = readonly [expression: string, type: string, value: Expected, needs?: Needs];

/** Each expression alone in a SELECT, with its type and value. */
export function values(title: string, source: string, cases: readonly ValueCase[]): SqlGroup {
  return {
    title,
    source,
    cases: cases.map(([expression, type, value, needs]) => ({
      name: expression,
      turns: [{ batch: `SELECT ${expression}`, types: [[type]], results: [[[value]]] }],
      ...needs,
    })),
  };
}

type RowsCase = readonly [batch: string, rows: readonly (readonly Expected[])[], needs?: Needs];

/** Each batch gives one result. */
export function rows(title: string, source: string, cases: readonly RowsCase[], before = ''): SqlGroup {
  return {
    title,
    source,
    cases: cases.map(([batch, result, needs]) => ({
      name: batch,
      turns: [{ batch: `${before}${batch}`, results: [result] }],
      ...needs,
    })),
  };
}

type ErrorCase = readonly [batch: string, number: number, severity: number, text?: string | RegExp, needs?: Needs];

/** Each batch ends with one error, on its second line. */
export function errors(title: string, source: string, cases: readonly ErrorCase[], before = ''): SqlGroup {
  return {
    title,
    source,
    cases: cases.map(([batch, number, severity, text, needs]) => ({
      name: `${batch} is error ${number}`,
      turns: [
        {
          batch: `\n${before}${batch}`,
          errors: [{ number, severity, line: 2, ...(text === undefined ? {} : { text }) }],
        },
      ],
      ...needs,
    })),
  };
}

type BatchCase = readonly [name: string, batch: string, reply: ExpectedReply, needs?: Needs];

/** Batches with all that comes of them. */
export function batches(title: string, source: string, cases: readonly BatchCase[]): SqlGroup {
  return {
    title,
    source,
    cases: cases.map(([name, batch, reply, needs]) => ({ name, turns: [{ batch, ...reply }], ...needs })),
  };
}

/** Several batches, on one connection or two. */
export function dialogs(
  title: string,
  source: string,
  cases: readonly (readonly [name: string, turns: readonly Turn[], needs?: Needs])[],
): SqlGroup {
  return { title, source, cases: cases.map(([name, turns, needs]) => ({ name, turns, ...needs })) };
}
