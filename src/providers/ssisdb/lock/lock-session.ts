import type { LockHolder } from '../../../domain/catalog.js';
import { ScaleoutError } from '../../../errors/errors.js';
import type { Clock } from '../../waiting.js';
import { createPool } from '../connection/pool.js';
import { appName, type CatalogLimits, type CatalogLog, type SqlConnection } from '../connection/sql-connection.js';
import { errorOf } from '../errors/error-of.js';
import { type Attempt, describeFailure, type SqlFailure } from '../errors/sql-failure.js';
import { nullableText, utcText } from '../read-workers.js';
import { runRequest, type SqlRequest } from '../request/sql-request.js';

export interface LockSessionOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: CatalogLog;
  readonly limits: CatalogLimits & LockLimits;
}

/** Who holds the lock: nobody, somebody, or it cannot be seen. */
export type HolderView =
  | { readonly seen: true; readonly holder: LockHolder | undefined }
  /** `why`: a clause. */
  | { readonly seen: false; readonly why: string };

/** One connection of its own that takes the lock, holds it, and frees it by its end. */
export interface LockSession extends AsyncDisposable {
  /** Waits at most so many milliseconds; the return code of sp_getapplock. Throws errors of the registry. */
  take(wait: number, signal: AbortSignal): Promise<number>;
  /** Never throws but the signal's reason: that it cannot be seen is an answer. */
  holder(signal: AbortSignal): Promise<HolderView>;
  /** Why this session does not hold the lock any more; undefined where it does. Never throws but the signal's reason. */
  whyLost(signal: AbortSignal): Promise<string | undefined>;
  /** Gives the lock back; false where that could not be asked for: the end of the connection does it then. */
  release(signal: AbortSignal): Promise<boolean>;
  /** Calls back when the connection ends, from now on; through ODBC nobody hears of that. */
  onEnd(callback: () => void): void;
}

/** Which lock, and what for. */
export interface WantedLock {
  readonly resource: string;
  readonly purpose: string;
}

