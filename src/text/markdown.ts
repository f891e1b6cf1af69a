import { printable } from './printable.js';

// Markdown as GitHub and Azure DevOps read it. All text that is not our own stands in code, as a span or a block: nothing in
// code is a link, a mention, a reference, HTML or a mark of the format.

/** Characters of a text in a line that are shown. */
const longestSpan = 400;

/** Text as a span of code, on one line: the marks around it are longer than any within it. */
export function codeSpan(text: string): string {
  const whole = printable(text);
  const shown = whole.length > longestSpan ? `${whole.slice(0, longestSpan).replace(/[\ud800-\udbff]$/, '')}…` : whole;
  if (shown.trim() === '') return '`(empty)`';
  const mark = '`'.repeat(longestRun(shown) + 1);
  // One blank on each side is not part of the code.
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${mark}${pad}${shown}${pad}${mark}`;
}

/** Lines as a block of code that nothing in them ends. */
export function codeBlock(lines: readonly string[]): string {
  const mark = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${mark}text`, ...lines, mark].join('\n');
}

/** What a reader opens by its title, which has to be our own text. */
export function fold(title: string, inside: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${inside}\n\n</details>`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
