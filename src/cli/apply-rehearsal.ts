import { resolve } from 'node:path';
import type { Plan, RehearsalDocument } from '../domain/documents.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import { standardInput } from '../files/standard-input.js';
import type { HistoryRehearsal } from '../history/read-history.js';
import { endedWell, whyUnfit } from '../reconciler/guards/rehearsal-fit.js';
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
  const remedy = `Nothing was changed. Rehearse it again: ${commandsOf(asked)}`;
  return [diagnostic('guard.rehearsal-unfit', why.join(' '), { remedy })];
}

export function isSameFolder(one: string, other: string): boolean {
  return resolve(one) === resolve(other);
}

/** What rehearses the same and applies it then, with the words of this run. */
export function commandsOf(asked: Asked): string {
  if (asked.isOther === true) return 'the same command with --rehearse, which tries the plan on a twin of the fleet.';
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
  const rehearse = line('rehearse', ...words, '--out rehearsal.json');
  if (approves !== undefined) return `${rehearse}, then ${line(`approve ${approves}`, '--rehearsal rehearsal.json')}.`;
  const allowed = allowDestructive ? ['--allow-destructive'] : [];
  const apply = line('apply', ...words, ...allowed, '--rehearsal rehearsal.json');
  return `${rehearse}, then ${apply}. Or do both at once: ${line('apply', ...words, ...allowed, '--rehearse')}.`;
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
export function failedRehearsal(rehearsal: RehearsalDocument): readonly Diagnostic[] {
  return endedWell(rehearsal) ? [] : [diagnostic('guard.rehearsal-failed', failureOf(rehearsal))];
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
export function recordedRehearsal({ plan, createdAt, capacity }: RehearsalDocument): HistoryRehearsal {
  return { fingerprint: plan.fingerprint, createdAt, before: capacity.before, lowest: capacity.lowest };
}
