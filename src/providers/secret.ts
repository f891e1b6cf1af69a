import { inspect } from 'node:util';
import { type Diagnostic, diagnostic, type ErrorCode, entryOf, ScaleoutError } from '../errors/errors.js';
import type { readFileText } from '../files/files.js';
import { shellWord } from '../text/printable.js';
import { isVariableName } from '../topology/secrets.js';
import type { SecretReference } from '../topology/topology.js';

/** A password, token or key that prints as [redacted] wherever it is printed; only `reveal` gives it. */
export interface Secret<T = string> {
  reveal(): T;
  toString(): string;
  toJSON(): string;
}

const redacted = '[redacted]';

export function secret<T = string>(value: T): Secret<T> {
  const show = () => redacted;
  return Object.freeze({ reveal: () => value, toString: show, toJSON: show, [inspect.custom]: show });
}

/** Where secrets come from. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `readFileText`: of a regular file, within a limit. */
  readonly readFile: (path: string) => ReturnType<typeof readFileText>;
  /** Told what does not keep a secret from being used. */
  readonly warn?: (found: Diagnostic) => void;
}

/** Whose secret it is. */
export type SecretOwner = 'catalog' | 'machine' | 'watch' | 'login';

/** What is thrown where it is not there, and where it is no secret. */
const codes = {
  catalog: { missing: 'catalog.secret-missing', unusable: 'catalog.secret-unusable' },
  machine: { missing: 'machine.secret-missing', unusable: 'machine.secret-unusable' },
  watch: { missing: 'watch.secret-missing', unusable: 'watch.secret-unusable' },
  login: { missing: 'login.secret-missing', unusable: 'login.secret-unusable' },
} as const satisfies Record<SecretOwner, Readonly<Record<'missing' | 'unusable', ErrorCode>>>;

/**
 * The secret that a reference names; of a file, without a byte order mark and one newline at the end. Throws
 * `<owner>.secret-missing` or `<owner>.secret-unusable`, which name the reference and never a value.
 */
export async function resolveSecret(
  reference: SecretReference,
  sources: SecretSources,
  owner: SecretOwner,
): Promise<Secret> {
  return 'env' in reference ? fromEnvironment(reference.env, sources, owner) : fromFile(reference.file, sources, owner);
}

function fromEnvironment(name: string, { env }: SecretSources, owner: SecretOwner): Secret {
  // A name that no variable has may be the secret itself; the topology's checks let none through.
  if (!isVariableName(name)) {
    throw new ScaleoutError(codes[owner].missing, 'The name of the environment variable is not one.');
  }
  const value = env[name];
  if (value === undefined) {
    throw new ScaleoutError(codes[owner].missing, `The environment variable ${name} is not set.`, {
      remedy: `Set ${name} for the account that runs scaleout: in PowerShell $env:${name} = '...', elsewhere export ${name}='...'.`,
    });
  }
  if (value === '') throw new ScaleoutError(codes[owner].unusable, `The environment variable ${name} is empty.`);
  return secret(value);
}

async function fromFile(path: string, { readFile, warn }: SecretSources, owner: SecretOwner): Promise<Secret> {
  const text = await readFile(path);
  if ('failed' in text) {
    throw new ScaleoutError(codes[owner].missing, `The file ${path} ${text.failed.phrase}.`, {
      remedy: `Put the secret alone into ${path}, where the account that runs scaleout can read it.`,
    });
  }
  // Windows has no such bits: there Node makes them up from the file's read-only attribute.
  if (process.platform !== 'win32' && (text.mode & everyoneReads) !== 0) warn?.(exposed(path, text.mode));
  const value = text.read.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
  if (value === '') throw new ScaleoutError(codes[owner].unusable, `The file ${path} is empty.`);
  // Windows PowerShell 5.1 writes UTF-16 by default (about_Character_Encoding): as UTF-8 that is full of NULs.
  if (/[\0\uFFFD]/.test(value)) {
    throw new ScaleoutError(codes[owner].unusable, `The file ${path} is not UTF-8 text.`);
  }
  return secret(value);
}

/** Of a file's mode: every account of the machine may read it. A group may, for services are given secrets that way. */
const everyoneReads = 0o004;

function exposed(path: string, mode: number): Diagnostic {
  const detail = `Every account of this machine may read ${path} (mode ${(mode & 0o777).toString(8).padStart(4, '0')}).`;
  const remedy = entryOf('command.secret-exposed').remedy.replace('FILE', shellWord(path, process.platform));
  return diagnostic('command.secret-exposed', detail, { severity: 'warning', remedy });
}
