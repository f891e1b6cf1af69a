import { ScaleoutError } from '../../errors.js';
import { isVariableName } from '../../topology/secret-key.js';
import type { SecretReference } from '../../topology/topology.js';
import { type Secret, secret } from './secret.js';

/** Where secrets come from. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file's text, read as UTF-8. */
  readonly readFile: (path: string) => Promise<string>;
}

/** Whose secret it is: the first half of the errors' codes. */
export type SecretOwner = 'catalog' | 'machine' | 'watch';

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
    throw new ScaleoutError(`${owner}.secret-missing`, 'The name of the environment variable is not one.');
  }
  const value = env[name];
  if (value === undefined) {
    throw new ScaleoutError(`${owner}.secret-missing`, `The environment variable ${name} is not set.`);
  }
  if (value === '') throw new ScaleoutError(`${owner}.secret-unusable`, `The environment variable ${name} is empty.`);
  return secret(value);
}

async function fromFile(path: string, { readFile }: SecretSources, owner: SecretOwner): Promise<Secret> {
  let text: string;
  try {
    text = await readFile(path);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code ?? 'unknown reason')})`;
    throw new ScaleoutError(`${owner}.secret-missing`, `The file ${path} ${reason}.`);
  }
  const value = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
  if (value === '') throw new ScaleoutError(`${owner}.secret-unusable`, `The file ${path} is empty.`);
  // Windows PowerShell 5.1 writes UTF-16 by default (about_Character_Encoding): as UTF-8 that is full of NULs.
  if (/[\0\uFFFD]/.test(value)) {
    throw new ScaleoutError(`${owner}.secret-unusable`, `The file ${path} is not UTF-8 text.`);
  }
  return secret(value);
}
