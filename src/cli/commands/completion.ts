import { completionScripts, type Shell } from '../completion/completion-script.js';
import type { Command } from '../terminal.js';

interface CompletionOptions {
  readonly shell: Shell;
  readonly json: false;
}

/** scaleout completion: the script that a shell loads to complete command lines of scaleout. */
export const completionCommand: Command<CompletionOptions> = async ({ shell }, terminal) => {
  terminal.out(completionScripts[shell]);
  return 0;
};
