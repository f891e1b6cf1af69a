import type { LockHolder } from '../../../domain/catalog.js';
import { appName } from '../connection/sql-connection.js';
import { nullableText, utcText } from '../values.js';

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
