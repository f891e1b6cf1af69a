import { isProtected, protectedWord, wantedTags, withoutProtection } from '../reconciler/kinds/protection.js';
import type { WorkerRow } from '../reconciler/worker-row.js';
import { quoted } from '../topology/shown.js';

/** The most characters of a text that is written: a topology has at most 4 MiB. */
const longest = 32_768;

/** DisplayName of catalog.worker_agents is nvarchar(256). */
const longestName = 256;

/** What a topology says of a worker's row. */
export interface WorkerFields {
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
export function workerFields(
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
