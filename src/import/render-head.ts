import { homedir } from 'node:os';
import { isAbsolute, relative, sep } from 'node:path';
import type { Access, CatalogTarget } from '../topology/topology.js';

/** The catalog as a block of a topology: secrets stay references. */
export function catalogBlock({ server, database, authentication, encrypt, trustServerCertificate }: CatalogTarget) {
  return {
    server: server.text,
    database,
    ...(authentication === undefined ? {} : { authentication: withPaths(authentication) }),
    ...(encrypt === true ? {} : { encrypt }),
    ...(trustServerCertificate ? { trustServerCertificate } : {}),
  };
}

/** An access as a block of a topology. */
export function accessBlock({ range: _, knownHosts, ...access }: Access) {
  return {
    ...withPaths(access),
    ...(knownHosts === undefined ? {} : { knownHosts: homePath(knownHosts) }),
  };
}

/** The same with the files of its references as a file can name them wherever it stands. */
function withPaths<T extends object>(block: T): T {
  const entries = Object.entries(block).map(([key, value]) => {
    if (typeof value !== 'object' || value === null) return [key, value];
    const file = 'file' in value && typeof value.file === 'string' ? value.file : undefined;
    return [key, file === undefined ? withPaths(value) : { file: homePath(file) }];
  });
  return Object.fromEntries(entries) as T;
}

/** `~/.ssh/id_ed25519` for a file in the home folder: that holds for whoever else uses the topology. */
function homePath(path: string): string {
  // On Windows without case: C:\Users\Ann and c:\users\ann are one folder.
  const inside = relative(homedir(), path);
  const isInside = inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  return isInside ? `~/${inside.replaceAll(sep, '/')}` : path;
}
