import type { CatalogExamination } from '../../../domain/examination.js';
import type { Collector } from '../request/sql-server.js';
import { known, knownOf, type Part, shortText } from './part.js';

/**
 * Failed logins of the last hour by the server's error log, the newest first. SQL Server writes two lines of each at one time: one
 * with the number and the state, one with the login. The procedure is not documented; it takes its texts as nvarchar.
 */
export const errorLogSql = `
DECLARE @since datetime = DATEADD(hour, -1, GETDATE());
EXEC sys.xp_readerrorlog 0, 1, N'18456', NULL, @since, NULL, N'desc';
EXEC sys.xp_readerrorlog 0, 1, N'CLIENT:', NULL, @since, NULL, N'desc';
`;

interface LogLine {
  /** As the driver gives a datetime: a Date in the server's local time, or a text. */
  readonly at: string;
  readonly text: string;
}

export interface ErrorLogPart {
  readonly states: readonly LogLine[];
  readonly logins: readonly LogLine[];
}

/** A server under attack has thousands of them; the newest tell enough. */
const keptLines = 500;
const shownLogins = 20;

export function collectErrorLog(): Collector<ErrorLogPart> {
  const lines: readonly [LogLine[], LogLine[]] = [[], []];
  return {
    onRow(set, [date, , text]) {
      const kept = lines[set === 0 ? 0 : 1];
      if (kept.length < keptLines) kept.push({ at: timeOf(date), text: shortText(text) });
    },
    end: () => ({ states: lines[0], logins: lines[1] }),
  };
}

/** The server's local time without its zone, which a driver gives as if it were UTC. */
function timeOf(value: unknown): string {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 19) : shortText(value);
}

/** The texts of both lines are in the server's language: numbers and quotation marks are in all. */
export function errorLogFacts(part: Part<ErrorLogPart>, login: string): Pick<CatalogExamination, 'failedLogins'> {
  const right = `${login} may not read the server's error log: that takes the server role securityadmin or sysadmin (from SQL Server 2022 on VIEW ANY ERROR LOG is enough)`;
  return {
    failedLogins: knownOf(part, right, ({ states, logins }) => {
      const byTime = new Map<string, string[]>();
      for (const { at, text } of logins) {
        const name = /['«„“"‘](.{1,256}?)['»“”"’](?=[.\s。]|$)/u.exec(text)?.[1];
        if (name !== undefined) byTime.set(at, [...(byTime.get(at) ?? []), name]);
      }
      const found = new Map<string, { readonly at: string; readonly login: string; readonly state: number }>();
      for (const { at, text } of states) {
        const state = Number(/18456\D+\d+\D+(\d+)/.exec(text)?.[1] ?? Number.NaN);
        const name = byTime.get(at)?.shift();
        if (name === undefined || !Number.isInteger(state)) continue;
        const key = `${name}/${state}`;
        if (!found.has(key) && found.size < shownLogins) found.set(key, { at, login: name, state });
      }
      return known([...found.values()]);
    }),
  };
}
