import type { AccountAccess } from '../../domain/catalog.js';
import { masterVirtualAccount } from '../../facts/ssisdb.js';
import { printable } from '../../text/printable.js';

/** A name as T-SQL quotes it. */
export function bracketed(name: string): string {
  return `[${printable(name).replaceAll(']', ']]')}]`;
}

/** A text as T-SQL quotes it. */
export function quotedText(text: string): string {
  return `N'${printable(text).replaceAll("'", "''")}'`;
}

/** What gives the account of a master's service what it lacks, for a person to copy. */
export function masterLoginStatements(account: string, access: AccountAccess, database: string): readonly string[] {
  const name = bracketed(account);
  return [
    ...(access.login ? [] : [`CREATE LOGIN ${name} FROM WINDOWS;`]),
    `USE ${bracketed(database)};`,
    ...(access.user ? [] : [`CREATE USER ${name} FOR LOGIN ${name};`]),
    ...(access.admin ? [] : [`ALTER ROLE ${bracketed(masterVirtualAccount.value.role)} ADD MEMBER ${name};`]),
  ];
}
