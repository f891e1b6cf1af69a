import { isIP } from 'node:net';
import { shortKey } from '../domain/machine-name.js';

/** What a topology is called where nothing tells a better name. */
const plainName = 'scaleout';

const thisMachine = /^(|\.|\(local\)|localhost(\.localdomain)?\.?)$/i;

/**
 * A name for the topology of a server: the short name of its host, and the instance where it has a name of its own; never a
 * port. An address of digits, or of this machine, is no name: `scaleout`.
 */
export function nameOf(server: string): string {
  const { host, instance } = partsOf(server);
  if (isNameless(server)) return plainName;
  const words = [shortKey(host), ...(/^(|MSSQLSERVER)$/i.test(instance) ? [] : [instance])];
  const name = words
    .map(plain)
    .filter(Boolean)
    .join('-')
    .replace(/^[^a-z0-9]+/, '');
  return name.slice(0, 64).replace(/-+$/, '') || plainName;
}

/** Whether an address says nothing of which server it is: the server's own name, which it tells later, does. */
export function isNameless(server: string): boolean {
  const { host } = partsOf(server);
  return thisMachine.test(host) || isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

/** Whether a topology can be called that. */
export function isTopologyName(text: string | null): text is string {
  return text !== null && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
}

function partsOf(server: string): { readonly host: string; readonly instance: string } {
  const [address = ''] = server.replace(/^tcp:\s*/i, '').split(',', 1);
  const [host = '', instance = ''] = address.split('\\').map((part) => part.trim());
  return { host, instance };
}

/** What of a word can stand in a name. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9_-]/g, '');
}
