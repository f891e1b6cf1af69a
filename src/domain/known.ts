import type { ErrorCode } from '../errors/errors.js';

/** What could be read, or why it could not: never an empty value in place of an unknown one. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | {
      readonly known: false;
      readonly reason: string;
      /** The error of the registry that kept it from being read, where it was one. */
      readonly error?: { readonly code: ErrorCode; readonly remedy: string };
    };
