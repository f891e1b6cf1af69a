import { resolve } from 'node:path';
import type { Plan, RehearsalDocument } from '../domain/documents.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import { standardInput } from '../files/standard-input.js';
import type { HistoryRehearsal } from '../history/read-history.js';
import { lostPackages, restingNames } from '../reconciler/guards/rehearsal-doubt.js';
import { endedWell, unknownEnd, whyUnfit } from '../reconciler/guards/rehearsal-fit.js';
import { type RehearsalPolicy, rehearsalRequired } from '../reconciler/guards/rehearsal-required.js';
import { commandLine } from '../text/given-words.js';
import { shellWord } from '../text/printable.js';
import { firstOf } from '../text/words.js';
import type { ApplyCommandOptions, WorldOptions } from './options.js';
import { readRehearsal } from './read-rehearsal.js';
import type { Terminal } from './terminal.js';

/** How an apply comes to a rehearsal: by a file, by making one first, or not at all. */
type RehearsalChoice = Pick<ApplyCommandOptions, 'rehearsal'>;

/** What the commands that a remedy names are about: what was given, for another choice makes another plan. */
type Asked = Omit<WorldOptions, 'json' | 'create'> & {
  readonly planFile?: string;
  readonly allowDestructive?: boolean;
  /** The digits of the plan that is approved, in place of an apply. */
  readonly approves?: string;
  /** The command is rotate, drain or undrain: scaleout rehearse makes no plan of these. */
  readonly isOther?: boolean;
};

/** Reads the rehearsal that was named. Throws as `readRehearsal` does. */
export async function openRehearsal(
  { rehearsal }: RehearsalChoice,
  { input }: Pick<Terminal, 'input'>,
): Promise<RehearsalDocument | undefined> {
  return rehearsal === undefined ? undefined : readRehearsal(rehearsal, input);
}

/**
 * What refuses an apply for want of a rehearsal. One that was named is held against the plan whether the policy wants it or
 * not: who names it wants it to hold. `policy` is undefined where the policy does not bind the command.
 */
export function unrehearsed(
  plan: Plan,
  policy: RehearsalPolicy | undefined,
  given: { readonly rehearsal: RehearsalDocument | undefined; readonly rehearse: boolean },
  { now, asked }: { readonly now: number; readonly asked: Asked },
): readonly Diagnostic[] {
  if (plan.steps.length === 0 || given.rehearse) return [];
  if (given.rehearsal === undefined) {
    return policy === undefined ? [] : rehearsalRequired(plan, policy, `Rehearse it first: ${commandsOf(asked)}`);
  }
  const why = whyUnfit(given.rehearsal, plan, { now, isSameFolder });
  if (why.length === 0) return [];
  const remedy = `Nothing was changed. ${remedyOf(given.rehearsal, asked)}`;
  return [diagnostic('guard.rehearsal-unfit', why.join(' '), { remedy })];
}

/** One that failed fails again: what it is of has to change. */
function remedyOf(rehearsal: RehearsalDocument, asked: Asked): string {
  if (!endedWell(rehearsal)) return `${waysOut} ${againText(asked)}`;
  if (unknownEnd(rehearsal).length > 0) return `${assumeText} ${againText(asked, '--assume TIME')}`;
  return `Rehearse it again: ${commandsOf(asked)}`;
}

/** What ends otherwise than the same again. */
const waysOut =
  'Rehearsing the same again fails again. Mend what fails; or leave it out (--exclude worker/NAME) or do the rest (--target); where a drain gives up, do it when the package does not run, or change policy.drain in the topology.';

const assumeText = 'Look how long that package may still run, and rehearse with that time; or wait until it has ended.';

function againText(asked: Asked, more = ''): string {
  if (asked.isOther === true) return `The same command with --rehearse${more === '' ? '' : ` ${more}`} does that.`;
  const { first, after } = rehearsalLines(asked, more);
  return `Then: ${first}, then ${after}.`;
}

export function isSameFolder(one: string, other: string): boolean {
  return resolve(one) === resolve(other);
}

/** What rehearses the same and applies it then, with the words of this run. */
export function commandsOf(asked: Asked): string {
  if (asked.isOther === true) return 'the same command with --rehearse, which tries the plan on a twin of the fleet.';
  const { first, after, both } = rehearsalLines(asked);
  return `${first}, then ${after}.${both === undefined ? '' : ` Or do both at once: ${both}.`}`;
}

