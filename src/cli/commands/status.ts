import { observe } from '../../reconciler/observe.js';
import { statusDocument } from '../../status/status-document.js';
import { shellWord } from '../../text/printable.js';
import type { WorldOptions } from '../options.js';
import { statusText } from '../render/status-text.js';
import { connecting, prepare } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';

/** scaleout status: observe once and show how it is and whether it works, without comparing. */
interface StatusCommandOptions extends WorldOptions {
  readonly detailedExitcode: boolean;
}

export const statusCommand: Command<StatusCommandOptions> = async (options, terminal) => {
  await using prepared = await prepare(options, terminal);
  const observed = await connecting(prepared.topology, options.sandbox, terminal, () =>
    observe(prepared.topology, prepared, terminal.interrupts.abort),
  );
  const status = statusDocument(prepared.topology, observed, options.sandbox);
  printAnswer(
    terminal,
    options.json,
    () => status,
    (screen) => statusText(status, screen, { doctor: doctorCommand(options) }),
  );
  return options.detailedExitcode && status.health.state !== 'healthy' ? 2 : 0;
};

/** The command that looks at the same. */
function doctorCommand({ file, sandbox }: WorldOptions): string {
  const word = (text: string) => shellWord(text, process.platform);
  const words = [
    ...(file === undefined ? [] : [word(file)]),
    ...(sandbox === undefined ? [] : ['--sandbox', word(sandbox)]),
  ];
  return ['scaleout', 'doctor', ...words].join(' ');
}
