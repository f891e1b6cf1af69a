import { machineName } from '../machine-name.js';
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

/** A worker of the file; its own access replaces the file's as a whole. */
export function buildWorker(
  worker: FileWorker,
  index: number,
  ofFile: Access,
  located: LocatedValue,
  folders: Folders,
): DesiredWorker {
  const { machine, certificate, settings, access, ...managed } = worker;
  const path: Path = ['workers', index];
  return {
    machine: machineName(machine),
    ...managed,
    ...(certificate === undefined ? {} : { certificate: certificateOf(certificate, folders) }),
    // The generated type adds undefined for the keys that the schema names; YAML has no such value.
    ...(settings === undefined ? {} : { settings: settings as NonNullable<DesiredWorker['settings']> }),
    access: access === undefined ? ofFile : buildAccess(access, [...path, 'access'], located, folders),
    range: located.valueRange([...path, 'machine']),
  };
}

/** An access block; its range is that of its transport. */
export function buildAccess(access: FileAccess, path: Path, located: LocatedValue, folders: Folders): Access {
  const { identity, password, ...plain } = access;
  return {
    ...plain,
    ...(identity === undefined ? {} : { identity: buildSecretReference(identity, folders) }),
    ...(password === undefined ? {} : { password: buildSecretReference(password, folders) }),
    range: located.valueRange([...path, 'transport']),
  };
}

function certificateOf(certificate: NonNullable<FileWorker['certificate']>, folders: Folders): CertificateSource {
  const { thumbprint, file = '' } = certificate;
  return thumbprint === undefined
    ? { file: resolveFile(file, folders) }
    : { thumbprint: accepted(parseThumbprint(thumbprint)) };
}
