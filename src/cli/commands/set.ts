import { ScaleoutError } from '../../errors/errors.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import { counted, firstOf, listed, quoted } from '../../text/words.js';
import { readAssignment, readKey } from '../../topology/assignment.js';
import type { TopologyEdit } from '../../topology/edit/edit-topology.js';
import { pathText } from '../../topology/edit/edited-content.js';
import type { Path } from '../../topology/secrets.js';
import { type EditedPart, editFile, type FileEdit, type OpenedFile } from '../edit/edit-file.js';
import type { SetOptions } from '../edit/edit-options.js';
import { entryOf, type ListedEntry, refuseSameWorker } from '../edit/edited-worker.js';
import { runApply } from '../run-apply.js';
import type { Command } from '../terminal.js';

/** scaleout set: changes values of a worker's entry, or of the rest of the file. */
export const setCommand: Command<SetOptions> = (options, terminal) =>
  editFile(
    options,
    terminal,
    (opened) => settingOf(options, opened),
    (ids, edited) => runApply(options, terminal, { targets: () => ids, edited }),
  );

/** So many keys are named in the subject of a patch. */
const namedKeys = 3;

/** Workers named in one phrase. */
const namedWorkers = 5;

/** Throws what keeps it from being set. */
export function settingOf(
  { workers, assignments, unset }: Pick<SetOptions, 'workers' | 'assignments' | 'unset'>,
  { root, file }: OpenedFile,
): FileEdit {
  const entries = workers.map((word) => entryOf(root, word, file));
  refuseSameWorker(entries);
  const parts =
    entries.length === 0
      ? partsOf({ assignments, unset }, root, undefined)
      : entries.flatMap((entry) => partsOf({ assignments, unset }, root, entry));
  // Of each worker the same.
  const keys = parts.slice(0, assignments.length + unset.length).map(({ edited: { key = '' } }) => key);
  const [set, gone] = [keys.slice(0, assignments.length), keys.slice(assignments.length)].map(namedOf);
  const done = [...(set === '' ? [] : [`set ${set}`]), ...(gone === '' ? [] : [`unset ${gone}`])].join(', and ');
  return {
    edits: parts.map(({ edit }) => edit),
    edited: parts.map(({ edited }) => edited),
    ids: entries.map(({ machine }) => workerId(machine)),
    subject: `${done.charAt(0).toUpperCase()}${done.slice(1)}${ofWorkers(entries)}`,
    body: [],
    question: 'Write this to',
    follows: () => [],
  };
}

function ofWorkers(entries: readonly ListedEntry[]): string {
  if (entries.length === 0) return '';
  const names = entries.map(({ machine }) => machine);
  return ` of ${names.length > namedWorkers ? counted(names.length, 'worker') : `worker ${listed(names)}`}`;
}

interface Part {
  readonly edit: TopologyEdit;
  readonly edited: EditedPart;
}

/** What is set and unset of one worker, or of the file. */
function partsOf(
  { assignments, unset }: Pick<SetOptions, 'assignments' | 'unset'>,
  root: unknown,
  entry: ListedEntry | undefined,
): readonly Part[] {
  const base: Path = entry === undefined ? [] : ['workers', entry.index];
  const target = entry === undefined ? {} : { target: workerId(entry.machine) };
  const edits = [
    ...assignments.map((text) => ({ kind: 'set', ...readAssignment(text, base, root) }) as const),
    ...unset.map((text) => ({ kind: 'unset', path: readKey(text, base, root) }) as const),
  ];
  for (const { path } of edits) refuseOther(path, base, entry);
  refuseTwice(edits.map(({ path }) => path.slice(base.length)));
  return edits.map((edit) => ({
    edit,
    edited: { action: edit.kind, ...target, key: pathText(edit.path.slice(base.length)) },
  }));
}

function namedOf(keys: readonly string[]): string {
  return keys.length > namedKeys ? firstOf(keys, namedKeys) : listed(keys);
}

/** What another command is for, or would make another worker of the entry. */
function refuseOther(path: Path, base: Path, entry: ListedEntry | undefined): void {
  const key = path[base.length];
  if (entry === undefined && key === 'workers') {
    throw new ScaleoutError('command.usage', 'The workers of the file are edited one by one.', {
      remedy:
        'Name the worker: scaleout set worker/ETL01 enabled=false. Others come and go with scaleout add and scaleout remove.',
    });
  }
  if (entry !== undefined && key === 'machine' && path.length === base.length + 1) {
    throw new ScaleoutError('command.usage', `An entry with another machine than ${entry.machine} is another worker.`, {
      remedy: 'Add that one with scaleout add, and take this one out with scaleout remove.',
    });
  }
}

/** Of one place that is named twice, or of a block and something in it, nobody knows which is meant. */
function refuseTwice(paths: readonly Path[]): void {
  const seen: Path[] = [];
  for (const path of paths) {
    const other = seen.find((one) => isWithin(one, path) || isWithin(path, one));
    if (other !== undefined) {
      const [one, both] = [pathText(other), pathText(path)];
      const detail =
        one === both ? `${quoted(one)} was given twice.` : `${quoted(one)} and ${quoted(both)} are of the same place.`;
      throw new ScaleoutError('command.usage', detail);
    }
    seen.push(path);
  }
}

function isWithin(outer: Path, inner: Path): boolean {
  return outer.every((segment, at) => inner[at] === segment);
}
