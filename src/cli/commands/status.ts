import { observe } from '../../reconciler/observe.js';
import { statusDocument } from '../../status/status-document.js';
import { sameCommand } from '../given.js';
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
    (screen) => statusText(status, screen, { doctor: sameCommand('doctor', terminal) }),
  );
  return options.detailedExitcode && status.health.state !== 'healthy' ? 2 : 0;
};
