import { systemWords } from './system-error.js';

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

/** Blank, or shown as nothing: the fillers of Hangul and the empty pattern of Braille are letters and symbols by their kind. */
const blank = /[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Whether a person sees anything of it. */
export function hasVisible(text: string): boolean {
  return text.replace(blank, '') !== '';
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

/**
 * A word of a command line that is shown to a person, quoted where their shell needs it; `isOneWord` says whether it can be. On
 * Windows with double quotes, which cmd.exe and PowerShell both understand, and a path's backslashes as they are; elsewhere with
 * single quotes, in which nothing has a meaning.
 */
export function shellWord(word: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  // Without the comma: PowerShell takes one,two for a list, and makes two words of it.
  if (/^[\w@+=:./\\-]+$/.test(word)) return word;
  // What one of the two shells would run is left out: a command that finds nothing does no harm.
  const plain = isOneWord(word, platform) ? word : word.replace(meaningInQuotes, '?');
  // A program of Windows takes backslashes before a quotation mark for pairs (CommandLineToArgvW). PowerShell 7 pairs those
  // at the end by itself: no form suits all; a resolved path has none there.
  return `"${plain.replace(/\\+$/, '$&$&')}"`;
}

/**
 * What means something between double quotes to PowerShell, which takes the quotes of a printer for quotes too, or to cmd.exe: both
 * run and fill in what they find there. Neither takes a quotation mark in a form that the other takes.
 */
const meaningInQuotes = /[$`"%\u201c-\u201f\p{Cc}]/gu;

/** Whether there is a quoting of it that is the same word to each shell of the system, and to a terminal that it is pasted into. */
export function isOneWord(word: string, platform: NodeJS.Platform): boolean {
  return !(platform === 'win32' ? new RegExp(meaningInQuotes.source, 'u') : /\p{Cc}/u).test(word);
}

/**
 * What something says that was thrown, whatever it is; of the operating system's errors what they mean, without a path. It
 * never throws itself: a library may throw an object that no text can be made of, or an error whose message is read by code
 * that fails.
 */
export function messageOf(thrown: unknown): string {
  try {
    const words = systemWords(thrown);
    if (words !== undefined) return words;
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return 'Something was thrown that says nothing.';
  }
}
