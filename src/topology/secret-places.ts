import { looksSecret } from './secret-key.js';

/** Where the hidden part of a line begins, in UTF-16 code units from 0; a line without one is not in the map. */
export type SecretPlaces = ReadonlyMap<number, number>;

// Begins at the beginning of a word: else a line of one long word would be searched once for each of its letters.
const key = /(?<![\p{L}\p{N}_.-])(["']?)([\p{L}\p{N}_.-]+)\1\s*[:=]/gu;
const wordAlone =
  /^\s*(?:-\s+)?["']?(?:password|passphrase|pwd|clientSecret|secret|token|identity)["']?\s+(?=[^\s:=])/i;
const reference = /^\s*\{\s*["']?(?:env["']?\s*:\s*["']?[A-Za-z_]\w*|file["']?\s*:\s*["']?[^,{}"']*)["']?\s*\}/;
const referenceLine = /^\s*["']?(?:env["']?\s*:\s*["']?[A-Za-z_]\w*["']?|file["']?\s*:.*)\s*(?:#.*)?$/;
// The path of a webhook's address is its secret.
const webhook = /https?:\/\/(?=[\w.-]*(?:hook|logic\.azure\.com))/i;
const userOfUrl = /:\/\/(?=[^/\s]*@)/;

/**
 * Finds what must not be printed with a line: the rest of it after a key whose value may be a secret, unless that is a
 * reference. Works on the text, so that it also holds where the YAML is broken. Lines count from 1.
 */
export function secretPlaces(lines: Iterable<string>): SecretPlaces {
  const places = new Map<number, number>();
  /** The indentation of a secret key whose value may go on in the next lines, or the quote that has to close it. */
  let open: { readonly indent: number } | { readonly quote: string } | undefined;
  let number = 0;
  for (const line of lines) {
    number += 1;
    if (open !== undefined) {
      const goesOn = 'quote' in open || line.trim() === '' || indentOf(line) > open.indent;
      if (goesOn && (line.trim() === '' || ('indent' in open && referenceLine.test(line)))) continue;
      if (goesOn) places.set(number, indentOf(line));
      if (!goesOn || ('quote' in open && line.includes(open.quote))) open = undefined;
      if (goesOn) continue;
    }
    const start = secretStart(line);
    if (start === undefined) continue;
    const value = line.slice(start).trim();
    if (value !== '') places.set(number, start);
    open = unclosedQuote(value) ?? { indent: indentOf(line) };
  }
  return places;
}

/** Whether a text must not be quoted in a message. */
export function holdsSecret(text: string): boolean {
  return text.split('\n').some((line) => secretStart(line) !== undefined);
}

/** Where the first secret of a line begins, or would begin if the value stood in this line. */
function secretStart(line: string): number | undefined {
  const starts = [wordAlone, userOfUrl, webhook].flatMap((pattern) => {
    const found = pattern.exec(line);
    return found === null ? [] : [found.index + found[0].length];
  });
  for (const found of line.matchAll(key)) {
    const after = found.index + found[0].length;
    if (!looksSecret(found[2] ?? '') || reference.test(line.slice(after))) continue;
    starts.push(after + (/^\s*/.exec(line.slice(after))?.[0].length ?? 0));
    break;
  }
  return starts.length === 0 ? undefined : Math.min(...starts);
}

function unclosedQuote(value: string): { readonly quote: string } | undefined {
  const quote = value.startsWith('"') ? '"' : value.startsWith("'") ? "'" : undefined;
  return quote !== undefined && !value.includes(quote, 1) ? { quote } : undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
