import type { Secret } from '../secret.js';

const limit = 200;

/**
 * Text of a machine as it may be shown: one line, without what moves a cursor or turns the direction of writing, at most
 * 200 characters, and without a secret that we sent there.
 */
export function remoteText(text: string, secrets: readonly Secret[] = []): string {
  const clean = secrets
    .map((each) => each.reveal())
    .filter((each) => each !== '')
    .reduce((shown, each) => shown.replaceAll(each, '[redacted]'), text)
    // Escape sequences as a whole, then every control, format and separator character.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const shown = [...clean.slice(0, 4 * limit)];
  return shown.length > limit ? `${shown.slice(0, limit).join('')}…` : shown.join('');
}
