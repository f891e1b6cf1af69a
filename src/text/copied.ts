import { unbroken } from './layout.js';
import { printable } from './printable.js';
import type { Screen } from './screen.js';
import { widthOf } from './width.js';

/** What a line is typed into: it says how a line goes on in the next one. */
export type CopiedInto = 'sh' | 'powershell' | 'sql';

/** The shell that a person has at hand on that platform. */
export function shellOf(platform: NodeJS.Platform): CopiedInto {
  return platform === 'win32' ? 'powershell' : 'sh';
}

/** What ends a line that goes on: https://www.gnu.org/software/bash/manual/bash.html#Escape-Character, about_Parsing. */
const goesOn: Readonly<Record<CopiedInto, string>> = { sh: ' \\', powershell: ' `', sql: '' };

/** Where a line goes on: a blank outside of these. A quotation mark is doubled, or escaped, within them. */
const quotes: Readonly<Record<CopiedInto, RegExp>> = {
  sh: /'[^']*'|"(?:[^"\\]|\\.)*"|\\./gsu,
  // PowerShell takes the quotation marks of typography for the plain ones.
  powershell:
    /['\u2018-\u201B](?:[^'\u2018-\u201B])*['\u2018-\u201B]|["\u201C-\u201E](?:[^"\u201C-\u201E`]|`.)*["\u201C-\u201E]|`./gsu,
  // What follows a comment's mark is of its line.
  sql: /'[^']*'|"[^"]*"|\[[^\]]*\]|--.*|\/\*.*?\*\//gsu,
};

/** Columns by which what stands below its head is indented. */
const below = 4;

/**
 * A line that a person copies, after `head`. Where it is wider than the screen it goes on in further lines as its shell has
 * it, and stays the same line for it: it is parted at blanks outside of quotation marks, and within a text only where no
 * screen would hold it otherwise. What cannot be parted at all stays whole, however long it is.
 */
export function copied(head: string, command: string, into: CopiedInto, { columns }: Pick<Screen, 'columns'>): string {
  const lines = command.split('\n').map(printable);
  const beside = widthOf(head);
  if (columns === undefined) return placed(head, beside, lines);
  for (const indent of [beside, below]) {
    const found = lines.flatMap((line) => broken(line, into, columns - indent));
    if (found.every((line) => indent + widthOf(line) <= columns)) return placed(head, indent, found);
  }
  // What goes on within a text must begin in the first column: blanks would be a part of it.
  const found = lines.flatMap((line) => broken(line, into, columns)).flatMap((line) => parted(line, into, columns));
  const whole = found.map((line) => (widthOf(line) > columns ? `${unbroken}${line}` : line));
  return placed(head, 0, whole);
}

/** Beside the head where the lines are indented as far as it is wide, else below it. */
function placed(head: string, indent: number, lines: readonly string[]): string {
  if (indent === widthOf(head)) {
    return lines.map((line, at) => `${at === 0 ? head : ' '.repeat(indent)}${line}`).join('\n');
  }
  const title = head.trim() === '' ? [] : [head.trimEnd()];
  return [...title, ...lines.map((line) => `${' '.repeat(indent)}${line}`)].join('\n');
}

/** The lines of one line, each as long as it can be. */
function broken(line: string, into: CopiedInto, columns: number): readonly string[] {
  if (widthOf(line) <= columns) return [line];
  const end = goesOn[into];
  const lines: string[] = [];
  let last = '';
  for (const word of withValues(wordsOf(line, into), columns - end.length)) {
    const longer = last === '' ? word : `${last} ${word}`;
    if (last === '' || widthOf(longer) + end.length <= columns) last = longer;
    else {
      lines.push(`${last}${end}`);
      last = word;
    }
  }
  return [...lines, last];
}

/** Parts of a line between which it may be parted. */
function wordsOf(line: string, into: CopiedInto): readonly string[] {
  const inQuotes = [...line.matchAll(quotes[into])].map(({ index, 0: text }) => [index, index + text.length] as const);
  const found: string[] = [];
  let begin = 0;
  for (const { index } of line.matchAll(/(?<! ) (?! )/g)) {
    if (inQuotes.some(([from, to]) => index >= from && index < to)) continue;
    found.push(line.slice(begin, index));
    begin = index + 1;
  }
  return [...found, line.slice(begin)];
}

/** An option stands with its value in one line where there is room for both. */
function withValues(words: readonly string[], columns: number): readonly string[] {
  const found: string[] = [];
  for (const word of words) {
    const option = found.at(-1);
    const both = `${option} ${word}`;
    if (option !== undefined && /^-[^ ]+$/.test(option) && !word.startsWith('-') && widthOf(both) <= columns) {
      found[found.length - 1] = both;
    } else found.push(word);
  }
  return found;
}

/** How a text in single quotation marks goes on in the first column of the next line; around it what makes one word of both. */
const withinText: Readonly<
  Record<CopiedInto, { readonly open: string; readonly joint: string; readonly close: string }>
> = {
  sh: { open: "'", joint: "'\\\n'", close: "'" },
  powershell: { open: "('", joint: "' +\n'", close: "')" },
  // https://learn.microsoft.com/sql/t-sql/language-elements/sql-server-utilities-statements-backslash
  sql: { open: "'", joint: '\\\n', close: "'" },
};

/** A text that is wider than the screen, in single quotation marks alone: of anything else the end is not sure. */
function parted(line: string, into: CopiedInto, columns: number): readonly string[] {
  const found = /^(N?)'((?:[^'\u2018-\u201B]|'')*)'([,;)]*)( [`\\])?$/u.exec(line);
  if (widthOf(line) <= columns || found === null) return [line];
  const [, national = '', text = '', after = '', end = ''] = found;
  const { open, joint, close } = withinText[into];
  const room = columns - open.length - close.length - national.length - after.length - end.length - 4;
  const pieces = text.match(new RegExp(`(?:''|[^'\\\\]|\\\\+(?=.)){1,${Math.max(8, room)}}|\\\\+$`, 'gu')) ?? [];
  return `${national}${open}${pieces.join(joint)}${close}${after}${end}`.split('\n');
}
