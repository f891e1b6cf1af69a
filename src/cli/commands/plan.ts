// src/cli/commands has a command a file: it loads the topology, opens what it needs, shows the result and says with
// which code the process ends. program.ts loads it when it is asked for.

import { type Plan, sealed } from '../../domain/documents.js';
import { withRehearsalNote } from '../../reconciler/guards/rehearsal-required.js';
import { observe } from '../../reconciler/observe.js';
import { plan } from '../../reconciler/plan/plan.js';
import { commandLine } from '../../text/given-words.js';
import { jsonText, shellWord } from '../../text/printable.js';
import { commandsOf } from '../apply-rehearsal.js';
import type { PlanFormat, WorldOptions } from '../options.js';
import { refuseLoss } from '../refuse-output.js';
import { planMarkdown } from '../render/plan-markdown.js';
import { planText } from '../render/plan-text.js';
import { connecting, planOptions, prepare } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';
import { tellWritten, writeOutput } from '../write-output.js';

interface PlanCommandOptions extends WorldOptions {
  readonly out: string | undefined;
  readonly detailedExitcode: boolean;
  readonly format: PlanFormat;
  /** With every step. */
  readonly steps: boolean;
  /** Each change by itself. */
  readonly expand: boolean;
}

/** What carries the saved plan out; where there is nothing to carry out, what shows it. */
function nextOf({ applyable, steps }: Plan, file: string, { sandbox }: PlanCommandOptions): string {
  const { platform } = process;
  if (!applyable || steps.length === 0) return `scaleout show ${shellWord(file, platform)}`;
  return commandLine('apply', { verb: 'plan', file, ...(sandbox === undefined ? {} : { sandbox }), platform });
}

/** What rehearses what was planned, and applies it then: by the plan's own file where it was saved. */
function commandsToRehearse({ out, ...options }: PlanCommandOptions): string {
  // A saved plan knows its own topology.
  return commandsOf(out === undefined ? options : { ...options, file: undefined, planFile: out });
}

/** scaleout plan: observe once, compare, show. */
export const planCommand: Command<PlanCommandOptions> = async (options, terminal) => {
  await refuseLoss(options.out, options);
  await using prepared = await prepare(options, terminal);
  const { topology } = prepared;
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(topology, prepared, terminal.interrupts.abort),
  );
  const compared = plan(topology, observation, planOptions(options, topology));
  const made = withRehearsalNote(compared, topology.policy, `Rehearse it before: ${commandsToRehearse(options)}`);
  const document = sealed(made);
  // Descriptions and account names are nobody's business but the reader's of the catalog.
  if (options.out !== undefined) await writeOutput(options.out, `${jsonText(document, 2)}\n`, terminal);
  const { target: include, steps, expand } = options;
  if (options.format === 'markdown') terminal.out(planMarkdown(made, { include, expand }));
  else {
    printAnswer(
      terminal,
      options.json,
      () => document,
      (screen) => planText(made, screen, { include, steps, expand }),
    );
  }
  if (options.out !== undefined) await tellWritten(options.out, nextOf(made, options.out, options), options, terminal);
  if (!made.applyable) return 5;
  return options.detailedExitcode && made.changes.some((change) => change.action !== 'unmanaged') ? 2 : 0;
};
