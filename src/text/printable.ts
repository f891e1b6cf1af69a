/*
 * Text from the catalog, a machine or a file is foreign: a control, direction or other invisible character in it can move the
 * cursor, colour the screen, turn the reading order round or hide a part of a name. Here is how such a character is shown.
 */

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Those that JSON.stringify leaves as they are. What JSON itself has between its texts is not among them. */
const leftByJson = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text made safe for a terminal: every such character becomes an escape, `\u{202e}`. One line stays one line. */
export function printable(text: string): string {
  return text.replace(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value as JSON that is safe to show on a terminal, and that a program reads as the same value. */
export function jsonText(value: unknown, space?: number): string {
  return printableJson(JSON.stringify(value, null, space));
}

/** The same JSON, with `\uXXXX` in place of each such character. */
export function printableJson(json: string): string {
  return json.replace(leftByJson, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
