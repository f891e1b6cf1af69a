import { distance } from 'fastest-levenshtein';

// What tells that a text may be a secret, or hold one: of a file, a catalog, a machine's config.

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
function namesSecret(word: string): boolean {
  return telling.test(word);
}

// Begins at the beginning of a word: else a text of one long word would be searched once for each of its letters.
const key = /(?<![\p{L}\p{N}_.-])(["']?)([\p{L}\p{N}_.-]{1,64})\1(?:\s{0,8}([:=])|(?=\s+\S))/gu;
// The path of a webhook's address is its secret.
const webhook = /https?:\/\/(?=[\w.-]{0,255}(?:hook|logic\.azure\.com))/i;
const login = /[^\s/:@]:[^\s@]{0,256}@/;

// sqlcmd and its like: -U sa -P secret, in either order.
const commandLine = [/(?:^|\s)-U ?\S/, /(?:^|\s)-P ?\S/] as const;

const longest = 10_000;

/** Whether a text must not be quoted in a message, whatever key it belongs to: it may be or hold a secret. */
export function holdsSecret(text: string): boolean {
  // Nobody reads so much of it in a message, and looking through it takes time.
  if (text.length > longest) return true;
  if (webhook.test(text) || login.test(text) || commandLine.every((option) => option.test(text))) return true;
  for (const [, , name = '', sign] of text.matchAll(key)) {
    // Without a sign between them it is a word of a sentence, or a line that lacks its colon and so became a part of the text above.
    if (sign === undefined ? namesSecret(name) : looksSecret(name)) return true;
  }
  return false;
}

/** Whether a value that has a name, such as `config.Password`, may be a secret, by its name or by what stands in it. */
export function isSecretValue(path: string, value: unknown): boolean {
  return looksSecret(path.slice(path.lastIndexOf('.') + 1)) || (typeof value === 'string' && holdsSecret(value));
}
