import { netbiosLength } from '../facts/windows.js';

/** The name of a Windows host as somebody wrote it: short (`ETL01`) or full (`etl01.corp.example`). */
export type MachineName = string & { readonly __machineName: unique symbol };

export function machineName(text: string): MachineName {
  return text as MachineName;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII
const ascii = /^[\u0000-\u007f]*$/;

/**
 * A name with A to Z in upper case: equal for names that Windows takes for one. `toUpperCase` alone makes ETLı equal to ETLI
 * and ß to SS: a row of the catalog with such a name would pass for another machine's.
 */
export function nameKey(name: string): string {
  return ascii.test(name) ? name.toUpperCase() : name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** The first label in upper case: equal for every way of writing one host, and for hosts of other domains too. */
export function shortKey(name: string): string {
  const dot = name.indexOf('.');
  return nameKey(dot === -1 ? name : name.slice(0, dot));
}

/**
 * Whether two names can mean one host: equal without case, or one of them is short and is the first label of the other.
 * Two full names of different domains are two hosts.
 */
export function sameMachine(one: string, other: string): boolean {
  if (one === other) return true;
  const a = nameKey(one);
  const b = nameKey(other);
  if (a === b) return true;
  return a.includes('.') !== b.includes('.') && shortKey(a) === shortKey(b);
}

/**
 * Whether a name of the catalog may be that of a host in short: its first 15 characters, where the host's own name has
 * more. Several hosts can have the same. Never asked of two hosts.
 */
export function isCutNameOf(rowName: string, host: string): boolean {
  if (!isPossiblyCut(rowName)) return false;
  return shortKey(host).length > netbiosLength.value && nameKey(rowName) === cutKey(host);
}

/** Whether a name of the catalog is as long as the short names of Windows can be, so that the host's may go on after it. */
export function isPossiblyCut(rowName: string): boolean {
  return rowName.length === netbiosLength.value && !rowName.includes('.');
}

/** The first 15 characters of the first label, in upper case: equal for all hosts and rows that can be confused. */
export function cutKey(name: string): string {
  return shortKey(name).slice(0, netbiosLength.value);
}

/** Every mark that we leave on a machine begins with it: friendly names of certificates, names of firewall rules. */
export const markPrefix = 'ssis-scaleout';

/** The fixed name of the firewall's rule on the master's nodes. */
export const firewallRule = `${markPrefix}-master`;

/** The friendly name of the master's certificate where we made a worker trust it. */
export function masterMark(topology: string): string {
  return `${markPrefix} ${topology} master`;
}

/** The friendly name of a worker's certificate where we made it or made somebody trust it. */
export function workerMark(topology: string, machine: string): string {
  return `${markPrefix} ${topology} worker ${machine.toUpperCase()}`;
}

/** The host whose worker a friendly name marks; undefined where it is no such mark. */
export function markedHost(topology: string, friendlyName: string): string | undefined {
  const prefix = workerMark(topology, '');
  if (!friendlyName.startsWith(prefix) || friendlyName.length === prefix.length) return undefined;
  return friendlyName.slice(prefix.length);
}

/** What of Scale Out a machine has. */
export type MachineRole = 'master' | 'worker';
