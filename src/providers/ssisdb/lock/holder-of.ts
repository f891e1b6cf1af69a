import type { LockHolder } from '../../../reconciler/lock.js';
import { nullableText, utcText } from '../values.js';
import { readApplicationName } from './application-name.js';

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
