import { looksSecret, namesSecret } from './secret-key.js';

// Begins at the beginning of a word: else a text of one long word would be searched once for each of its letters.
const key = /(?<![\p{L}\p{N}_.-])(["']?)([\p{L}\p{N}_.-]{1,64})\1(?:\s{0,8}([:=])|(?=\s+\S))/gu;
// The path of a webhook's address is its secret.
const webhook = /https?:\/\/(?=[\w.-]{0,255}(?:hook|logic\.azure\.com))/i;
const login = /[^\s/:@]:[^\s@]{0,256}@/;

const longest = 10_000;

/** Whether a text must not be quoted in a message, whatever key it belongs to: it may be or hold a secret. */
export function holdsSecret(text: string): boolean {
  // Nobody reads so much of it in a message, and looking through it takes time.
  if (text.length > longest) return true;
  if (webhook.test(text) || login.test(text)) return true;
  for (const [, , name = '', sign] of text.matchAll(key)) {
    // Without a sign between them it is a word of a sentence, or a line that lacks its colon and so became a part of the text above.
    if (sign === undefined ? namesSecret(name) : looksSecret(name)) return true;
  }
  return false;
}
