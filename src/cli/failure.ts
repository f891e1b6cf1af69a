import { type Diagnostic, diagnostic, diagnosticOf } from '../diagnostic.js';
import { isScaleoutError } from '../errors.js';
import { messageOf } from '../message-of.js';
import { jsonText } from '../text/printable.js';
import type { Command, Terminal } from './terminal.js';
import { TopologyRefused } from './topology-refused.js';

/** What an error says, as diagnostics: of a refused topology everything that its file gave rise to. */
export function diagnosticsOfFailure(error: unknown): readonly Diagnostic[] {
  if (error instanceof TopologyRefused) return error.diagnostics;
  if (isScaleoutError(error)) return [diagnosticOf(error)];
  return [diagnostic('command.unexpected', messageOf(error))];
}

/** The one JSON document of a command that failed; a line. */
export function failureDocument(error: unknown): string {
  return `${jsonText({ formatVersion: 1, diagnostics: diagnosticsOfFailure(error) })}\n`;
}

/**
 * The command, which with `--json` prints the failure document where it fails before it has printed anything: a program
 * that reads the output gets JSON in every case, and never two documents. The error goes on to standard error.
 */
export function withFailureDocument<Options extends { readonly json: boolean }>(
  command: Command<Options>,
): Command<Options> {
  return async (options, terminal) => {
    if (!options.json) return command(options, terminal);
    let printed = false;
    const watched: Terminal = {
      ...terminal,
      out(text) {
        printed = true;
        terminal.out(text);
      },
    };
    try {
      return await command(options, watched);
    } catch (error) {
      if (!printed) terminal.out(failureDocument(error));
      throw error;
    }
  };
}
