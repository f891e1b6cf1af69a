import type { Command as Commander } from 'commander';
import { ScaleoutError } from '../../errors/errors.js';
import { standardInput } from '../../files/standard-input.js';
import { carryingOut, carryOutOptions } from '../apply-options.js';
import { type ApplyCommandOptions, collect, onCatalog, type Parsed, worldOptions } from '../options.js';

/** What the commands that edit the file have in common; with `apply` they go on as apply does. */
export interface EditOptions extends ApplyCommandOptions {
  /** Whether a patch is printed in place of writing the file. */
  readonly patch: boolean;
  readonly apply: boolean;
}

export interface SetOptions extends EditOptions {
  /** `worker/ETL01`; none: the assignments are of the file. */
  readonly workers: readonly string[];
  /** `key=value`, as they were given. */
  readonly assignments: readonly string[];
  readonly unset: readonly string[];
}

export interface RemoveOptions extends EditOptions {
  readonly workers: readonly string[];
  /** Whether the entry stays, with state: absent. */
  readonly absent: boolean;
  /** Whether the comment directly above an entry goes with it. */
  readonly comments: boolean;
}

export interface AddOptions extends EditOptions {
  readonly machine: string;
  /** The worker whose entry is the model. */
  readonly like: string | undefined;
  readonly thumbprint: string | undefined;
  /** A certificate's file, as it was named. */
  readonly certificate: string | undefined;
  /** `key=value`, as they were given. */
  readonly assignments: readonly string[];
  readonly enabled: boolean;
  /** Whether machines and catalog are looked at. */
  readonly check: boolean;
}

interface ParsedEdit extends Parsed {
  readonly patch?: boolean;
  readonly apply?: boolean;
  readonly absent?: boolean;
  readonly withComments?: boolean;
  readonly unset?: readonly string[];
  readonly set?: readonly string[];
  readonly like?: string;
  readonly thumbprint?: string;
  readonly certificate?: string;
  readonly enabled?: boolean;
  /** False: --no-check. */
  readonly check?: boolean;
}

/** Options of every command that edits the file. */
function editing(command: Commander): Commander {
  return carryingOut(onCatalog(command))
    .option('--patch', 'print a patch for git am, and change nothing')
    .option('--apply', 'when the file is written, go on with scaleout apply of what was edited');
}

/** The file is named by its option alone. */
function withoutFileWord(command: Commander): Commander {
  const option = command.options.find(({ long }) => long === '--file');
  if (option !== undefined) option.description = option.description.replace(', in place of [file]', '');
  return command;
}

export function setting(command: Commander): Commander {
  return withoutFileWord(editing(command)).option('--unset <key>', 'take this key out (repeatable)', collect);
}

export function removing(command: Commander): Commander {
  return withoutFileWord(editing(command))
    .option('--absent', 'leave the entry, with state: absent: the next apply removes the worker')
    .option('--with-comments', 'take the comment lines directly above the entry out with it');
}

export function adding(command: Commander): Commander {
  return editing(command)
    .option('--like <worker>', 'take access, settings, tags, description, enabled and protect from this worker')
    .option('--set <assignment>', 'set a key of the entry, such as tags=nightly (repeatable)', collect)
    .option('--enabled', 'set enabled: true')
    .option('--thumbprint <hex>', "the thumbprint of the worker's certificate, where its config is not to say it")
    .option('--certificate <file.cer>', 'the file of its certificate, in the place of the thumbprint')
    .option('--no-check', 'look at nothing: neither at its machine nor at the master nor at the catalog');
}

export function setOptions(first: string | undefined, others: readonly string[], parsed: ParsedEdit): SetOptions {
  const words = first === undefined ? others : [first, ...others];
  const firstAssignment = words.findIndex((word) => word.includes('='));
  const count = firstAssignment === -1 ? words.length : firstAssignment;
  const [workers, assignments] = [words.slice(0, count), words.slice(count)];
  const unset = parsed.unset ?? [];
  if (workers.includes('')) throw usage('It was not said of what something is to be set.');
  if (assignments.length + unset.length === 0) {
    const example = `scaleout set ${workers[0] ?? 'worker/ETL01'} enabled=false`;
    throw usage('It was not said what is to be set.', `Write it so: ${example}`);
  }
  const extra = assignments.find((word) => !word.includes('='));
  if (extra !== undefined) {
    const detail = `${JSON.stringify(extra)} is no key=value. Workers stand before what is set of them, and the file is named with -f.`;
    throw usage(detail, 'Write it so: description="Nightly loads".');
  }
  return { ...editOptions(undefined, parsed), workers, assignments, unset };
}

export function removeOptions(workers: readonly string[], parsed: ParsedEdit): RemoveOptions {
  const absent = parsed.absent === true;
  const comments = parsed.withComments === true;
  if (absent && comments) {
    throw usage('--absent leaves the entry, and with it the comment above: leave out --with-comments.');
  }
  return { ...editOptions(undefined, parsed), workers, absent, comments };
}

export function addOptions(machine: string, file: string | undefined, parsed: ParsedEdit): AddOptions {
  const { like, thumbprint, certificate, set = [] } = parsed;
  if (thumbprint !== undefined && certificate !== undefined) {
    throw usage('Both --thumbprint and --certificate say which certificate it is: give one.');
  }
  const of = { machine, like, thumbprint, certificate, assignments: set, enabled: parsed.enabled === true };
  return { ...editOptions(file, parsed), ...of, check: parsed.check !== false };
}

/** Throws `command.usage`. */
function editOptions(file: string | undefined, parsed: ParsedEdit): EditOptions {
  const options = worldOptions(file, parsed);
  if (options.file === standardInput) {
    throw usage('Standard input (-) cannot be edited: there would be no file to write.', 'Name the file.');
  }
  const isPatch = parsed.patch === true;
  const isApply = parsed.apply === true;
  if (isPatch && isApply) throw usage('--patch changes nothing, so that there is nothing for --apply to go on with.');
  if (isPatch && options.json) throw usage('--patch prints a patch, and --json a document: name one.');
  if (!isApply) refuseWithoutApply(parsed);
  if (parsed.rehearsal !== undefined) {
    throw usage(
      '--rehearsal names a rehearsal of the file as it was, and this command edits it first.',
      'Add --rehearse: what was edited is then tried on a twin before it is applied.',
    );
  }
  return {
    ...options,
    ...carryOutOptions(parsed, [options.file]),
    patch: isPatch,
    apply: isApply,
  };
}

/** What would be passed over where nothing is applied. */
function refuseWithoutApply(parsed: ParsedEdit): void {
  const given = [
    ...(parsed.allowDestructive === true ? ['--allow-destructive'] : []),
    ...(parsed.rehearse === true ? ['--rehearse'] : []),
    ...(parsed.rehearsal === undefined ? [] : ['--rehearsal']),
    ...(parsed.lockTimeout === undefined ? [] : ['--lock-timeout']),
    ...(parsed.history === undefined ? [] : [parsed.history === false ? '--no-history' : '--history']),
  ];
  if (given.length === 0) return;
  throw usage(`Nothing is applied, so that ${given.join(' and ')} would do nothing: add --apply, or leave it out.`);
}

function usage(detail: string, remedy?: string): ScaleoutError {
  return new ScaleoutError('command.usage', detail, remedy === undefined ? {} : { remedy });
}
