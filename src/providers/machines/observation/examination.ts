import type {
  AccountRight,
  ExaminedDisk,
  ExaminedFolder,
  ExaminedService,
  FolderUse,
  Listener,
  MachineExamination,
  MachineLoad,
  ReachedPlace,
  RootSize,
  SystemEvent,
  TlsSettings,
  UrlReservation,
} from '../../../domain/examination.js';
import type { Known } from '../../../domain/known.js';
import { accountRights } from '../../../facts/windows.js';
import { remoteText } from '../connection.js';
import {
  at,
  type Field,
  flagAt,
  instantAt,
  isAbsent,
  itemsOf,
  knownPart,
  knownUnless,
  listAt,
  misshapen,
  numberOrNullAt,
  textAt,
  unknown,
} from './field.js';
import { roleAt } from './installation.js';

/** The most entries of a list; the script sends fewer of each. */
const mostEntries = 1_000;
const longestText = 1_000;

const [primaryToken, memoryQuotas] = accountRights.value;

const uses: Readonly<Record<FolderUse, true>> = { logs: true, tasks: true, logCache: true };
const results: Readonly<Record<ReachedPlace['result'], true>> = {
  open: true,
  refused: true,
  silent: true,
  unresolved: true,
  failed: true,
};

/** What a machine showed beyond an observation, every part of it looked at. A part that makes no sense is unknown. */
export function examinationOf(field: Field): MachineExamination {
  return {
    services: list(field, 'services', serviceOf),
    events: list(field, 'events', eventOf),
    listeners: list(field, 'listeners', listenerOf),
    urls: list(field, 'urls', reservationOf),
    reached: list(field, 'reached', reachedOf),
    folders: list(field, 'folders', folderOf),
    disks: list(field, 'disks', diskOf),
    tls: knownPart(field, 'tls', tlsOf),
    root: knownPart(field, 'root', rootOf),
    load: knownPart(field, 'load', loadOf),
  };
}

function list<T>(field: Field, name: string, read: (item: Field) => T): Known<readonly T[]> {
  return knownPart(field, name, (value) => few(value).map(read));
}

function few(field: Field): readonly Field[] {
  const items = itemsOf(field);
  if (items.length > mostEntries) throw misshapen(field, `a list of at most ${mostEntries} entries`);
  return items;
}

const shortAt = (field: Field, name: string): string => textAt(field, name).slice(0, longestText);

function shortsAt(field: Field, name: string): readonly string[] {
  return few(at(field, name)).map((item) => {
    if (typeof item.value !== 'string') throw misshapen(item, 'a text');
    return item.value.slice(0, longestText);
  });
}

function countAt(field: Field, name: string): number {
  const count = numberOrNullAt(field, name);
  if (count === null || !Number.isSafeInteger(count) || count < 0) throw misshapen(at(field, name), 'a count');
  return count;
}

function oneOf<T extends object>(words: T, field: Field, name: string): keyof T {
  const isWord = (text: PropertyKey): text is keyof T => Object.hasOwn(words, text);
  const text = textAt(field, name);
  if (!isWord(text)) throw misshapen(at(field, name), `one of ${Object.keys(words).join(', ')}`);
  return text;
}

function serviceOf(field: Field): ExaminedService {
  return {
    name: shortAt(field, 'name'),
    rights: orError(field, 'rights', () => shortsAt(field, 'rights').flatMap((name) => rightOf(name) ?? [])),
    administrator: orError(field, 'administrator', () => flagAt(field, 'administrator')),
  };
}

function orError<T>(field: Field, name: string, read: () => T): Known<T> {
  return knownUnless(() => {
    const error = at(field, `${name}Error`);
    if (typeof error.value === 'string') return unknown(remoteText(error.value));
    if (isAbsent(at(field, name))) return unknown(`the machine did not send ${field.path}.${name}`);
    return { known: true, value: read() };
  });
}

/** Undefined for a right that nobody asked for. */
function rightOf(name: string): AccountRight | undefined {
  if (name === primaryToken) return 'replaceProcessToken';
  if (name === memoryQuotas) return 'adjustMemoryQuotas';
  return accountRights.value.some((known) => known === name) ? 'impersonate' : undefined;
}

function eventOf(field: Field): SystemEvent {
  return {
    at: instantAt(field, 'at'),
    source: shortAt(field, 'source'),
    id: countAt(field, 'id'),
    service: isAbsent(at(field, 'service')) ? null : shortAt(field, 'service'),
    error: isAbsent(at(field, 'error')) ? null : countAt(field, 'error'),
    message: textAt(field, 'message').slice(0, 500),
  };
}

function listenerOf(field: Field): Listener {
  const process = isAbsent(at(field, 'process')) ? null : shortAt(field, 'process');
  return { port: countAt(field, 'port'), processId: countAt(field, 'processId'), process };
}

function reservationOf(field: Field): UrlReservation {
  return { url: shortAt(field, 'url'), accounts: shortsAt(field, 'accounts') };
}

function reachedOf(field: Field): ReachedPlace {
  return {
    host: shortAt(field, 'host'),
    port: countAt(field, 'port'),
    result: oneOf(results, field, 'result'),
    addresses: shortsAt(field, 'addresses'),
    ...(isAbsent(at(field, 'detail')) ? {} : { detail: remoteText(shortAt(field, 'detail')) }),
  };
}

function folderOf(field: Field): ExaminedFolder {
  const timeOrNull = (name: string) => (isAbsent(at(field, name)) ? null : instantAt(field, name));
  return {
    role: roleAt(field),
    use: oneOf(uses, field, 'use'),
    path: shortAt(field, 'path'),
    exists: flagAt(field, 'exists'),
    files: countAt(field, 'files'),
    bytes: countAt(field, 'bytes'),
    isMore: flagAt(field, 'isMore'),
    oldest: timeOrNull('oldest'),
    newest: timeOrNull('newest'),
  };
}

function diskOf(field: Field): ExaminedDisk {
  return {
    name: shortAt(field, 'name'),
    freeBytes: countAt(field, 'freeBytes'),
    totalBytes: countAt(field, 'totalBytes'),
  };
}

function tlsOf(field: Field): TlsSettings {
  return {
    protocols: listAt(field, 'protocols').map((each) => ({
      name: shortAt(each, 'name'),
      enabled: isAbsent(at(each, 'enabled')) ? null : flagAt(each, 'enabled'),
    })),
    strongCrypto: numberOrNullAt(field, 'strongCrypto'),
    systemDefault: numberOrNullAt(field, 'systemDefault'),
  };
}

function rootOf(field: Field): RootSize {
  return { certificates: countAt(field, 'certificates'), subjectBytes: countAt(field, 'subjectBytes') };
}

function loadOf(field: Field): MachineLoad {
  return { cpuPercent: countAt(field, 'cpuPercent'), freeMemoryMegabytes: countAt(field, 'freeMemoryMegabytes') };
}
