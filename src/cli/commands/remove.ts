import { ScaleoutError } from '../../errors/errors.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import { counted, firstOf, listed } from '../../text/words.js';
import { commentsAbove } from '../../topology/edit/comments-above.js';
import type { TopologyEdit } from '../../topology/edit/edit-topology.js';
import { listAt, valueAt } from '../../topology/secrets.js';
import { editFile, type FileEdit, type OpenedFile } from '../edit/edit-file.js';
import type { RemoveOptions } from '../edit/edit-options.js';
import { entryOf, type ListedEntry, refuseSameWorker } from '../edit/edited-worker.js';
import { runApply } from '../run-apply.js';
import type { Command } from '../terminal.js';

/** scaleout remove: takes workers out of the file, or with --absent out of service for good. */
export const removeCommand: Command<RemoveOptions> = (options, terminal) =>
  editFile(
    options,
    terminal,
    (opened) => removalOf(options, opened),
    (ids, edited) => runApply(options, terminal, { targets: () => ids, edited }),
  );

/** Workers named in one phrase. */
const named = 5;

/** Who took the entry out, and wants the worker gone for good, is not to take another one in its place. */
const unlisted =
  'Of a worker that has no entry any more, put that back, with state: absent: the next apply removes it for good.';

/** Throws what keeps them from being taken out. */
export function removalOf(
  { workers, absent, comments, apply }: Pick<RemoveOptions, 'workers' | 'absent' | 'comments' | 'apply'>,
  opened: OpenedFile,
): FileEdit {
  const { root, file } = opened;
  const entries = workers.map((word) => entryOf(root, word, file, unlisted));
  refuseSameWorker(entries);
  const ids = entries.map(({ machine }) => workerId(machine));
  if (apply && !absent && valueAt(root, ['policy', 'prune']) !== true) {
    const which =
      ids.length === 1
        ? `${ids[0]} would stay in the catalog as unmanaged`
        : `${ids.length} workers would stay in the catalog as unmanaged`;
    throw new ScaleoutError('edit.not-removed', `policy.prune of ${file} is false, so that ${which}.`);
  }
  const machines = entries.map(({ machine }) => machine);
  const names = machines.length > named ? counted(machines.length, 'worker') : `worker ${listed(machines)}`;
  const edits: readonly TopologyEdit[] = absent
    ? entries.map(({ index }) => ({ kind: 'set', path: ['workers', index, 'state'], value: 'absent' }))
    : // From the last on, so that those before keep their places.
      entries
        .toSorted((one, other) => other.index - one.index)
        .map(({ index }) => ({ kind: 'removeWorker', index, comments }));
  return {
    edits,
    edited: ids.map((target) => (absent ? { action: 'set', target, key: 'state' } : { action: 'remove', target })),
    ids,
    // Whether the catalog still has a row of who has no entry, nobody has looked.
    ...(absent ? {} : { next: [] }),
    subject: absent ? `Let ${names} leave for good` : `Remove ${names}`,
    body: [],
    question: absent
      ? 'Write this to'
      : `Take ${ids.length > named ? counted(ids.length, 'worker') : listed(ids)} out of`,
    follows: ({ policy }) => [
      absent ? leaves(ids) : goes(ids, entries, { root, isPruning: policy.prune }),
      ...(absent ? [] : commentsLeft(entries, opened, comments)),
    ],
  };
}

function leaves(ids: readonly string[]): string {
  const who = firstOf(ids, named);
  const [is, row] = ids.length === 1 ? ['is', 'its row is'] : ['are', 'their rows are'];
  return `The next apply removes ${who} for good: ${who === ids[0] ? 'it' : 'they'} ${is} emptied, the service is stopped, and ${row} taken out of the catalog. That is destructive, and needs --allow-destructive. Take the entry out when it is done: scaleout remove ${ids[0]}`;
}

function goes(
  ids: readonly string[],
  entries: readonly ListedEntry[],
  { root, isPruning }: { readonly root: unknown; readonly isPruning: boolean },
): string {
  const who = firstOf(ids, named);
  const isOne = ids.length === 1;
  const isGone = entries.every(({ index }) => valueAt(root, ['workers', index, 'state']) === 'absent');
  if (isPruning) {
    return `policy.prune is true: the next apply removes ${who} from the catalog. That is destructive, and needs --allow-destructive.`;
  }
  if (isGone) {
    return `${who} had state: absent. Where an apply has removed ${isOne ? 'it' : 'them'}, nothing is left to do. Else ${isOne ? 'it stays' : 'they stay'} in the catalog as unmanaged, for policy.prune is false: scaleout status shows it.`;
  }
  return `policy.prune is false: ${who} ${isOne ? 'stays' : 'stay'} in the catalog as unmanaged, and ${isOne ? 'goes' : 'go'} on working. To have ${isOne ? 'it' : 'them'} removed for good, ${isOne ? 'its entry has' : 'their entries have'} to stay, with state: absent. In place of this: scaleout remove ${ids.join(' ')} --absent`;
}

/** A comment above an entry may be the heading of a group, and nobody else can tell. */
function commentsLeft(
  entries: readonly ListedEntry[],
  { source, root }: OpenedFile,
  takesComments: boolean,
): readonly string[] {
  // Where no entry is left, nothing has a heading.
  const isAll = entries.length === listAt(root, ['workers']).length;
  const above = entries.flatMap((entry) => {
    const found = commentsAbove(source, entry.index);
    return found === undefined ? [] : [{ entry, isHeading: found.isHeading && !isAll }];
  });
  const left = takesComments ? above.filter(({ isHeading }) => isHeading) : above;
  const own = left.filter(({ isHeading }) => !isHeading);
  const [first] = left;
  if (first === undefined) return [];
  const which = left.length === 1 ? `the entry of ${first.entry.machine}` : 'the entries';
  const why = own.length === 0 ? 'it is the first thing in the list, and may be its heading' : 'it may be about more';
  const how =
    own.length === 0
      ? 'Take it out by hand where it is not.'
      : `Where it is not, in place of this: scaleout remove ${entries.map(({ machine }) => workerId(machine)).join(' ')} --with-comments`;
  return [`The comment above ${which} stays: ${why}. ${how}`];
}
