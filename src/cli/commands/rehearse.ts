import { resolve } from 'node:path';
import type { Immutable, Plan } from '../../domain/documents.js';
import { type ExitCode, ScaleoutError } from '../../errors/errors.js';
import type { FailureDocument } from '../../generated/failure.js';
import { lostPackages, restsOnUnknown } from '../../reconciler/guards/rehearsal-doubt.js';
import { type RehearsalPolicy, stepsToRehearse } from '../../reconciler/guards/rehearsal-required.js';
import { observe } from '../../reconciler/observe.js';
import { plan } from '../../reconciler/plan/plan.js';
import { commandLine } from '../../text/given-words.js';
import { paragraph } from '../../text/layout.js';
import { jsonText, shellWord } from '../../text/printable.js';
import { style } from '../../text/screen.js';
import { planToCarryOut, prepareForPlan } from '../open-saved-plan.js';
import type { ApplyCommandOptions } from '../options.js';
import { refuseLoss, refuseWithinSandbox } from '../refuse-output.js';
import type { RehearseCommandOptions } from '../rehearse-options.js';
import { rehearsePlan } from '../rehearse-plan.js';
import { planText, verdictText } from '../render/plan-text.js';
import type { Rehearsal } from '../render/rehearsal-states.js';
import { rehearsalSvg } from '../render/rehearsal-svg.js';
import { rehearsalText } from '../render/rehearsal-text.js';
import { connecting, planOptions } from '../run-command.js';
import { type Command, printAnswer, type Terminal } from '../terminal.js';
import { tellWritten, writeOutput } from '../write-output.js';

/** scaleout rehearse: plan or read a saved plan, try it on a twin in simulated time, and tell what would happen. */
export const rehearseCommand: Command<RehearseCommandOptions> = async (given, terminal) => {
  await refuseOutputs(given);
  const opened = await prepareForPlan(given, terminal);
  const { saved, options } = opened;
  await using prepared = opened.prepared;
  const { topology } = prepared;
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(topology, prepared, terminal.interrupts.abort),
  );
  const planned = planOptions(options, topology);
  const now = plan(topology, observation, planned);
  const made = planToCarryOut(saved, now, observation, topology.policy);
  if (!made.applyable) return refused(made, given, terminal);
  const { assume, keep, out, svg, json } = given;
  if (made.steps.length === 0 && !json && keep === undefined && out === undefined && svg === undefined) {
    terminal.print(nothingText(made, given, terminal));
    return made.summary.unknown > 0 ? 2 : 0;
  }
  const rehearsal = await rehearsePlan(
    prepared,
    { made, observation },
    {
      planOptions: planned,
      saved,
      ...(assume === undefined ? {} : { assume }),
      ...(keep === undefined ? {} : { keep }),
    },
    terminal,
  );
  if (out !== undefined) await writeOutput(out, `${jsonText(rehearsal, 2)}\n`, terminal);
  if (svg !== undefined) await writeOutput(svg, rehearsalSvg(rehearsal), terminal);
  printAnswer(
    terminal,
    json,
    () => rehearsal,
    (screen) =>
      made.steps.length === 0
        ? nothingText(made, given, terminal)
        : rehearsalText(rehearsal, screen, {
            expand: given.expand,
            steps: given.steps,
            ...nextCommands(given, options, made, topology.policy),
          }),
  );
  for (const file of [out, svg]) if (file !== undefined) await tellWritten(file, '', given, terminal);
  return exitCodeOf(rehearsal);
};

/** What is lost, and what hangs on a time that nobody knows, is not well. */
function exitCodeOf(rehearsal: Rehearsal): ExitCode {
  const isWell = rehearsal.result === 'done' && lostPackages(rehearsal).length === 0 && !restsOnUnknown(rehearsal);
  return isWell ? 0 : 2;
}

/** Before the work begins. Throws `command.output-exists` and `command.usage` where something would be lost that is there, or written twice. */
async function refuseOutputs(given: RehearseCommandOptions): Promise<void> {
  const { out, svg, keep } = given;
  await refuseLoss(out, given);
  await refuseLoss(svg, given);
  await refuseWithinSandbox(keep, given);
  if (out !== undefined && svg !== undefined && resolve(out) === resolve(svg)) {
    throw new ScaleoutError('command.usage', `--out and --svg name the same file, ${out}.`);
  }
}

/** What an apply would be refused for is no matter of a rehearsal: it is told as plan and apply tell it. */
function refused(made: Plan, { json, target, steps, expand }: RehearseCommandOptions, terminal: Terminal): 5 {
  if (json) {
    const document: Immutable<FailureDocument> = {
      formatVersion: 1,
      diagnostics: made.diagnostics.filter(({ severity }) => severity === 'error'),
    };
    terminal.out(`${jsonText(document)}\n`);
    return 5;
  }
  const screen = terminal.screen.out;
  const end = `${style(screen.colors).red('Refused:')} nothing was rehearsed, since an apply would not begin.`;
  terminal.print(`${planText(made, screen, { include: target, steps, expand })}\n${paragraph('', end, screen)}\n`);
  return 5;
}

function nothingText(made: Plan, { target }: RehearseCommandOptions, terminal: Terminal): string {
  const screen = terminal.screen.out;
  return `${paragraph('', verdictText(made, target, style(screen.colors)), screen)}\n`;
}

/** What can be done next, with the words of this run: the plan is the same only with the same choice. */
function nextCommands(
  given: RehearseCommandOptions,
  { file }: ApplyCommandOptions,
  made: Plan,
  policy: RehearsalPolicy,
): { readonly apply: string; readonly again: string; readonly look?: string } {
  const { planFile, sandbox, out, keep } = given;
  const { platform } = process;
  const word = (text: string) => shellWord(text, platform);
  const named = planFile ?? file;
  const words = {
    verb: 'rehearse',
    platform,
    ...(named === undefined ? {} : { file: named }),
    ...(sandbox === undefined ? {} : { sandbox }),
  };
  const chosen = [
    ...(planFile === undefined || given.file === undefined ? [] : ['-f', word(given.file)]),
    ...chosenWords(given, word),
  ];
  const needsRehearsal = stepsToRehearse(made, policy).length > 0;
  const apply = [
    commandLine('apply', words),
    ...chosen,
    ...(out === undefined ? (needsRehearsal ? ['--rehearse'] : []) : ['--rehearsal', word(out)]),
    ...(made.steps.some(({ risk }) => risk === 'destructive') ? ['--allow-destructive'] : []),
  ];
  const again = [commandLine('rehearse', words), ...chosen, ...(out === undefined ? [] : ['--out', word(out)])];
  const twin = {
    verb: 'rehearse',
    platform,
    ...(file === undefined ? {} : { file }),
    ...(keep === undefined ? {} : { sandbox: keep }),
  };
  return {
    apply: apply.join(' '),
    again: again.join(' '),
    ...(keep === undefined ? {} : { look: commandLine('status', twin) }),
  };
}

/** The choice of changes, of a plan that is not saved: a saved one has it. */
function chosenWords(
  { planFile, target, exclude, includeSuspended, takeOver, parallelism }: RehearseCommandOptions,
  word: (text: string) => string,
): readonly string[] {
  return [
    ...(planFile === undefined ? target.flatMap((id) => ['--target', word(id)]) : []),
    ...(planFile === undefined ? exclude.flatMap((id) => ['--exclude', word(id)]) : []),
    ...(includeSuspended ? ['--include-suspended'] : []),
    ...(takeOver ? ['--take-over'] : []),
    ...(parallelism === undefined ? [] : ['--parallelism', String(parallelism)]),
  ];
}
