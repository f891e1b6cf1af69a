import type { Known } from '../../../domain/known.js';
import { isScaleoutError, type ScaleoutError } from '../../../errors/errors.js';
import type { SqlRequest } from '../request/sql-request.js';
import type { Collector, SqlServer } from '../request/sql-server.js';

/** One request of an examination: what it gave, or the error that it ended with. */
export type Part<T> =
  | { readonly read: true; readonly value: T }
  | { readonly read: false; readonly error: ScaleoutError };

/** The most characters of a foreign text that are kept. */
const longestText = 400;

/** Reads one part by itself: what it ends with is its own affair. Throws the signal's reason. */
export async function readPart<T>(
  server: SqlServer,
  request: Omit<SqlRequest, 'kind' | 'parameters'>,
  collector: () => Collector<T>,
  signal: AbortSignal,
): Promise<Part<T>> {
  try {
    const query = { kind: 'query', parameters: [], ...request } as const;
    return { read: true, value: await server.read(query, collector, signal) };
  } catch (error) {
    signal.throwIfAborted();
    if (isScaleoutError(error)) return { read: false, error };
    throw error;
  }
}

/** What a part gave, or why it gave nothing: `right` says what it takes, where the login was refused. */
export function knownOf<T, U>(part: Part<T>, right: string, tell: (value: T) => Known<U>): Known<U> {
  if (part.read) return tell(part.value);
  const { code, message, remedy } = part.error;
  const refused = code === 'catalog.permission-denied' || code === 'catalog.database-not-found';
  return refused ? { known: false, reason: right } : { known: false, reason: message, error: { code, remedy } };
}

export const known = <T>(value: T): Known<T> => ({ known: true, value });

export const notKnown = (reason: string): { readonly known: false; readonly reason: string } => ({
  known: false,
  reason,
});

/** A text of the server, cut to what anybody reads. */
export function shortText(value: unknown): string {
  const text = String(value ?? '');
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

/** A number that may be NULL, as of SERVERPROPERTY and HAS_PERMS_BY_NAME of what there is not. */
export function flag(value: unknown): boolean | null {
  return value === null || value === undefined ? null : Number(value) === 1;
}
