// src/errors has every error, warning and note: code, exit code, summary, remedy, and whether trying again helps. A new
// one goes into the file of its area; docs/errors.md shows all. What it says of one case is written where it happens. No
// other list of codes is kept anywhere; test/errors holds that each code is thrown or told, and shown by a test.

import { catalogErrors } from './catalog.js';
import { commandErrors, historyErrors, savedPlanErrors, watchErrors } from './command.js';
import { editErrors } from './edit.js';
import type { ErrorEntry, ExitCode, Recovery } from './entry.js';
import { guardErrors } from './guard.js';
import { loginErrors } from './login.js';
import { machineErrors } from './machine.js';
import { pageErrors } from './page.js';
import { planErrors } from './plan.js';
import { planMachineErrors } from './plan-machines.js';
import { rehearsalErrors } from './rehearsal.js';
import { sandboxErrors } from './sandbox.js';
import { topologyErrors } from './topology.js';

export type { ExitCode, Recovery } from './entry.js';

/** Every code that the tool can report; docs/errors.md lists the same, a test keeps them equal. */
export const registry = {
  ...commandErrors,
  ...topologyErrors,
  ...editErrors,
  ...catalogErrors,
  ...guardErrors,
  ...planErrors,
  ...planMachineErrors,
  ...machineErrors,
  ...sandboxErrors,
  ...rehearsalErrors,
  ...savedPlanErrors,
  ...historyErrors,
  ...watchErrors,
  ...loginErrors,
  ...pageErrors,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof registry;

/** Whether a word is the code of an error. */
export function isErrorCode(word: string): word is ErrorCode {
  return Object.hasOwn(registry, word);
}

/** The entry of a code, with its types widened. */
export function entryOf(code: ErrorCode): ErrorEntry {
  return registry[code];
}

/** What comes of trying again what failed so; undefined for a notice, and for a code of another version. */
export function recoveryOf(code: string): Recovery | undefined {
  return Object.hasOwn(registry, code) ? entryOf(code as ErrorCode).recovery : undefined;
}

/** Whether a request or a step that ended in this error has changed nothing; false where nobody knows. */
export function leavesAsFound(error: unknown): boolean {
  return isScaleoutError(error) && entryOf(error.code).leavesAsFound === true;
}

/** Whether a request that ended in this error may have taken effect, or may still take it. */
export function isOutcomeUnknown(error: unknown): boolean {
  return isScaleoutError(error) && entryOf(error.code).outcomeUnknown === true;
}

export interface ErrorOptions {
  /** What the error came from. */
  readonly cause?: unknown;
  /** Replaces the registry's remedy where this occurrence has a better one. */
  readonly remedy?: string;
}

/** The only kind of error that the project throws. Its message is the detail of this occurrence. */
export class ScaleoutError extends Error {
  override readonly name = 'ScaleoutError';
  readonly code: ErrorCode;
  readonly summary: string;
  readonly remedy: string;
  readonly exitCode: ExitCode;

  constructor(code: ErrorCode, detail: string, options: ErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    const entry = entryOf(code);
    this.code = code;
    this.summary = entry.summary;
    this.remedy = options.remedy ?? entry.remedy;
    this.exitCode = entry.exitCode;
  }
}

/** True for an error of the registry, of that code where one is named. */
export function isScaleoutError(error: unknown, code?: ErrorCode): error is ScaleoutError {
  return error instanceof ScaleoutError && (code === undefined || error.code === code);
}

export type Severity = 'error' | 'warning' | 'note';

/** A place in a text file; lines and columns count from 1, columns in UTF-16 code units, `end` is exclusive. */
export interface SourceRange {
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** Something to tell the user: the registry's words plus the detail of this occurrence. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: ErrorCode;
  readonly summary: string;
  readonly detail: string;
  readonly remedy: string;
  readonly range?: SourceRange;
}

export interface DiagnosticOptions {
  readonly severity?: Severity;
  readonly remedy?: string;
  readonly range?: SourceRange | undefined;
}

/** Makes a diagnostic from a code of the registry; its severity is `error` unless told otherwise. */
export function diagnostic(code: ErrorCode, detail: string, options: DiagnosticOptions = {}): Diagnostic {
  const entry = entryOf(code);
  return {
    severity: options.severity ?? 'error',
    code,
    summary: entry.summary,
    detail,
    remedy: options.remedy ?? entry.remedy,
    ...(options.range === undefined ? {} : { range: options.range }),
  };
}

/** The diagnostic that says what an error says. */
export function diagnosticOf(error: ScaleoutError): Diagnostic {
  return diagnostic(error.code, error.message, { remedy: error.remedy });
}
