import { type Command as Commander, InvalidArgumentError } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import { standardInput } from '../files/standard-input.js';
import { parseDuration } from '../topology/values/plain-values.js';
import { type ApplyCommandOptions, expanding, type Parsed, withHistory, worldOptions } from './options.js';

/** Options of every command that carries a plan out. */
export function carryingOut(command: Commander): Commander {
  return expanding(withHistory(command))
    .option('--steps', 'list every step of the plan, with those that it needs and those that take it back')
    .option('--no-history', 'write nothing into the history')
    .option('-y, --yes', 'do not ask')
    .option(
      '--lock-timeout <time>',
      'how long to wait for another apply to the same catalog, such as 10m (default: 0s, not at all)',
      waitingTime,
    )
    .option('--rehearse', 'try the plan on a twin of the fleet first, and go on only where all of it was done there')
    .option('--assume <time>', 'with --rehearse: how long a package still runs of which nothing is known', someTime)
    .option(
      '--rehearsal <file>',
      'go on only where this rehearsal, of scaleout rehearse --out, is of exactly this plan',
    )
    .option('--allow-destructive', 'allow steps that remove a worker, disable the last one, or lose running work');
}

/**
 * How an apply is to come to a rehearsal. Throws `command.usage` where both ways are named, or where standard input is to be
 * the rehearsal and something else as well.
 */
function rehearsalChoice(
  parsed: Parsed,
  files: readonly (string | undefined)[],
): Pick<ApplyCommandOptions, 'rehearse' | 'rehearsal' | 'assume'> {
  const { rehearse = false, rehearsal, assume } = parsed;
  if (assume !== undefined && !rehearse) {
    throw new ScaleoutError('command.usage', '--assume is for --rehearse, and without it does nothing.', {
      remedy: 'Add --rehearse, or leave --assume out. A rehearsal that is named was made with its own.',
    });
  }
  if (rehearse && rehearsal !== undefined) {
    throw new ScaleoutError('command.usage', '--rehearse and --rehearsal were given: name one.', {
      remedy: '--rehearse makes a rehearsal now, and --rehearsal names one that was made before.',
    });
  }
  if (rehearsal === standardInput && files.includes(standardInput)) {
    throw new ScaleoutError('command.usage', 'Standard input (-) cannot be the topology and the rehearsal.', {
      remedy: 'Name one of them by its file.',
    });
  }
  if (rehearsal === standardInput && parsed.yes !== true) {
    throw new ScaleoutError(
      'command.usage',
      'The rehearsal comes from standard input (-), which cannot answer the question as well.',
      { remedy: 'Add --yes, or name the rehearsal by its file.' },
    );
  }
  return {
    rehearse,
    ...(rehearsal === undefined ? {} : { rehearsal }),
    ...(assume === undefined ? {} : { assume }),
  };
}

/** Seconds of a time that is more than nothing. Throws commander's error for what is no time. */
export function someTime(text: string): number {
  const parsed = parseDuration(text);
  if ('value' in parsed && parsed.value > 0) return parsed.value;
  throw new InvalidArgumentError('value' in parsed ? 'It must be more than nothing.' : `It ${parsed.wrong}`);
}

/** Seconds of a time such as `90s` or `10m`; also none at all. Throws commander's error for what is no time. */
export function waitingTime(text: string): number {
  if (/^0+[hms]?$/.test(text)) return 0;
  const parsed = parseDuration(text);
  if ('value' in parsed) return parsed.value;
  throw new InvalidArgumentError(`It ${parsed.wrong}`);
}

/** What `carryingOut` asks for; `files` are those that the command line names besides. Throws as `rehearsalChoice` does. */
export function carryOutOptions(parsed: Parsed, files: readonly (string | undefined)[]) {
  return {
    yes: parsed.yes === true,
    expand: parsed.expand === true,
    steps: parsed.steps === true,
    allowDestructive: parsed.allowDestructive === true,
    lockTimeout: parsed.lockTimeout ?? 0,
    history: parsed.history,
    ...rehearsalChoice(parsed, files),
  };
}

/**
 * What the command line of apply asks for: the word and `-f` name a topology, a saved plan, or one of each. Throws
 * `command.usage`.
 */
export async function applyOptions(word: string | undefined, parsed: Parsed): Promise<ApplyCommandOptions> {
  const own = carryOutOptions(parsed, [word, parsed.file]);
  const { isPlanFile } = await import('../reconciler/saved-plan/plan-file.js');
  const [wordIsPlan, fileIsPlan] = await Promise.all(
    [word, parsed.file].map(async (name) => name !== undefined && (await isPlanFile(name))),
  );
  const isInput = word === standardInput || parsed.file === standardInput;
  if (isInput && !own.yes) {
    throw new ScaleoutError(
      'command.usage',
      'The topology comes from standard input (-), which cannot answer the question as well.',
      {
        remedy: 'Add --yes, or name the topology by its file.',
      },
    );
  }
  if (wordIsPlan !== true && fileIsPlan !== true) return { ...worldOptions(word, parsed), ...own, create: true };
  if (wordIsPlan === true && fileIsPlan === true) {
    throw new ScaleoutError('command.usage', `Two plans were given, ${word} and -f ${parsed.file}: name one.`);
  }
  if (parsed.target !== undefined || parsed.exclude !== undefined) {
    const detail = 'A saved plan is carried out as it is: --target and --exclude belong to scaleout plan --out.';
    throw new ScaleoutError('command.usage', detail);
  }
  const planFile = wordIsPlan === true ? word : parsed.file;
  const { file: _, ...rest } = parsed;
  const options = worldOptions(wordIsPlan === true ? parsed.file : word, rest);
  return { ...options, ...own, ...(planFile === undefined ? {} : { planFile }) };
}
