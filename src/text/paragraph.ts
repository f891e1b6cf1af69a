import wrapAnsi from 'wrap-ansi';

/** Columns of a screen whose width is not known, as where the output goes into a file. */
export const usualColumns = 80;

/** A paragraph within so many columns: the first line after `head`, the others indented as far as it is wide. */
export function paragraph(head: string, text: string, columns: number): string {
  const room = Math.max(20, columns - head.length);
  const lines = wrapAnsi(text, room, { hard: true }).split('\n');
  return lines.map((line, at) => `${at === 0 ? head : ' '.repeat(head.length)}${line}`.trimEnd()).join('\n');
}
