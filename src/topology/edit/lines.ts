/** A part of a text with what comes in its place. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with its cuts made; two at one place stand in their order. Cuts do not overlap. */
export function withCuts(text: string, cuts: readonly Cut[]): string {
  let result = '';
  let at = 0;
  for (const cut of cuts.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    result += text.slice(at, Math.max(at, cut.start)) + cut.text;
    at = Math.max(at, cut.end);
  }
  return result + text.slice(at);
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line after that of an offset begins; the end of the text where there is none. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Where the line of an offset ends, without its line end. */
export function lineEnd(text: string, offset: number): number {
  const next = nextLine(text, offset);
  return next - endOf(text.slice(offset, next)).length;
}

/** The line end of a line, none where it has none. */
export function endOf(line: string): string {
  return line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : '';
}

export function column(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Whether nothing but spaces stands before an offset in its line. */
export function beginsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** Whether nothing but blanks and a comment stands behind an offset in its line. */
export function endsLine(text: string, offset: number): boolean {
  return /^(?:[ \t]*|[ \t]+#.*)$/.test(text.slice(offset, lineEnd(text, offset)));
}

/** Whether the line that begins at an offset is blank. */
export function isBlankLine(text: string, start: number): boolean {
  return start < text.length && text.slice(start, nextLine(text, start)).trim() === '';
}

/** The line end to write behind the line of an offset: its own, else that of the first line of the text. */
export function lineEndAt(text: string, offset: number): string {
  const own = endOf(text.slice(lineStart(text, offset), nextLine(text, offset)));
  return own !== '' ? own : endOf(text.slice(0, nextLine(text, 0))) || '\n';
}

/**
 * Where the lines end that belong to what ends at an offset: its own line, and comments below it that stand further in than a
 * column.
 */
export function linesEnd(text: string, offset: number, column: number): number {
  let end = nextLine(text, offset);
  for (let at = end; at < text.length; ) {
    const next = nextLine(text, at);
    const line = text.slice(at, next);
    const comment = /^[ \t]*(?=#)/.exec(line);
    if (comment !== null && comment[0].length > column) end = next;
    else if (comment !== null || line.trim() !== '') break;
    at = next;
  }
  return end;
}

/** A cut that puts lines in front of the line that begins at an offset; at the end of a text without a last line end, behind it. */
export function insertLines(text: string, at: number, lines: readonly string[]): Cut {
  const eol = lineEndAt(text, Math.max(0, at - 1));
  const isOpenEnd = at === text.length && at > 0 && !text.endsWith('\n');
  const piece = isOpenEnd ? lines.map((line) => eol + line).join('') : lines.map((line) => line + eol).join('');
  return { start: at, end: at, text: piece };
}

/** A cut that takes whole lines. A text without a last line end keeps having none, but for one that would end with a blank line. */
export function takeLines(text: string, start: number, end: number): Cut {
  const before = start === 0 ? '' : text.slice(lineStart(text, start - 1), start);
  if (end < text.length || text.endsWith('\n') || before.trim() === '') return { start, end, text: '' };
  return { start: start - endOf(before).length, end, text: '' };
}
