import type { ExitCode } from '../errors.js';
import { withFailureDocument } from './failure.js';
import type { Command, Terminal } from './terminal.js';

/** Makes an action of commander from a command, which is loaded only when it runs, and from what its words mean. */
export type RunCommand = <Options extends { readonly json: boolean }>(
  load: () => Promise<Command<Options>>,
  optionsOf: (...words: never[]) => Options | Promise<Options>,
) => (...words: unknown[]) => Promise<void>;

export function runCommand(terminal: Terminal, ended: (code: ExitCode) => void): RunCommand {
  return (load, optionsOf) =>
    async (...words) => {
      const options = await optionsOf(...(words as never[]));
      const command = withFailureDocument(await load());
      ended(await command(options, terminal));
    };
}
