// src/cli/commands has a command a file: it loads the topology, opens what it needs, shows the result and says with
// which code the process ends. program.ts loads it when it is asked for.

import { sealed } from '../../domain/documents.js';
import { observe } from '../../reconciler/observe.js';
import { plan } from '../../reconciler/plan/plan.js';
import { jsonText } from '../../text/printable.js';
import type { WorldOptions } from '../options.js';
import { planText } from '../render/plan-text.js';
import { connecting, planOptions, prepare } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';
import { writeOutput } from '../write-output.js';

interface PlanCommandOptions extends WorldOptions {
  readonly out: string | undefined;
  readonly detailedExitcode: boolean;
}

/** scaleout plan: observe once, compare, show. */
export const planCommand: Command<PlanCommandOptions> = async (options, terminal) => {
  await using prepared = await prepare(options, terminal);
  const { topology } = prepared;
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(topology, prepared, terminal.interrupts.abort),
  );
  const made = plan(topology, observation, planOptions(options, topology));
  const document = sealed(made);
  // Descriptions and account names are nobody's business but the reader's of the catalog.
  if (options.out !== undefined) await writeOutput(options.out, `${jsonText(document, 2)}\n`, terminal);
  printAnswer(
    terminal,
    options.json,
    () => document,
    (screen) => planText(made, screen, { include: options.target }),
  );
  if (!made.applyable) return 5;
  return options.detailedExitcode && made.changes.some((change) => change.action !== 'unmanaged') ? 2 : 0;
};
