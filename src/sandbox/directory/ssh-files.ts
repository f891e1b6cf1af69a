import { replaceFile } from '../../replace-file.js';
import type { SshConnection } from '../connection.js';
import type { SandboxSshKeys } from '../sandbox.js';
import { makeSshKeyPair, publicKeyOf, type SshKeyPair } from '../ssh/key-pair.js';
import { directoryError } from './directory-error.js';
import type { Layout } from './layout.js';
import { readIfPresent } from './certificate-file.js';

/**
 * The directory's SSH keys; made where one is missing or not ours. Only for the process that has claimed the directory.
 * Throws `sandbox.directory-unusable`.
 */
export function loadSshKeys(layout: Layout): SandboxSshKeys {
  return { host: loadKey(layout.sshHostKey), login: loadKey(layout.sshLoginKey) };
}

/** For `ssh -o UserKnownHostsFile=...`: the port is another each time. Throws `sandbox.directory-unusable`. */
export function writeKnownHosts(layout: Layout, { host, port, hostKey }: SshConnection): void {
  write(layout.knownHosts, `[${host}]:${port} ${hostKey}\n`);
}

function loadKey(path: string): SshKeyPair {
  const privateKey = readIfPresent(path);
  const publicKey = privateKey === undefined ? undefined : publicKeyOf(privateKey);
  if (privateKey !== undefined && publicKey !== undefined) return { privateKey, publicKey };
  const made = makeSshKeyPair();
  write(path, made.privateKey);
  return made;
}

function write(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    throw directoryError(path, error);
  }
}
