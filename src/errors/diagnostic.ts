import { type ErrorCode, entryOf, type ScaleoutError } from './errors.js';

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
