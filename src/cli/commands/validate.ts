import type { Immutable } from '../../domain/documents.js';
import type { ValidateDocument } from '../../generated/validate.js';
import { jsonText, printable } from '../../text/printable.js';
import { style } from '../../text/screen.js';
import { counted } from '../../text/words.js';
import { checkTopology, errorsOf, topologyDiagnosticsText } from '../run-command.js';
import type { Command } from '../terminal.js';

interface ValidateOptions {
  readonly file: string | undefined;
  readonly json: boolean;
}

/** scaleout validate: every problem of the file at once, on standard output, since it is what was asked for. */
export const validate: Command<ValidateOptions> = async (options, terminal) => {
  const checked = await checkTopology(options.file, terminal);
  const errors = errorsOf(checked.diagnostics);
  if (options.json) {
    const { file, topology, diagnostics } = checked;
    const valid = errors.length === 0;
    const workers = valid && topology !== undefined ? { workers: topology.workers.length } : {};
    const document: Immutable<ValidateDocument> = { formatVersion: 1, file, valid, ...workers, diagnostics };
    terminal.out(`${jsonText(document)}\n`);
  } else {
    const screen = terminal.screen.out;
    if (checked.diagnostics.length > 0) terminal.print(`${topologyDiagnosticsText(checked, screen)}\n`);
    const { green, red } = style(screen.colors);
    const workers = counted(checked.topology?.workers.length ?? 0, 'worker');
    const left = checked.topology?.leaving?.length ?? 0;
    const leaving = left === 0 ? '' : `, and ${counted(left, 'worker')} that ${left === 1 ? 'leaves' : 'leave'}`;
    // One of the diagnostics says that there are more.
    const { unshownErrors = 0 } = checked;
    const count = unshownErrors === 0 ? errors.length : errors.length - 1 + unshownErrors;
    const verdict = count === 0 ? green(`valid, ${workers}${leaving}`) : red(counted(count, 'error'));
    terminal.print(`${printable(checked.file)}: ${verdict}\n`);
  }
  return errors.length === 0 ? 0 : 3;
};
