import type { Command as Commander } from 'commander';
import { ScaleoutError } from '../../errors/errors.js';
import { type Shell, shells } from '../completion/completion-script.js';
import { basic, common, type Parsed } from '../options.js';
import { commandAt, remedyForCommand, unknownCommand } from '../usage-error.js';
import type { CommandGroup } from './definition.js';

/** What tells of the program itself. */
export const help: CommandGroup = {
  title: 'Help:',
  commands: [
    {
      words: 'completion <shell>',
      does: 'print a script that lets a shell complete what you type',
      says: [
        'It completes commands, options, their values, files, and the workers of the topology that the command line names. The script says in its first lines how a shell loads it.',
      ],
      arguments: { shell: 'the shell that you type in' },
      choices: { shell: shells },
      options: basic,
      examples: ['scaleout completion powershell', 'scaleout completion bash'],
      pages: ['docs/completion.md'],
      action: (run) =>
        run(
          async () => (await import('../commands/completion.js')).completionCommand,
          (shell: Shell) => ({ shell, json: false }),
        ),
    },
    {
      words: 'help [command...]',
      does: 'print the help of a command',
      arguments: { command: 'the command, such as plan or sandbox drill (default: the program itself)' },
      options: basic,
      examples: ['scaleout help', 'scaleout help plan', 'scaleout help sandbox drill'],
      pages: ['docs/commands.md'],
      action:
        () =>
        async (...args) =>
          printHelp(args.at(-1) as Commander, args[0] as readonly string[]),
    },
    {
      words: 'explain <code>',
      does: 'say what an error or an exit code means, why it comes and what to do',
      arguments: {
        code: 'the code that stands in brackets behind an error, such as topology.unknown-key, or an exit code',
      },
      options: common,
      examples: [
        'scaleout explain topology.unknown-key',
        'scaleout explain catalog.unreachable --json',
        'scaleout explain 6',
      ],
      pages: ['docs/errors.md', 'docs/exit-codes.md'],
      action: (run) =>
        run(
          async () => (await import('../commands/explain.js')).explainCommand,
          (code: string, options: Parsed) => ({ code, json: options.json === true }),
        ),
    },
  ],
};

/** Throws `command.usage` for what is no command. */
function printHelp({ parent: root }: Commander, words: readonly string[]): void {
  if (root === null) return;
  const found = commandAt(root, words);
  const path = found === root ? [] : found.parent === root ? [found.name()] : [found.parent?.name(), found.name()];
  const unknown = words[path.length];
  if (unknown !== undefined) {
    // A command without others below it has none of that name, but the program may.
    const detail = unknownCommand(found.commands.length > 0 ? found : root, unknown);
    throw new ScaleoutError('command.usage', detail, {
      remedy: [remedyForCommand(unknown), 'See scaleout --help.'].filter((part) => part !== undefined).join(' '),
    });
  }
  found.outputHelp();
}
