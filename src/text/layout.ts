import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { withGivenWords } from './given-words.js';
import type { Screen } from './screen.js';
import { localMoments } from './times.js';
import { glue, isPlain, widthOf } from './width.js';

/** Where a head leaves fewer columns than this, its text stands below it. */
const leastRoom = 20;

const narrowHang = '    ';

/**
 * A paragraph on a screen: the first line after `head`, the others indented as far as it is wide. It is wrapped at words;
 * a word that is longer than a line is parted where a path or an address has its joints. Moments of a document are shown
 * as of the reader's zone, and commands with the words of this run.
 */
export function paragraph(head: string, text: string, screen: Pick<Screen, 'columns' | 'zone' | 'given'>): string {
  const { columns, given } = screen;
  const local = withGivenWords(localMoments(text, screen), given);
  // A pipe has room for all: of 10,000 lines none has to be measured.
  if (columns === undefined && !local.includes('\n')) return `${head}${local}`.trimEnd();
  const hang = ' '.repeat(widthOf(head));
  if (columns !== undefined && columns - hang.length < leastRoom) {
    const below = wrapped(local, columns - narrowHang.length).map((line) => `${narrowHang}${line}`);
    return [head, ...below].map((line) => line.trimEnd()).join('\n');
  }
  const lines = columns === undefined ? local.split('\n') : wrapped(local, columns - hang.length);
  return lines.map((line, at) => `${at === 0 ? head : hang}${line}`.trimEnd()).join('\n');
}

/** Begins a line that must stay whole, however long it is: `fitted` takes it away. Foreign text has none: it is made printable. */
export const unbroken = '\u2060';

/** Text of which each line that is too long for the screen goes on in further ones, indented by two more. */
export function fitted(text: string, { columns }: Pick<Screen, 'columns'>): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith(unbroken)) return line.slice(unbroken.length);
      if (widthOf(line) <= columns) return line;
      const indent = /^ */.exec(line)?.[0] ?? '';
      const rest = wrapped(line.slice(indent.length), Math.max(1, columns - indent.length - 2));
      return rest.map((part, at) => `${indent}${at === 0 ? '' : '  '}${part}`.trimEnd()).join('\n');
    })
    .join('\n');
}

/** The lines of a text, none wider than so many characters. */
export function wrapped(text: string, columns: number): readonly string[] {
  if (!text.includes('\n') && text.trim() === text && widthOf(text) <= columns) return [text];
  const parted = glued(text, columns)
    .split('\n')
    .map((line) =>
      line
        .split(' ')
        .map((word) => pieces(word, columns).join(' '))
        .join(' '),
    )
    .join('\n');
  const lines = isPlain(parted)
    ? parted.split('\n').flatMap((line) => wrappedPlain(line, columns))
    : wrapAnsi(parted, columns, { hard: true }).split('\n');
  return lines.map((line) => line.replaceAll(glue, ' '));
}

/** As wrap-ansi does it, for text in which each character is a column and no word is longer than a line: many times as fast. */
function wrappedPlain(line: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  for (const [at, word] of line.split(' ').entries()) {
    row = row.trimStart();
    if (at > 0 && row !== '') row += ' ';
    if (row !== '' && word !== '' && row.length + word.length > columns) {
      rows.push(row.trimEnd());
      row = '';
    }
    row += word;
  }
  return [...rows, row.trimEnd()];
}

/** Moments and amounts with their unit, which are read as one word: no line ends within one that fits. */
const joined = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: (?:[+-]\d\d:\d\d|UTC))?|\b\d+(?:\.\d+)? (?:s|min|h|d|ms|MiB|KiB)\b/g;

function glued(text: string, columns: number): string {
  return text.replace(joined, (found) => (found.length > columns ? found : found.replaceAll(' ', glue)));
}

const colour = '(?:\u001b\\[[\\d;]*m)+';

/** A word of one colour, with a few signs behind it. */
const paintedWord = new RegExp(`^(?<before>${colour})(?<inner>[^\u001b]+)(?<after>${colour})(?<rest>[:,.;)]{0,3})$`);

/** A word in pieces that fit, each as long as it can be: no two of them have room on one line. */
function pieces(word: string, columns: number): readonly string[] {
  if (widthOf(word) <= columns) return [word];
  if (word.includes('\u001b')) {
    const { before, inner, after, rest = '' } = paintedWord.exec(word)?.groups ?? {};
    // One that is painted in parts is left to the library, which keeps its colours.
    if (inner === undefined) return [word];
    const parts = pieces(inner, Math.max(1, columns - rest.length)).map((piece) => `${before}${piece}${after}`);
    return [...parts.slice(0, -1), `${parts.at(-1)}${rest}`];
  }
  const found: string[] = [];
  let rest = word;
  while (widthOf(rest) > columns) {
    const beginning = rest.slice(0, columns);
    const joint = /^.*[/\\,;:=.&_-](?=.)/u.exec(beginning)?.[0] ?? beginning;
    found.push(joint);
    rest = rest.slice(joint.length);
  }
  return [...found, rest];
}

/** Text in at most so many characters: what is left out of its middle is shown by an ellipsis. */
export function shortened(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  const characters = [...text];
  const head = fittingCharacters(characters, Math.ceil((most - 1) / 2));
  const tail = fittingCharacters(characters.toReversed(), Math.floor((most - 1) / 2));
  return `${head.join('')}…${tail.toReversed().join('')}`;
}

/** The first of them that are not wider together than so many cells. */
function fittingCharacters(characters: readonly string[], cells: number): readonly string[] {
  let left = cells;
  const end = characters.findIndex((character) => {
    left -= stringWidth(character);
    return left < 0;
  });
  return characters.slice(0, end === -1 ? undefined : end);
}