export function openLockSession(
  connection: SqlConnection,
  { resource, purpose }: WantedLock,
  options: LockSessionOptions,
): LockSession {
  const { limits, log } = options;
  let ended: () => void = () => undefined;
  const pool = createPool(connection, { ...options, parallelism: 1, onEnd: () => ended() });

  async function ask(request: SqlRequest, signal: AbortSignal): Promise<Attempt<readonly (readonly unknown[])[]>> {
    const rows: (readonly unknown[])[] = [];
    const send = await pool.open(signal);
    const outcome = await runRequest(send, request, (_, values) => rows.push(values), limits.cancel, signal);
    return outcome.done ? { done: true, value: rows } : outcome;
  }

  const name = { name: 'resource', type: 'nvarchar(255)', value: resource } as const;
  const start = { name: 'start', type: 'nvarchar(255)', value: descriptionStart(resource) } as const;
  const plain = (what: string, text: string, parameters: SqlRequest['parameters'] = [name]): SqlRequest => ({
    kind: 'query',
    text,
    parameters,
    what,
    limit: limits.answer,
  });

  return {
    async take(wait, signal) {
      const parameters = [name, { name: 'wait', type: 'int', value: wait } as const];
      const request = { ...plain('taking the lock', takeLockSql, parameters), limit: wait + limits.answer };
      const outcome = await ask(request, signal);
      if (!outcome.done) throw errorOf(outcome.failure, { what: request.what, writes: false }, connection);
      const [[status] = []] = outcome.value;
      if (typeof status === 'number') return status;
      throw new ScaleoutError('catalog.unexpected-answer', 'sp_getapplock gave no return code.');
    },
    async holder(signal) {
      const outcome = await ask(plain('asking who holds the lock', lockHolderSql, [start]), signal);
      if (outcome.done) return viewOf(outcome.value.map(holderOf), purpose);
      log('debug', `Who holds the lock cannot be seen: ${describeFailure(outcome.failure)}`);
      return { seen: false, why: whyUnseen(outcome.failure) };
    },
    async whyLost(signal) {
      const outcome = await ask(plain('looking at the lock', holdsLockSql), signal);
      if (!outcome.done) return describeFailure(outcome.failure);
      const [[mode] = []] = outcome.value;
      return mode === 'Exclusive' ? undefined : 'the connection is another one, which does not hold it.';
    },
    async release(signal) {
      const outcome = await ask(plain('releasing the lock', releaseLockSql), signal);
      return outcome.done;
    },
    onEnd(callback) {
      ended = callback;
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

/** Of several the one that says it is there for the same: their locks' names begin alike. */
function viewOf(holders: readonly LockHolder[], purpose: string): HolderView {
  if (holders.length < 2) return { seen: true, holder: holders[0] };
  const same = holders.filter((holder) => isSamePurpose(holder.purpose, purpose));
  return same.length === 1
    ? { seen: true, holder: same[0] }
    : {
        seen: false,
        why: 'several sessions hold locks whose names begin alike, and it cannot be told whose is this one',
      };
}

/** The right is named only where the server said that it is missing. */
function whyUnseen(failure: SqlFailure): string {
  const isDenied = failure.messages.some(({ number }) => deniedNumbers.includes(number));
  if (isDenied) return 'this login may not see who (VIEW SERVER STATE)';
  return `who holds it could not be asked: ${describeFailure(failure)}`;
}

/** 300, 297 and 229: a permission was denied. */
const deniedNumbers: readonly number[] = [229, 297, 300];

/** How long things of the lock take, in milliseconds. */
export interface LockLimits {
  /** The longest wait that one request asks the server for: a lost connection is noticed between two of them. */
  readonly slice: number;
  /** Between two looks at a held lock. */
  readonly keepalive: number;
  /** For the answer to anything that waits for nothing; a lock whose server says nothing for so long is lost. */
  readonly answer: number;
  /** For giving it back; then the end of the connection does it. */
  readonly release: number;
}

/** Cancelling and closing are cut short: whoever ends may drop the connection, and the lock goes with it. */
export const defaultLockLimits: LockLimits & Pick<CatalogLimits, 'cancel' | 'close'> = {
  slice: 3_000,
  keepalive: 4_000,
  answer: 6_000,
  release: 1_000,
  cancel: 500,
  close: 500,
};

/** The application lock's name where none is given. It is the same for every topology, so that all of one catalog share it. */
export const lockResource = 'ssis-scaleout';

/** Waits at most @wait milliseconds; the return code of sp_getapplock (0, 1, -1, -2, -3, -999) and our session. */
export const takeLockSql = `
DECLARE @status int;
EXEC @status = sys.sp_getapplock
  @Resource = @resource, @LockMode = N'Exclusive', @LockOwner = N'Session',
  @LockTimeout = @wait, @DbPrincipal = N'public';
SELECT @status AS status, @@SPID AS session_id;
`;

/** Of this session and of no other: a new connection in the place of the old one holds nothing. */
export const holdsLockSql = `
SELECT APPLOCK_MODE(N'public', @resource, N'Session') AS mode, @@SPID AS session_id;
`;

export const releaseLockSql = `
EXEC sys.sp_releaseapplock @Resource = @resource, @LockOwner = N'Session', @DbPrincipal = N'public';
`;

/** The description of a lock on a resource begins so: the server shows the first characters of its name. */
function descriptionStart(resource: string): string {
  return `0:[${resource.slice(0, shownCharacters)}]:(`;
}

const shownCharacters = 32;

/**
 * Who holds it, and who holds another whose name begins with the same characters; needs VIEW SERVER STATE. The description is \`principal:[first 32 characters of the name]:(hash)\`. The
 * login's time is the server's own, without its offset: the age is counted here.
 */
export const lockHolderSql = `
SELECT
  s.session_id,
  s.program_name,
  s.host_name,
  s.login_name,
  CONVERT(nvarchar(33), SYSDATETIMEOFFSET(), 126) AS observed_at,
  DATEDIFF_BIG(millisecond, s.login_time, SYSDATETIME()) AS age
FROM sys.dm_tran_locks AS l
JOIN sys.dm_exec_sessions AS s ON s.session_id = l.request_session_id
WHERE l.resource_type = N'APPLICATION'
  AND l.resource_database_id = DB_ID()
  AND CHARINDEX(@start, l.resource_description) = 1
  AND l.request_status LIKE N'GRANT%';
`;

/** What the name of a lock's session tells others. */
export interface SessionPurpose {
  readonly purpose: string;
  /** `anna@build7` */
  readonly who: string;
  /** ISO 8601, UTC, to the second. */
  readonly since: string;
}

/** Of sys.dm_exec_sessions.program_name and of LOGIN7, in UTF-16 units. */
const longestName = 128;
const longestWho = 48;

const prefix = `${appName}/1 `;

/**
 * `ssis-scaleout/1 apply warehouse|anna@build7|2026-11-24T17:02:11Z`: the only thing of a session that others see and
 * that we may choose. What would not fit is cut, what would split it wrongly is replaced.
 */
export function applicationName({ purpose, who, since }: SessionPurpose): string {
  const time = `${since.slice(0, 19)}Z`;
  const by = cut(plain(who), longestWho);
  return `${prefix}${cut(plain(purpose), longestName - prefix.length - time.length - by.length - 2)}|${by}|${time}`;
}

/** The parts of such a name; undefined for a name of another program. */
export function readApplicationName(name: string): SessionPurpose | undefined {
  if (!name.startsWith(prefix)) return undefined;
  const [purpose = '', who = '', since = '', ...more] = name.slice(prefix.length).trimEnd().split('|');
  const isWhole = more.length === 0 && who !== '' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(since);
  return isWhole && !Number.isNaN(Date.parse(since)) ? { purpose, who, since } : undefined;
}

/** Whether what a name tells is this purpose, as far as it was not cut. */
export function isSamePurpose(told: string, purpose: string): boolean {
  const whole = plain(purpose);
  return told.endsWith('…') ? whole.startsWith(told.slice(0, -1)) : told === whole;
}

/** Without separators, control characters and halves of characters. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}|]/gu, ' ').trim();
}

/** At most so many UTF-16 units, of whole characters. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

/** A row of `lockHolderSql`. A session of another program, a person's for example, is shown as that program. */
export function holderOf([session, program, host, login, observedAt, age]: readonly unknown[]): LockHolder {
  const name = nullableText(program)?.trim() ?? '';
  const told = readApplicationName(name);
  const loggedIn = Date.parse(utcText(String(observedAt))) - Number(age);
  const since = Number.isNaN(loggedIn) ? '' : `${new Date(loggedIn).toISOString().slice(0, 19)}Z`;
  return {
    who: `${told?.who ?? (nullableText(host)?.trim() || 'an unknown host')}, login ${nullableText(login)?.trim() ?? ''}`,
    since: told?.since ?? since,
    purpose: told?.purpose ?? (name || 'an unnamed program'),
    session: Number(session),
  };
}