interface RehearsalLines {
  readonly first: string;
  readonly after: string;
  /** Both at once; of an approval there is no such. */
  readonly both?: string;
}

function rehearsalLines(asked: Asked, more = ''): RehearsalLines {
  const { planFile, sandbox, file, approves, allowDestructive = false } = asked;
  const { platform } = process;
  const named = planFile ?? file;
  const given = {
    verb: 'apply',
    platform,
    ...(named === undefined || named === standardInput ? {} : { file: named }),
    ...(sandbox === undefined ? {} : { sandbox }),
  };
  const words = chosenWords(asked).map((word) => shellWord(word, platform));
  const line = (verb: string, ...more: readonly string[]) => [commandLine(verb, given), ...more].join(' ');
  const first = line('rehearse', ...words, ...(more === '' ? [] : [more]), '--out rehearsal.json');
  if (approves !== undefined) return { first, after: line(`approve ${approves}`, '--rehearsal rehearsal.json') };
  const allowed = allowDestructive ? ['--allow-destructive'] : [];
  const after = line('apply', ...words, ...allowed, '--rehearsal rehearsal.json');
  return { first, after, both: line('apply', ...words, ...allowed, '--rehearse') };
}

/** What chose the plan. A saved one has its targets in itself. */
function chosenWords(asked: Asked): readonly string[] {
  const { planFile, file, target, exclude, includeSuspended, takeOver, parallelism } = asked;
  const targets = [...target.map((id) => ['--target', id]), ...exclude.map((id) => ['--exclude', id])].flat();
  return [
    ...(planFile === undefined ? targets : file === undefined ? [] : ['-f', file]),
    ...(includeSuspended ? ['--include-suspended'] : []),
    ...(takeOver ? ['--take-over'] : []),
    ...(parallelism === undefined ? [] : ['--parallelism', String(parallelism)]),
  ];
}

/** What refuses an apply whose rehearsal has just not ended well; what would fail is shown beside it. */
export function failedRehearsal(rehearsal: RehearsalDocument, asked: Asked): readonly Diagnostic[] {
  if (!endedWell(rehearsal)) return [diagnostic('guard.rehearsal-failed', failureOf(rehearsal))];
  const unknown = unknownEnd(rehearsal);
  if (unknown.length === 0) return [];
  const remedy = `Nothing was changed. ${assumeText} The same command with --assume TIME does that${asked.isOther === true ? '' : ', and so does scaleout rehearse'}.`;
  return [diagnostic('guard.rehearsal-failed', unknown.join(' '), { remedy })];
}

function failureOf({ result, steps, diagnostics }: RehearsalDocument): string {
  const failed = steps.filter(({ outcome }) => outcome === 'errored');
  const words = failed.map(({ id, diagnostic: why }) => (why === undefined ? id : `${id}: ${why.summary}`));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ summary }) => summary);
  switch (result) {
    case 'unlike':
      return `The twin is not as the farm is, so that nothing was tried${reasons(errors)}.`;
    case 'unfinished':
      return `It came to no end within the time that a rehearsal simulates${reasons(words)}.`;
    default:
      return `Not all steps would be done${reasons(words)}.`;
  }
}

/** Reasons are named up to here, then counted. */
const named = 5;

function reasons(words: readonly string[]): string {
  return words.length === 0 ? '' : `: ${firstOf(words, named)}`;
}

/** What the history says of it. */
export function recordedRehearsal(rehearsal: RehearsalDocument): HistoryRehearsal {
  return { fingerprint: rehearsal.plan.fingerprint, ...promiseOf(rehearsal) };
}

/** What it promised: how few workers, which packages are lost, and on which nobody knows the end of it hangs. */
export function promiseOf(rehearsal: RehearsalDocument): Omit<HistoryRehearsal, 'fingerprint'> {
  const { createdAt, capacity } = rehearsal;
  const { before, lowest, lowestSeconds } = capacity;
  const lost = lostPackages(rehearsal);
  const assumed = restingNames(rehearsal);
  return {
    ...{ createdAt, before, lowest, lowestSeconds },
    ...(lost.length === 0 ? {} : { lost }),
    ...(assumed.length === 0 ? {} : { assumed }),
  };
}
