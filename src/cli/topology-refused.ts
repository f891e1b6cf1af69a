import type { Diagnostic } from '../diagnostic.js';
import { ScaleoutError } from '../errors.js';

/** A topology with errors: told by all its diagnostics, each at its place, instead of as one error. */
export class TopologyRefused extends ScaleoutError {
  /** Warnings of the file too. */
  readonly diagnostics: readonly Diagnostic[];
  /** All of them in words. */
  readonly text: (colors: boolean) => string;

  constructor(first: Diagnostic, diagnostics: readonly Diagnostic[], text: (colors: boolean) => string) {
    super(first.code, first.detail, { remedy: first.remedy });
    this.diagnostics = diagnostics;
    this.text = text;
  }
}
