import { distance } from 'fastest-levenshtein';

/** The keys of the format whose values are secrets, and so stand in the file only as references. */
export const secretKeys: ReadonlySet<string> = new Set([
  'password',
  'clientSecret',
  'token',
  'identity',
  'secret',
  'url',
]);

/** The keys of blocks in which secrets stand: a text in the place of such a block may be the secret. */
export const secretBlocks: ReadonlySet<string> = new Set(['catalog', 'authentication', 'access', 'jump', 'notify']);

const telling =
  /passw|passphrase|pwd|^pass$|^pw$|kennwort|secret|token|(?:api|private|account|access|signing)_?-?key|^sig$|signature|authorization|bearer|credential|identity|webhook|^ur[il]$|^ulr$/i;
const misspellable = ['password', 'clientsecret', 'secret', 'token', 'passphrase', 'identity'];

/**
 * Whether the value of a key may be a secret, whatever the format says of it: also of a misspelt key, for its line is
 * shown with the error about it.
 */
export function looksSecret(key: string): boolean {
  if (namesSecret(key)) return true;
  const lower = key.toLowerCase();
  return lower.length >= 4 && lower.length <= 20 && misspellable.some((word) => distance(lower, word) <= 2);
}

/** Whether a word says in so many letters that a secret follows: unlike `looksSecret`, no misspelt one. */
export function namesSecret(word: string): boolean {
  return telling.test(word);
}

/** Whether a text can be the name of an environment variable, as the format writes it. Else it may be the secret itself. */
export function isVariableName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
