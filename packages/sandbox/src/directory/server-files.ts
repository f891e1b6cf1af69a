import { createPrivateKey, X509Certificate } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createCertificate, needsRenewal, type SandboxCertificate } from '../certificate.js';
import type { SandboxConnection, SshConnection } from '../connection.js';
import { SandboxError } from '../errors.js';
import type { Json } from '../model/store.js';
import type { SandboxSshKeys } from '../sandbox.js';
import { makeSshKeyPair, publicKeyOf, type SshKeyPair } from '../ssh/key-pair.js';
import { replaceFile } from './files.js';
import { directoryError, type Layout, readOwnFile, reasonOf, removeOwnFile, systemCode } from './layout.js';
import { isObject } from './state-file.js';

const format = 'ssis-scaleout/sandbox-server';

/** What server.json holds: where the serving process listens. */
export interface ServerDocument {
  readonly pid: number;
  /** The name of the process's claim. While that is there, so is the process. */
  readonly claim: string;
  /** Random, made anew each time the sandbox is served: the password of members (see member-login). */
  readonly instance: string;
  readonly connection: SandboxConnection;
}

/** Tells other processes where the server listens. Throws `sandbox.write-failed`. */
export function publishServer(layout: Layout, server: ServerDocument): void {
  try {
    const directory = realpathSync.native(layout.directory);
    replaceFile(layout.server, `${JSON.stringify({ format, directory, ...server }, null, 2)}\n`);
  } catch (error) {
    throw new SandboxError('sandbox.write-failed', `${layout.server}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Does nothing where it is gone. Throws `sandbox.directory-unusable`. */
export function withdrawServer(layout: Layout): void {
  removeOwnFile(layout.server);
}

/**
 * The server that is published for this directory, alive or not. Undefined where there is none, or where the file was
 * copied with the directory or is not ours. Throws `sandbox.directory-unusable`.
 */
export function readServer(layout: Layout): ServerDocument | undefined {
  try {
    const text = readOwnFile(layout.server);
    if (text === undefined) return undefined;
    const value = JSON.parse(text.toString('utf8')) as Json;
    if (!isObject(value) || value.format !== format) return undefined;
    return value.directory === realpathSync.native(layout.directory) ? (value as unknown as ServerDocument) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) === 'ENOENT') return undefined;
    throw directoryError(layout.server, error);
  }
}

/**
 * The directory's certificate; made where it is missing, and renewed with the same key near its end. Only for the process
 * that has claimed the directory. Throws `sandbox.directory-unusable`.
 */
export async function loadCertificate(layout: Layout, now: Date): Promise<SandboxCertificate> {
  try {
    const key = readIfPresent(layout.key);
    const certificate = readIfPresent(layout.certificate);
    const pair = key === undefined || certificate === undefined ? undefined : { key, certificate };
    if (pair && belongTogether(pair) && !needsRenewal(pair.certificate, now)) return pair;
    const made = await createCertificate(now, key !== undefined && isKey(key) ? key : undefined);
    // The key first: a certificate without its key would be made again, and clients that know it lost.
    replaceFile(layout.key, made.key);
    replaceFile(layout.certificate, made.certificate);
    return made;
  } catch (error) {
    throw directoryError(layout.directory, error);
  }
}

export function readIfPresent(path: string): string | undefined {
  return readOwnFile(path)?.toString('utf8');
}

function isKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function belongTogether({ certificate, key }: SandboxCertificate): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

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
