import { ScaleoutError } from '../../errors.js';
import { observe } from '../../reconciler/observe.js';
import { plan } from '../../reconciler/plan.js';
import type { Plan } from '../../reconciler/plan-document.js';
import { replaceFile } from '../../replace-file.js';
import { planOptions } from '../plan-options.js';
import { prepare } from '../prepare.js';
import type { WorldOptions } from '../program.js';
import { planText } from '../render/plan-text.js';
import type { Command } from '../terminal.js';

interface PlanCommandOptions extends WorldOptions {
  readonly out: string | undefined;
  readonly detailedExitcode: boolean;
}

/** scaleout plan: observe once, compare, show. */
export const planCommand: Command<PlanCommandOptions> = async (options, terminal) => {
  await using prepared = await prepare(options, terminal);
  const { topology } = prepared;
  const observation = await observe(topology, prepared, terminal.interrupts.abort);
  const made = plan(topology, observation, planOptions(options));
  if (options.out !== undefined) savePlan(options.out, made);
  const text = () => planText(made, { colors: terminal.colors.out, include: options.target });
  terminal.out(options.json ? `${JSON.stringify(made)}\n` : text());
  if (!made.applyable) return 5;
  return options.detailedExitcode && made.changes.some((change) => change.action !== 'unmanaged') ? 2 : 0;
};

function savePlan(path: string, made: Plan): void {
  try {
    // Descriptions and account names are nobody's business but the reader's of the catalog.
    replaceFile(path, `${JSON.stringify(made, null, 2)}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScaleoutError('command.output-unwritable', `${path}: ${reason}`, { cause: error });
  }
}
