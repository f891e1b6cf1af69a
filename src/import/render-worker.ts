import { isPossiblyCut } from '../domain/machine-name.js';
import type { WorkerRow } from '../domain/rows.js';
import { isReached } from '../reconciler/view/machine.js';
import { matchWorkers } from '../reconciler/view/matched-workers.js';
import { isProtected, protectedWord, wantedTags, withoutProtection } from '../reconciler/view/row-machine.js';
import { quoted } from '../text/words.js';
import type { DesiredWorker } from '../topology/topology.js';
import type { DraftWorker, ListedWorker, Omissions } from './draft.js';
import type { Reading } from './reading.js';
import { accessBlock } from './render-head.js';
import { certificateText } from './worker-settings.js';
import { commentedOut, commentOf, documentText, lifeText, newDocument, rowText } from './yaml-text.js';

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
export function rowsWithoutEntry({ candidates, rows, observation }: Reading): readonly string[] {
  const desired = candidates.map(({ machine }) => ({ machine }) as DesiredWorker);
  const { unlisted, nameless } = matchWorkers(desired, rows);
  return [
    ...unlisted.map((row) => commentOfRow(row, 'its name cannot be that of a machine')),
    ...nameless.map((row) => commentOfRow(row, 'it has no machine name')),
    ...(observation.catalog.unreadable ?? []).map(({ id, machineName, problem }) =>
      commentOf([
        `Not taken over: the row of ${machineName ?? id ?? 'a worker without a name'} cannot be read: ${problem}.`,
      ]),
    ),
  ];
}

function commentOfRow(row: WorkerRow, why: string): string {
  return commentOf([`Not taken over: row ${rowText(row)}: ${why}.`]);
}

/** The most characters of a text that is written: a topology has at most 4 MiB. */
const longest = 32_768;

/** DisplayName of catalog.worker_agents is nvarchar(256). */
const longestName = 256;

/** What a topology says of a worker's row. */
interface WorkerFields {
  readonly enabled?: boolean;
  readonly displayName?: string;
  readonly description?: string;
  readonly tags?: string;
  readonly protect?: true;
}

/**
 * The fields of a row that are not empty; and in `notes` why one that is not empty cannot be written. The fields of
 * `omitted` are left out.
 */
function workerFields(
  row: WorkerRow,
  omitted: ReadonlySet<string> = new Set(),
): { readonly fields: WorkerFields; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const text = (key: 'displayName' | 'description', most: number) => {
    const value = row[key];
    if (value === null || value === '') return {};
    const wrong = omitted.has(key) ? 'a plan would change it' : whyNot(value, most);
    if (wrong === undefined) return { [key]: value };
    notes.push(`${key} ${quoted(value)} is not managed: ${wrong}.`);
    return {};
  };
  const fields: WorkerFields = {
    ...(omitted.has('enabled') ? {} : { enabled: row.enabled }),
    ...text('displayName', longestName),
    ...text('description', longest),
    ...tagFields(row.tags, omitted, notes),
  };
  return { fields, notes };
}

/** Tags and protection are one text in the catalog, which a plan puts together again in its own way. */
function tagFields(
  present: string | null,
  omitted: ReadonlySet<string>,
  notes: string[],
): Pick<WorkerFields, 'tags' | 'protect'> {
  if (present === null || present === '') return {};
  const own = withoutProtection(present) ?? '';
  const fields: Pick<WorkerFields, 'tags' | 'protect'> = {
    ...(own === '' ? {} : { tags: own }),
    ...(isProtected(present) ? { protect: true } : {}),
  };
  const wrong = omitted.has('tags')
    ? 'a plan would change them'
    : (whyNot(own, longest) ??
      (wantedTags(fields, present) === present ? undefined : `a plan would write ${protectedWord} at their end`));
  if (wrong === undefined) return fields;
  notes.push(`The tags ${quoted(present)} are not managed: ${wrong}.`);
  return {};
}

/** Why a text cannot stand in a topology. */
function whyNot(text: string, most: number): string | undefined {
  if (text.length > most) return `it has ${text.length} characters`;
  return /[\p{Cc}\p{Cs}]/u.test(text.replace(/[\t\r\n]/g, '')) ? 'it holds control characters' : undefined;
}
