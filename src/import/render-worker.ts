import { isPossiblyCut } from '../machine-name.js';
import { isReached } from '../reconciler/machine-state/sight.js';
import { matchWorkers } from '../reconciler/matched-workers.js';
import type { WorkerRow } from '../reconciler/worker-row.js';
import type { DesiredWorker } from '../topology/topology.js';
import { commentedOut, commentOf } from './comment-text.js';
import type { DraftWorker, ListedWorker } from './draft.js';
import type { Omissions } from './omissions.js';
import type { Reading } from './reading.js';
import { accessBlock } from './render-head.js';
import { lifeText, rowText } from './row-text.js';
import { workerFields } from './worker-fields.js';
import { certificateText } from './worker-settings.js';
import { documentText, newDocument } from './yaml-text.js';

/** A worker as an entry of the list. */
export function workerEntry(worker: ListedWorker, { base }: Reading, omissions: Omissions) {
  const { machine, row, settings, access } = worker;
  const { fields } = workerFields(row, omissions.fields.get(machine.toUpperCase()));
  return {
    machine,
    ...fields,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(access === base.access ? {} : { access: accessBlock(access) }),
  };
}

/** What there is to tell of a worker that its entry does not say. */
export function workerComment(worker: ListedWorker, { seen }: Reading, omissions: Omissions): string {
  const { machine, row, stale, access, leftAlone } = worker;
  const key = machine.toUpperCase();
  const found = isReached(access) || leftAlone !== undefined ? seen.get(key) : undefined;
  const certificate = found === undefined ? undefined : certificateText(found.config, found.machine);
  return commentOf([
    lifeText(row),
    ...(isPossiblyCut(machine) ? [cutName] : []),
    ...(certificate === undefined ? [] : [`Its certificate, by its own config: ${certificate}.`]),
    ...(leftAlone === undefined ? [] : [leftAlone]),
    ...workerFields(row, omissions.fields.get(key)).notes,
    ...stale.map((other) => `Stale, and not of this entry: row ${rowText(other)}.`),
  ]);
}

const cutName =
  'The catalog shows 15 characters, where Windows ends a short name: the name of the host may go on. Where it does, write the whole name here.';

/** The comment in place of an entry that would be doubtful: why, which rows there are, and how it would look. */
export function doubtfulComment({ candidate, reason }: Extract<DraftWorker, { readonly state: 'doubtful' }>): string {
  const { machine, rows } = candidate;
  const told = commentOf([
    `Not taken over: ${machine}. ${reason}`,
    ...rows.map((row) => `Row ${rowText(row)}.`),
    'Remove the rows of machines that are gone, then import again, or write its entry yourself:',
  ]);
  const [first, ...others] = rows;
  if (first === undefined) return told;
  const row = others.reduce((best, other) => (other.lastOnlineAge < best.lastOnlineAge ? other : best), first);
  const { fields } = workerFields(row);
  return `${told}\n${commentedOut(documentText(newDocument([{ machine, ...fields }])))}`;
}

/** The comments of rows that belong to no machine that could be listed. */
export function rowsWithoutEntry({ candidates, rows }: Reading): readonly string[] {
  const desired = candidates.map(({ machine }) => ({ machine }) as DesiredWorker);
  const { unlisted, nameless } = matchWorkers(desired, rows);
  return [
    ...unlisted.map((row) => commentOfRow(row, 'its name cannot be that of a machine')),
    ...nameless.map((row) => commentOfRow(row, 'it has no machine name')),
  ];
}

function commentOfRow(row: WorkerRow, why: string): string {
  return commentOf([`Not taken over: row ${rowText(row)}: ${why}.`]);
}
