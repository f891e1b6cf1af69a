import type { WorkerProperty } from '../../domain/catalog.js';
import { type WorkerRow, workerAgentId } from '../../domain/rows.js';

/** The columns of a worker, for `workerRow`; `now` is the moment to which ages are counted, in milliseconds. */
export function workerColumns(now: '@now' | 'SYSDATETIMEOFFSET()'): string {
  return `WorkerAgentId, IsEnabled, DisplayName, Description, Tags, MachineName, UserAccount,
  CONVERT(nvarchar(33), LastOnlineTime, 126) AS last_online,
  DATEDIFF_BIG(millisecond, LastOnlineTime, ${now}) AS age`;
}

/** A row of catalog.worker_agents, in the order of columns that both statements select. */
export function workerRow(values: readonly unknown[]): WorkerRow {
  const [id, enabled, displayName, description, tags, machineName, userAccount, lastOnline, age] = values;
  return {
    id: workerAgentId(String(id)),
    enabled: enabled === true || enabled === 1,
    displayName: nullableText(displayName),
    description: nullableText(description),
    tags: nullableText(tags),
    machineName: nullableText(machineName),
    userAccount: nullableText(userAccount),
    lastOnline: utcText(String(lastOnline)),
    lastOnlineAge: seconds(age),
  };
}

/** What a row has in the column that the procedure calls so. */
export function propertyOf(row: WorkerRow, property: WorkerProperty): string | null {
  switch (property) {
    case 'DisplayName':
      return row.displayName;
    case 'Description':
      return row.description;
    case 'Tags':
      return row.tags;
  }
}

/** A text or NULL of the catalog. */
export function nullableText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** ISO 8601 with an offset, as style 126 writes it, in UTC and cut to milliseconds. */
export function utcText(text: string): string {
  // Most servers' clocks are UTC, and a thousand dates are worth a shorter way.
  if (text.endsWith('+00:00') && text.length > 28) return `${text.slice(0, 23)}Z`;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}

/** Seconds of milliseconds; a bigint comes as text. */
export function seconds(milliseconds: unknown): number {
  return Number(milliseconds) / 1000;
}
