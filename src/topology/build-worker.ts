import { machineName } from '../machine-name.js';
import type { Certificate } from '../reconciler/machines.js';
import { buildSecretReference } from './build-authentication.js';
import type { LocatedValue } from './located-value.js';
import type { Path } from './path.js';
import type { FileContent } from './schema/validate.js';
import type { Access, CertificateSource, DesiredWorker } from './topology.js';
import { accepted } from './values/parsed.js';
import { type Folders, resolveFile } from './values/resolve-file.js';
import { parseThumbprint } from './values/thumbprint.js';

type FileWorker = NonNullable<FileContent['workers']>[number];
type FileAccess = NonNullable<FileContent['access']>;

/** What certificate files hold, by their absolute paths. */
export type Certificates = ReadonlyMap<string, Certificate>;

/** A worker of the file; its own access replaces the file's as a whole. */
export function buildWorker(
  worker: FileWorker,
  index: number,
  ofFile: Access,
  located: LocatedValue,
  folders: Folders,
  certificates: Certificates,
): DesiredWorker {
  const { machine, certificate, settings, settingsAsWritten, access, ...managed } = worker;
  const path: Path = ['workers', index];
  return {
    machine: machineName(machine),
    ...managed,
    ...(certificate === undefined ? {} : { certificate: certificateOf(certificate, folders, certificates) }),
    // The generated type adds undefined for the keys that the schema names; YAML has no such value.
    ...(settings === undefined ? {} : { settings: settings as NonNullable<DesiredWorker['settings']> }),
    ...(settingsAsWritten === undefined ? {} : { settingsAsWritten }),
    access: access === undefined ? ofFile : buildAccess(access, [...path, 'access'], located, folders),
    range: located.valueRange([...path, 'machine']),
  };
}

/** An access block; its range is that of its transport. */
export function buildAccess(access: FileAccess, path: Path, located: LocatedValue, folders: Folders): Access {
  const { jump, knownHosts, ...own } = access;
  return {
    ...buildLogin(own, folders),
    ...(jump === undefined ? {} : { jump: buildLogin(jump, folders) }),
    ...(knownHosts === undefined ? {} : { knownHosts: resolveFile(knownHosts, folders) }),
    range: located.valueRange([...path, 'transport']),
  };
}

type Login<T> = Omit<T, 'identity' | 'password'> & Pick<Access, 'identity' | 'password'>;

function buildLogin<T extends Pick<FileAccess, 'identity' | 'password'>>(login: T, folders: Folders): Login<T> {
  const { identity, password, ...plain } = login;
  return {
    ...plain,
    ...(identity === undefined ? {} : { identity: buildSecretReference(identity, folders) }),
    ...(password === undefined ? {} : { password: buildSecretReference(password, folders) }),
  };
}

function certificateOf(
  { thumbprint, file = '', authority }: NonNullable<FileWorker['certificate']>,
  folders: Folders,
  certificates: Certificates,
): CertificateSource {
  const allowed = authority === true ? ({ authority } as const) : {};
  if (thumbprint !== undefined) return { thumbprint: accepted(parseThumbprint(thumbprint)), ...allowed };
  const path = resolveFile(file, folders);
  const certificate = certificates.get(path);
  if (certificate === undefined) throw new TypeError(`A certificate file passed the checks and was not read: ${path}`);
  return { file: path, certificate, ...allowed };
}
