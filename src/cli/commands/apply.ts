import type { ApplyCommandOptions } from '../options.js';
import { runApply } from '../run-apply.js';
import type { Command } from '../terminal.js';

/** scaleout apply: plan or read a saved plan, show, confirm, carry out, write it into the history. */
export const applyCommand: Command<ApplyCommandOptions> = (options, terminal) => runApply(options, terminal);
